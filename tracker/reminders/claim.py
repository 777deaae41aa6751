"""Claiming: who may send what, decided in one short transaction.

Any number of sweeps may claim at once. On PostgreSQL each skips the rows that another holds; on
SQLite the transaction takes the write lock at its start.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from tracker.models import IN_HAND, Delivery, DeliveryKind, DeliveryState, Reminder, ReminderState
from tracker.services.reviews import make_due_reviews
from tracker.services.skipping import unlocked

# Longer than one wait for the mail server (EMAIL_TIMEOUT), so that only what is lost is taken again.
LEASE = timedelta(seconds=60)
MAILS_AT_ONCE = 20
REMINDERS_AT_ONCE = 1000
AT_MOST = 10 * REMINDERS_AT_ONCE  # of those who would else get a mail of this and one of that

# Writing a mail should stop nobody; one that was in hand so often when its sender stopped is given up.
CRASHES = 3

CRASHED = "Heardback stopped while this mail was leaving. Nobody can know whether it arrived."
NO_SERVER_TAKES = "No mail leaves at present. "
NOT_TRIED_AGAIN = f"Not sent: Heardback stopped {CRASHES} times before this mail could leave."


class Claim(NamedTuple):
    """The deliveries that the holder of `token` may send, until their lease runs out."""

    token: uuid.UUID
    deliveries: Sequence[int]


@transaction.atomic
def claim(now: datetime) -> Claim:
    """Put aside what a dead sender left in doubt, make mails of what is due, and take some."""
    _give_up_what_a_dead_sender_held(now)
    _group_what_is_due(now)
    make_due_reviews(now)
    return _take(now)


def _give_up_what_a_dead_sender_held(now: datetime) -> None:
    in_hand = Delivery.objects.filter(state__in=IN_HAND, lease_until__lt=now)
    # What another holds just now is left to them, or to the next look.
    held = [row.pk for row in unlocked(in_hand.only("pk"))]
    if not held:
        return
    lapsed = Delivery.objects.filter(pk__in=held)
    leaving = lapsed.filter(state=DeliveryState.SENDING)
    claimed = lapsed.filter(state=DeliveryState.CLAIMED)
    # The token stays: should its sender live after all, it still says what the server answered.
    leaving.update(state=DeliveryState.UNCERTAIN, lease_until=None, answer=CRASHED, finished_at=now)
    crashes = F("crashes") + 1
    claimed.filter(crashes__gte=CRASHES - 1).update(
        state=DeliveryState.FAILED,
        lease_until=None,
        answer=NOT_TRIED_AGAIN,
        crashes=crashes,
        finished_at=now,
    )
    claimed.update(state=DeliveryState.WAITING, lease_until=None, try_at=now, crashes=crashes)


def _group_what_is_due(now: datetime) -> None:
    """All that is due to one person goes into one mail."""
    scheduled = Reminder.objects.filter(state=ReminderState.SCHEDULED, send_at__lte=now)
    due = list(unlocked(scheduled.order_by("send_at"))[:REMINDERS_AT_ONCE])
    if len(due) == REMINDERS_AT_ONCE:  # and what else is due to whoever is among them
        theirs = scheduled.filter(owner__in={reminder.owner_id for reminder in due})
        due = list(unlocked(theirs.order_by("send_at"))[:AT_MOST])
    owners = {reminder.owner_id for reminder in due}
    held = _held_back(owners, now)
    mails = Delivery.objects.bulk_create(
        Delivery(owner_id=owner, state=DeliveryState.WAITING, try_at=now, entered_at=now)
        for owner in sorted(owners - held.keys())
    )
    into = [*held.values(), *(row.pk for row in mails)]
    mail = Delivery.objects.filter(pk__in=into, owner=OuterRef("owner"))
    Reminder.objects.filter(pk__in=[reminder.pk for reminder in due]).update(
        state=ReminderState.CLAIMED, delivery=Subquery(mail.values("pk")[:1])
    )


def _held_back(owners: Iterable[int], now: datetime) -> Mapping[int, int]:
    """The mail of each owner that no server has been there to take: what is due goes with it, now.

    Nothing goes with one that was sent before and may have arrived, or that may be what stops us.
    """
    waiting = Delivery.objects.filter(
        owner__in=owners,
        kind=DeliveryKind.REMINDER,
        state=DeliveryState.WAITING,
        answer__startswith=NO_SERVER_TAKES,
        crashes=0,
        generation=0,
    )
    held = {row.owner_id: row.pk for row in unlocked(waiting.order_by("-pk"))}
    if held:
        Delivery.objects.filter(pk__in=held.values()).update(try_at=now)
    return held


def _take(now: datetime) -> Claim:
    """Those that never stopped a sender first; one that may have travels alone, after all others."""
    token = uuid.uuid4()
    free = Delivery.objects.filter(state=DeliveryState.WAITING, try_at__lte=now)
    rows = unlocked(free.order_by("crashes", "try_at", "pk")).values_list("pk", "crashes")
    first = list(rows[:MAILS_AT_ONCE])
    taken = [pk for pk, crashes in first if not crashes] or [pk for pk, _ in first[:1]]
    if taken:
        Delivery.objects.filter(pk__in=taken).update(
            state=DeliveryState.CLAIMED, lease_token=token, lease_until=now + LEASE
        )
    return Claim(token, taken)
