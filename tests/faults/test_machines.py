"""Two web servers and two workers, each as on a machine of its own, share one PostgreSQL."""

import os
import shutil
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone
from django_q.models import Schedule

from tests.faults.due import due
from tests.faults.invariants import broken
from tests.faults.quick_supervisor import LIMIT
from tests.faults.up import IS_POSTGRES, Data, Service, children, inside, wait_for
from tests.live.visitor import Visitor
from tests.reminders.conftest import Clock, use
from tests.smtp_server import DOT
from tracker.models import Application, Company, Delivery
from tracker.reminders.schedules import SCHEDULES
from tracker.reminders.sweep import sweep

SWEEPS = 3  # that one machine may be at, each with a mail in hand

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not IS_POSTGRES, reason="several machines need a database server"),
]

REDIS = os.environ.get("REDIS_URL", "")
BROKERS = ["", *filter(None, [REDIS])]


class Machines:
    """Start parts on machines of their own: other directories, and all else that they share."""

    def __init__(self, store, data, place, start_up):
        self.store, self.data, self.place, self.start_up = store, data, place, start_up

    def start(self, name, *command, **environment) -> Service:
        directory = self.place / name
        shutil.copytree(self.store.prepared, directory)
        own = Data(directory, self.data.environment)
        return self.start_up(*command, data=own, **environment)

    def web(self, name):
        service = self.start(name, "manage.py", "up", "--only", "web")
        service.says("is running at", within=30)
        return service

    def worker(self, name, **environment):
        return self.start(name, "manage.py", "up", "--only", "worker", **environment)

    def quick_worker(self, name):
        """Its supervisor would start it afresh after ten seconds without a pulse of its own."""
        return self.start(name, "-m", "tests.faults.quick_supervisor", ONLY="worker")


@pytest.fixture
def data(request, store, tmp_path):
    with store.fresh(tmp_path / "data", broker=getattr(request, "param", None)) as data:
        yield data


@pytest.fixture
def machines(rows, store, data, tmp_path, start_up):
    return Machines(store, data, tmp_path, start_up)


def at_once(*things):
    together = threading.Barrier(len(things))

    def run(thing):
        together.wait(10)
        return thing()

    with ThreadPoolExecutor(len(things)) as pool:
        return [each.result() for each in [pool.submit(run, thing) for thing in things]]


def at(service, page):
    """The same page, as the other web server would have shown it."""
    base = page.url.split("/", 3)
    old = "/".join(base[:3])

    def moved(address):
        return address.replace(old, service.url)

    forms = {moved(address): fields for address, fields in page.forms.items()}
    return page._replace(url=moved(page.url), forms=forms)


@pytest.mark.parametrize(
    "data", BROKERS, indirect=True, ids=lambda address: "redis" if address else "orm"
)
def test_two_workers_send_each_reminder_once_though_one_is_killed_in_the_middle(
    machines, smtp, settings
):
    owners = due(50)
    smtp.always(DOT, lambda: time.sleep(0.05))
    first, second = machines.worker("one"), machines.quick_worker("two")
    wait_for(lambda: len(smtp.taken) >= 15, 40, "the first mails", [first.heard, second.heard])
    os.kill(children(first.process.pid)[0], signal.SIGKILL)
    first.says("worker was killed by signal 9: back in 0.4 s")
    finished = Delivery.objects.exclude(state__in=["sending", "claimed", "waiting"])
    wait_for(lambda: finished.count() + 20 >= 50, 90, "the rest", [first.heard, second.heard])
    for service in (first, second):
        service.send(signal.SIGTERM)
        assert service.ends(within=40) == 0
        assert not service.lines("Traceback")
    use(settings, smtp.port)
    for minutes in (2, 4):  # what the killed one had claimed is taken over once its lease is over
        sweep(budget=0, clock=Clock(timezone.now() + timedelta(minutes=minutes)))
    states = dict(Delivery.objects.values_list("owner__email", "state"))
    assert set(states) == {owner.email for owner in owners}
    assert set(states.values()) <= {"sent", "uncertain"}
    assert list(states.values()).count("uncertain") <= SWEEPS
    assert set(smtp.mails().values()) == {1}
    assert len(smtp.mails()) >= 50 - SWEEPS


def test_each_worker_has_a_pulse_of_its_own_and_one_that_works_is_enough_for_health(machines):
    web = machines.web("web")
    assert web.health()[1]["worker"] == "starting"
    quick, other = machines.quick_worker("one"), machines.worker("two")
    for service in (quick, other):
        service.beats_again()
    wait_for(lambda: web.health()[1]["worker"] == "ok", 60, "a beat in the rows")
    before = children(quick.process.pid)
    time.sleep(LIMIT + 1)  # the schedules' tasks go to either: the pulse does not depend on them
    assert children(quick.process.pid) == before
    other.send(signal.SIGKILL)
    other.ends(within=30)
    assert web.health()[0] == 200
    assert {row.name for row in Schedule.objects.all()} == set(SCHEDULES)


def test_two_web_servers_take_the_same_form_once_and_of_two_changes_one(machines):
    one, two = machines.web("one"), machines.web("two")
    visitor = Visitor(one.url)
    visitor.make_account("Europe/Berlin")
    form = visitor.get("/applications/new/")
    said = {"company": "Acme", "role": "Engineer"}
    answers = at_once(*(partial(visitor.submit, page, **said) for page in (form, at(two, form))))
    assert [answer.status for answer in answers] == [200, 200]
    application = Application.objects.get()
    form = visitor.get(f"/applications/{application.pk}/change/")
    answers = at_once(
        partial(visitor.submit, form, role="Engineer for one"),
        partial(visitor.submit, at(two, form), role="Engineer for two"),
    )
    assert sorted(answer.status for answer in answers) == [200, 422]
    application.refresh_from_db()
    assert application.role in ("Engineer for one", "Engineer for two")
    assert application.version == 1
    os.kill(one.process.pid, signal.SIGKILL)
    one.ends(within=30)
    assert visitor.get(f"{two.url}/applications/{application.pk}/").status == 200
    assert two.health()[1]["database"] == "ok"
    assert broken(visitor.email) == []


def test_two_forms_that_name_the_same_new_company_at_once_are_both_taken(machines):
    one, two = machines.web("one"), machines.web("two")
    visitor = Visitor(one.url)
    visitor.make_account("Europe/Berlin")
    for number in range(5):
        first, second = (visitor.get("/applications/new/") for _ in range(2))
        said = {"company": f"Company {number}", "role": "Engineer"}
        answers = at_once(
            partial(visitor.submit, first, **said), partial(visitor.submit, at(two, second), **said)
        )
        assert [answer.status for answer in answers] == [200, 200]
    assert (Company.objects.count(), Application.objects.count()) == (5, 10)


def test_machines_that_start_at_once_on_an_empty_database_migrate_it_once(
    store, tmp_path, start_up, django_db_blocker
):
    with ExitStack() as stack:
        data = stack.enter_context(store.fresh(tmp_path / "data", broker="", empty=True))
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(inside(data))
        machines = Machines(store, data, tmp_path, start_up)
        services = [
            machines.start(f"{part}-{number}", "manage.py", "up", "--only", part)
            for number in range(2)
            for part in ("web", "worker")
        ]
        for service in services:
            service.says("is running", within=60)
            assert not service.lines("Traceback")
        assert Schedule.objects.count() == len(SCHEDULES)
