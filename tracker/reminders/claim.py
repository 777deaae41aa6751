"""Claiming: who may send what, decided in one short transaction.

Any number of sweeps may claim at once. On PostgreSQL each skips the rows that another holds; on
SQLite the transaction takes the write lock at its start.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple, TypeVar

from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet

from tracker.models import Delivery, DeliveryState, Reminder, ReminderState

# Longer than one wait for the mail server (EMAIL_TIMEOUT), so that only what is lost is taken again.
LEASE = timedelta(seconds=60)
MAILS_AT_ONCE = 20
REMINDERS_AT_ONCE = 1000

CRASHED = "Heardback stopped while this mail was leaving. Nobody can know whether it arrived."

Row = TypeVar("Row", bound=Model)


class Claim(NamedTuple):
    """The deliveries that the holder of `token` may send, until their lease runs out."""

    token: uuid.UUID
    deliveries: Sequence[int]


@transaction.atomic
def claim(now: datetime) -> Claim:
    """Put aside what a dead sender left in doubt, make mails of what is due, and take some."""
    _give_up_what_a_dead_sender_held(now)
    _group_what_is_due(now)
    return _take(now)


def _give_up_what_a_dead_sender_held(now: datetime) -> None:
    # The token stays: should its sender live after all, it still says what the server answered.
    Delivery.objects.filter(state=DeliveryState.SENDING, lease_until__lt=now).update(
        state=DeliveryState.UNCERTAIN, lease_until=None, answer=CRASHED, finished_at=now
    )


def _group_what_is_due(now: datetime) -> None:
    """All that is due to one person goes into one new mail."""
    scheduled = Reminder.objects.filter(state=ReminderState.SCHEDULED, send_at__lte=now)
    due = list(_locked(scheduled.order_by("send_at"))[:REMINDERS_AT_ONCE])
    due.sort(key=lambda reminder: reminder.owner_id)
    groups = [
        (owner, [reminder.pk for reminder in reminders])
        for owner, reminders in groupby(due, lambda reminder: reminder.owner_id)
    ]
    mails = Delivery.objects.bulk_create(
        Delivery(owner_id=owner, state=DeliveryState.WAITING, try_at=now, entered_at=now)
        for owner, _ in groups
    )
    for mail, (_, reminders) in zip(mails, groups, strict=True):
        Reminder.objects.filter(pk__in=reminders).update(state=ReminderState.CLAIMED, delivery=mail)


def _take(now: datetime) -> Claim:
    token = uuid.uuid4()
    free = Delivery.objects.filter(
        Q(state=DeliveryState.WAITING, try_at__lte=now)
        | Q(state=DeliveryState.CLAIMED, lease_until__lt=now)
    )
    rows = _locked(free.order_by("try_at", "pk")).values_list("pk", flat=True)
    taken = list(rows[:MAILS_AT_ONCE])
    if taken:
        Delivery.objects.filter(pk__in=taken).update(
            state=DeliveryState.CLAIMED, lease_token=token, lease_until=now + LEASE
        )
    return Claim(token, taken)


def _locked(rows: QuerySet[Row]) -> QuerySet[Row]:
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True)
    return rows
