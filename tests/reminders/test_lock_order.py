"""Whoever changes several rows takes the oldest first, and a sweep waits for nobody."""

import threading
import time
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.factories import DeliveryFactory, FollowUpFactory, ReminderFactory
from tracker.models import Delivery, DeliveryState, Reminder, ReminderState
from tracker.reminders.claim import claim
from tracker.reminders.marks import release
from tracker.reminders.matter import what_still_holds
from tracker.services import reminders
from tracker.services.follow_ups import skip
from tracker.services.mail_server import set_mail_server
from tracker.services.reminders import take_out

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite has one writer at a time"
    ),
]
IN_HAND = {"lease_token": uuid.uuid4()}


@pytest.fixture(autouse=True)
def _no_queue(monkeypatch):
    monkeypatch.setattr(reminders, "async_task", lambda _name: None)


def look_again(alice, now):
    """Before a mail leaves, while all it was about has been done."""
    mail = DeliveryFactory(owner=alice, state=DeliveryState.WAITING)
    done = FollowUpFactory(application__owner=alice, status="done", decided_at=now)
    for hours in range(2):
        ReminderFactory(
            follow_up=done,
            send_at=now + timedelta(hours=hours),
            state=ReminderState.CLAIMED,
            delivery=mail,
        )
    return Reminder, lambda: what_still_holds(mail, now)


def decide(alice, now):
    task = FollowUpFactory(application__owner=alice)
    for hours in range(2):
        ReminderFactory(follow_up=task, send_at=now + timedelta(hours=hours))
    return Reminder, lambda: skip(task, now=now)


def delete_what_is_in_two_mails(alice, now):
    rows = [
        ReminderFactory(
            follow_up__application__owner=alice,
            state=ReminderState.CLAIMED,
            delivery=DeliveryFactory(owner=alice, state=DeliveryState.WAITING),
        )
        for _ in range(2)
    ]
    return Delivery, lambda: in_transaction(take_out, rows)


def give_back(alice, now):
    held = {"state": DeliveryState.CLAIMED, "lease_until": now + timedelta(minutes=1)}
    for _ in range(2):
        DeliveryFactory(owner=alice, **held, **IN_HAND)
    return Delivery, lambda: release(IN_HAND["lease_token"], now)


def set_another_mail_server(alice, now):
    for _ in range(2):
        DeliveryFactory(
            owner=alice, state=DeliveryState.WAITING, try_at=now + timedelta(minutes=15)
        )
    values = {"host": "127.0.0.1", "sender": "me@example.com"}
    set_one = {"values": values, "password": "", "version": 0, "now": now}
    return Delivery, lambda: set_mail_server(alice, **set_one)


def in_transaction(act, *arguments):
    with transaction.atomic():
        act(*arguments)


class Beside(threading.Thread):
    """Does it over a connection of its own; what went wrong, if anything."""

    def __init__(self, act):
        super().__init__()
        self.act, self.error = act, None
        self.start()

    def run(self):
        try:
            with connection.cursor() as cursor:  # rows come as they lie in the table
                cursor.execute("SET enable_indexscan = off; SET enable_bitmapscan = off")
            self.act()
        except Exception as error:
            self.error = error
        finally:
            connection.close()

    def has_to_wait(self):
        for _ in range(200):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_locks"
                    " WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"
                )
                if cursor.fetchone()[0]:
                    return True
            time.sleep(0.05)
        return False


@pytest.mark.parametrize(
    "prepare",
    [look_again, decide, delete_what_is_in_two_mails, give_back, set_another_mail_server],
)
def test_whoever_waits_for_the_first_row_does_not_hold_the_second(alice, now, prepare):
    table, act = prepare(alice, now)
    first, last = table.objects.order_by("pk")
    first.save()  # it lies behind the second in the table from now on
    with transaction.atomic():
        table.objects.select_for_update().get(pk=first.pk)
        beside = Beside(act)
        assert beside.has_to_wait()
        table.objects.select_for_update(nowait=True).get(pk=last.pk)
    beside.join(timeout=20)
    assert (beside.is_alive(), beside.error) == (False, None)


def test_a_sweep_leaves_to_others_what_they_hold(alice, now):
    lapsed = {"state": DeliveryState.SENDING, "lease_until": now - timedelta(minutes=1)}
    first, last = (DeliveryFactory(owner=alice, **lapsed, **IN_HAND) for _ in range(2))
    with transaction.atomic():
        Delivery.objects.select_for_update().get(pk=first.pk)
        beside = Beside(lambda: claim(now))
        beside.join(timeout=20)
        assert (beside.is_alive(), beside.error) == (False, None)
    states = [Delivery.objects.get(pk=row.pk).state for row in (first, last)]
    assert states == [DeliveryState.SENDING, DeliveryState.UNCERTAIN]
