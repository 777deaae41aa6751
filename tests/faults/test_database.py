"""The database is busy, restarted, out of reach or left by a writer that was killed: F24, F32."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from tests.faults.due import due
from tests.faults.invariants import broken
from tests.faults.proxy import Proxy
from tests.faults.up import IS_POSTGRES, SERVER, wait_for, without_settings_of_others
from tests.live.visitor import PASSWORD, Visitor
from tests.reminders.conftest import Clock, use
from tests.smtp_server import DOT
from tracker.models import Application, Delivery
from tracker.outage import AWAY, BUSY
from tracker.reminders.sweep import sweep
from tracker.services.reminders import wake

pytestmark = pytest.mark.slow

only_postgres = pytest.mark.skipif(not IS_POSTGRES, reason="SQLite is a file on this machine")
WRITER = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1], isolation_level=None) as database:
    database.execute("BEGIN IMMEDIATE")
    print("held", flush=True)
    sys.stdin.read()
"""
HELD_FOR = 30  # seconds; a statement waits for 20
WRITERS = 20


@contextmanager
def held(data):
    """Another process writes, and does not come to an end, until what is yielded is called."""
    if IS_POSTGRES:
        with psycopg.connect(data.database) as other:
            other.execute("LOCK TABLE tracker_application, tracker_delivery IN EXCLUSIVE MODE")
            yield other.rollback
        return
    path = urlsplit(data.database).path
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()
        yield other.stdin.close


def visitor_of(service):
    visitor = Visitor(service.url)
    visitor.make_account("Europe/Berlin")
    return visitor


def companies(visitor):
    rows = Application.objects.filter(owner__email=visitor.email)
    return sorted(rows.values_list("company__name", flat=True))


def test_f24_a_writer_of_thirty_seconds_gives_a_page_and_one_of_ten_is_waited_out(
    rows, data, start_up, smtp
):
    service = start_up().is_up()
    visitor = visitor_of(service)
    visitor.patience = 60
    form = visitor.get("/applications/new/")
    [owner] = due(1, in_seconds=2)
    wake()
    with held(data) as let_go:
        begun = time.monotonic()
        release = threading.Timer(HELD_FOR, let_go)
        release.start()
        refused = visitor.submit(form, company="Acme", role="Engineer")
        assert (refused.status, BUSY in refused.text) == (503, True)
        waited = time.monotonic() - begun
        assert waited >= 19
        taken = visitor.submit(form, company="Acme", role="Engineer")
        assert taken.status == 200
        assert time.monotonic() - begun >= HELD_FOR - 1
        release.join()
    assert companies(visitor) == ["Acme"]
    assert broken(visitor.email) == []
    wake()
    wait_for(lambda: smtp.mails() == {owner.email: 1}, 75, "the mail", service.heard)
    assert not service.lines("Traceback")


@only_postgres
def test_nothing_is_lost_or_doubled_while_all_connections_are_ended_again_and_again(
    rows, data, start_up, smtp, settings
):
    """As when PostgreSQL is restarted."""
    owners = due(12)
    smtp.always(DOT, lambda: time.sleep(0.2))
    service = start_up()
    service.says("is running at", within=30)
    visitor = visitor_of(service)
    answers = []
    for number in range(9):
        form = page_of(visitor, "/applications/new/")
        if number % 3 == 1:
            end_all_connections_of(data)
        answer = visitor.submit(form, company=f"Company {number}", role="Engineer")
        if answer.status == 503:
            answer = visitor.submit(form, company=f"Company {number}", role="Engineer")
        answers.append(answer.status)
    assert answers == [200] * 9
    assert companies(visitor) == [f"Company {number}" for number in range(9)]
    service.send(signal.SIGTERM)
    assert service.ends(within=40) == 0
    assert not service.lines("Traceback")
    # What its senders held when they lost their database shows itself once the leases have run out.
    use(settings, smtp.port)
    for minutes in (2, 4):
        clock = Clock(timezone.now() + timedelta(minutes=minutes))
        sweep(budget=0, clock=clock)
    states = dict(Delivery.objects.values_list("owner__email", "state"))
    assert set(states) == {owner.email for owner in owners}
    assert set(states.values()) <= {"sent", "uncertain"}
    assert set(smtp.mails().values()) == {1}
    assert {email for email, state in states.items() if state == "sent"} <= set(smtp.mails())
    assert broken(visitor.email) == []


def page_of(visitor, path):
    """The page, once there is one."""
    wait_for(lambda: visitor.get(path).status == 200, 30, path)
    return visitor.get(path)


def end_all_connections_of(data):
    name = urlsplit(data.database).path.strip("/")
    ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    connection.close()  # ours too
    with psycopg.connect(SERVER_OF_ALL, autocommit=True) as administrator:
        administrator.execute(f"{ends} WHERE datname = %s", [name])


SERVER_OF_ALL = urlsplit(SERVER)._replace(path="/postgres").geturl() if IS_POSTGRES else ""


@only_postgres
def test_a_database_out_of_reach_is_said_everywhere_and_all_goes_on_once_it_is_back(
    rows, data, start_up, smtp
):
    server = urlsplit(data.database)
    with Proxy(server.hostname, server.port or 5432) as proxy:
        address = server._replace(netloc=f"{server.username}@127.0.0.1:{proxy.port}").geturl()
        service = start_up(DATABASE_URL=address).is_up()
        visitor = visitor_of(service)
        before = service.processes()
        [owner] = due(1, in_seconds=4)
        wake()
        proxy.cut()
        assert service.health() == (
            503,
            {"web": "ok", "database": "failing", "worker": "unknown", "seconds_since_beat": None},
        )
        answer = visitor.get("/")
        assert (answer.status, AWAY in answer.text) == (503, True)
        service.says("django-q ERROR .*: connection failed: ", within=45)
        time.sleep(4)
        assert smtp.taken == []
        proxy.mend()
        wait_for(lambda: service.health()[0] == 200, 30, "health")
        assert visitor.get("/").status == 200
        wake()
        wait_for(lambda: smtp.mails() == {owner.email: 1}, 75, "the mail")
        assert service.processes().sentinel == before.sentinel
    said = "\n".join(service.heard)
    assert "Traceback" not in said, said
    assert len(service.heard) < 40, said


def test_f32_writers_that_are_killed_leave_nothing_half_written(rows, data):
    with without_settings_of_others():
        run = subprocess.run(
            [sys.executable, "-m", "tests.faults.writer", str(WRITERS)],
            env=os.environ | {"DATA_DIR": str(data.directory)} | data.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout.split()[0]) >= WRITERS
    assert broken("alice@example.com") == []


def test_a_changed_secret_key_ends_queued_tasks_and_sessions_and_loses_nothing(
    rows, start_up, smtp
):
    first = start_up()
    visitor = visitor_of(first.is_up())
    first.send(signal.SIGTERM)
    first.ends(within=40)
    [owner] = due(1)
    wake()  # by the old key
    second = start_up(SECRET_KEY="another-key-that-is-long-enough-for-all-purposes-0123456789")
    second.is_up()
    wait_for(lambda: smtp.mails() == {owner.email: 1}, 40, "the mail", second.heard)
    assert second.says("Failed to push task to queue")
    assert not second.lines("Traceback")
    visitor.url = second.url
    page = visitor.get(f"{second.url}/")
    assert page.path == "/accounts/login/"
    page = visitor.submit(page, username=visitor.email, password=PASSWORD)
    assert (page.status, page.path) == (200, "/")
