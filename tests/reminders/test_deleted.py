"""What is deleted is mentioned in no mail; brought back, it is mailed once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.factories import ApplicationFactory
from tests.reminders.conftest import Clock
from tests.services.doings import at, schedule
from tracker.models import Application, Delivery, DeliveryState, Reminder
from tracker.queries.mail_line import mail_line
from tracker.reminders.claim import claim
from tracker.reminders.deliver import Leaving, prepare
from tracker.reminders.marks import mark_leaving, mark_outcome
from tracker.reminders.sweep import sweep
from tracker.reminders.transport import Outcome
from tracker.services.applications import delete_application
from tracker.services.deleted import delete_kept, restore_deleted
from tracker.services.interviews import delete_interview

pytestmark = pytest.mark.django_db

DUE = at(24, 15, 30)
DELETING: dict[str, tuple[Callable[..., None], Callable[[Application], Any]]] = {
    "application": (delete_application, lambda row: row),
    "interview": (delete_interview, lambda row: row.interviews.get()),
}


@pytest.fixture(autouse=True)
def no_queue(monkeypatch) -> None:
    monkeypatch.setattr("tracker.services.reminders.async_task", lambda *_: None)


@pytest.fixture
def met(alice, now):
    """Met on Tuesday 24 November until 15:00, and asked half an hour later how it was."""
    application = ApplicationFactory(owner=alice, company__name="Acme")
    schedule(application, now=now)
    Reminder.objects.filter(send_at__lt=DUE).delete()
    return application


@pytest.mark.parametrize("what", DELETING)
def test_a_mail_that_is_written_already_leaves_without_it(mailbox, met, what):
    delete, find = DELETING[what]
    claim(DUE)
    mail = Delivery.objects.select_related("owner__preferences").get()
    ready = prepare(mail, DUE, mail_line())
    assert isinstance(ready, Leaving)
    delete_kept(find(met), delete, home="/", now=DUE)
    assert not mark_leaving(mail, ready.words, seen=ready.seen, accepted=None, now=DUE)


def test_what_a_waiting_mail_was_about_is_mailed_once_it_is_back(mailbox, met):
    claim(DUE)
    kept = delete_kept(met, delete_application, home="/", now=DUE)
    clock = Clock(DUE + timedelta(minutes=2))  # the lease of whoever held it has run out
    assert sweep(budget=0, clock=clock) == {"dropped": 1}
    assert restore_deleted(kept, now=clock.now)
    assert sweep(budget=0, clock=clock) == {"sent": 1}
    clock.forward(minutes=2)
    assert sweep(budget=0, clock=clock) == {}


def test_what_a_mail_was_leaving_with_and_did_not_bring_is_mailed_once_it_is_back(mailbox, met):
    claim(DUE)
    mail = Delivery.objects.select_related("owner__preferences").get()
    ready = prepare(mail, DUE, mail_line())
    assert isinstance(ready, Leaving)
    assert mark_leaving(mail, ready.words, seen=ready.seen, accepted=None, now=DUE)
    kept = delete_kept(met, delete_application, home="/", now=DUE)
    mark_outcome(mail, Outcome(DeliveryState.WAITING, "451 Try again later"), DUE)
    clock = Clock(DUE + timedelta(minutes=10))
    assert sweep(budget=0, clock=clock) == {"dropped": 1}
    assert restore_deleted(kept, now=clock.now)
    assert sweep(budget=0, clock=clock) == {"sent": 1}
    clock.forward(minutes=2)
    assert sweep(budget=0, clock=clock) == {}
