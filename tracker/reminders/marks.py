"""What is written on a delivery while it leaves: each mark is one UPDATE that names what it expects.

A mark that does not find its row as expected changes nothing and says so.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Case, F, Q, QuerySet, Value, When

from tracker.mail import Mail
from tracker.models import Delivery, DeliveryState
from tracker.reminders.claim import LEASE
from tracker.reminders.transport import Outcome

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
# The first four within an hour and a half, then hourly: about a day and a half in all.
ATTEMPTS = 36
# What a sender holds; it may learn the answer after others have given its mail up.
LEAVING = (DeliveryState.SENDING, DeliveryState.UNCERTAIN)


class Accepted(NamedTuple):
    """A mail that the server has taken and whose row does not say so yet."""

    pk: int
    answer: str


def ours(token: uuid.UUID, pk: int, now: datetime) -> QuerySet[Delivery]:
    """The delivery, if it is still claimed by `token`."""
    return Delivery.objects.filter(
        pk=pk, lease_token=token, state=DeliveryState.CLAIMED, lease_until__gt=now
    )


def mark_leaving(
    delivery: Delivery, mail: Mail, *, accepted: Accepted | None, now: datetime
) -> bool:
    """Mark `delivery` as leaving with these words, and in the same commit `accepted` as sent.

    False when it may not leave: the lease was lost, or its reminders changed since it was read.
    """
    token = delivery.lease_token
    assert token is not None
    leaving = ours(token, delivery.pk, now).filter(generation=delivery.generation)
    changes: dict[int, dict[str, Any]] = {
        delivery.pk: {
            "state": DeliveryState.SENDING,
            "lease_until": now + LEASE,
            "attempts": delivery.attempts + 1,
            **mail._asdict(),
        }
    }
    if accepted is None:
        return leaving.update(**changes[delivery.pk]) == 1
    changes[accepted.pk] = _sent(accepted, now)
    rows = leaving | _in_flight(token, accepted.pk)
    if rows.update(**_each_its_own(changes)) == 2:
        return True
    return Delivery.objects.filter(
        pk=delivery.pk, lease_token=token, state=DeliveryState.SENDING
    ).exists()


def mark_sent(token: uuid.UUID, accepted: Accepted, now: datetime) -> None:
    """Mark the last mail of a batch, which no other follows."""
    _in_flight(token, accepted.pk).update(**_sent(accepted, now))


def mark_outcome(delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    """Note what became of an attempt that did not end in a mail that was taken.

    Its sender may note it late, after others have given the mail up.
    """
    assert delivery.lease_token is not None
    attempts = delivery.attempts + 1
    state, answer = outcome.state, outcome.answer
    if state == DeliveryState.WAITING and not outcome.holds_all and attempts >= ATTEMPTS:
        state, answer = DeliveryState.FAILED, f"Given up after {attempts} attempts. {answer}"
    held = (DeliveryState.CLAIMED, *LEAVING)
    rows = Delivery.objects.filter(pk=delivery.pk, lease_token=delivery.lease_token, state__in=held)
    if state == DeliveryState.WAITING:
        rows.update(**_waiting(delivery.attempts, outcome, now))
    else:
        rows.update(state=state, answer=answer, lease_until=None, finished_at=now)


def mark_unsent(
    delivery: Delivery, state: DeliveryState, answer: str, words: Mail | None, *, now: datetime
) -> bool:
    """End a delivery that never leaves: dropped, kept here, or impossible to write.

    False when the lease was lost, or its reminders changed since it was read.
    """
    assert delivery.lease_token is not None
    rows = ours(delivery.lease_token, delivery.pk, now).filter(generation=delivery.generation)
    said = words._asdict() if words else {}
    changed = rows.update(state=state, answer=answer, lease_until=None, finished_at=now, **said)
    return changed == 1


def release(token: uuid.UUID, now: datetime, because: Outcome | None = None) -> None:
    """Give back what is claimed and has not begun to leave: at once, or after a pause."""
    rows = Delivery.objects.filter(lease_token=token, state=DeliveryState.CLAIMED)
    if because is None:
        rows.update(state=DeliveryState.WAITING, lease_until=None, try_at=now)
        return
    for pk, attempts in rows.values_list("pk", "attempts"):
        rows.filter(pk=pk).update(**_waiting(attempts, because, now))


def _waiting(before: int, outcome: Outcome, now: datetime) -> dict[str, Any]:
    attempts = before + 1
    if outcome.holds_all:
        # A server that is away wears no mail out: the pauses grow to the hour, and nothing else.
        attempts = max(before, min(attempts, len(BACK_OFF)))
    pause = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
    return {
        "state": DeliveryState.WAITING,
        "answer": outcome.answer,
        "attempts": attempts,
        "lease_until": None,
        "try_at": now + max(pause, outcome.pause),
        "finished_at": None,
    }


def _sent(accepted: Accepted, now: datetime) -> dict[str, Any]:
    return {
        "state": DeliveryState.SENT,
        "answer": accepted.answer,
        "lease_until": None,
        "finished_at": now,
    }


def _in_flight(token: uuid.UUID, pk: int) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=pk, lease_token=token, state__in=LEAVING)


def _each_its_own(changes: Mapping[int, Mapping[str, Any]]) -> dict[str, Case]:
    """The columns of one UPDATE that changes several rows, each in its own way."""
    names = {name for change in changes.values() for name in change}
    return {
        name: Case(
            *(
                When(Q(pk=pk), then=Value(change[name], getattr(Delivery, name).field))
                for pk, change in changes.items()
                if name in change
            ),
            default=F(name),
        )
        for name in names
    }
