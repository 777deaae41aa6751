"""What is written on a delivery while it leaves: each mark is one UPDATE that names what it expects.

A mark that does not find its row as expected changes nothing and says so.
"""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from tracker.mail import Mail
from tracker.models import Delivery, DeliveryState
from tracker.reminders.claim import LEASE, NO_SERVER_TAKES
from tracker.reminders.transport import Outcome
from tracker.services.holding import update_in_order

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
# The first four within an hour and a half, then hourly: about a day and a half in all.
ATTEMPTS = 36
# What a sender holds; it may learn the answer after others have given its mail up.
LEAVING = (DeliveryState.SENDING, DeliveryState.UNCERTAIN)

# Two rows, one UPDATE, one commit. By hand: to put the same into words with Case and When cost more
# than all else between two mails but writing them.
_WORDS = ", ".join(
    f"{name} = CASE id WHEN %(next)s THEN %({name})s ELSE {name} END" for name in Mail._fields
)
# The number that `seen_of` makes of the same rows: how many, then the sum of their versions.
SEEN_STEP = 2**32
SEEN = f"""
    SELECT COUNT(*) * {SEEN_STEP} + COALESCE(SUM(COALESCE(task.version, interview.version, 0)), 0)
    FROM tracker_reminder reminder
        LEFT JOIN tracker_followup task ON task.id = reminder.follow_up_id
        LEFT JOIN tracker_interview interview ON interview.id = reminder.interview_id
    WHERE reminder.delivery_id = %(next)s AND reminder.state = 'claimed'
"""  # noqa: S608 - a number of our own
LAST_AND_NEXT = f"""
    UPDATE tracker_delivery SET
        state = CASE id WHEN %(next)s THEN 'sending' ELSE 'sent' END,
        lease_until = CASE id WHEN %(next)s THEN %(until)s END,
        attempts = attempts + CASE id WHEN %(next)s THEN 1 ELSE 0 END,
        answer = CASE id WHEN %(next)s THEN answer ELSE %(answer)s END,
        finished_at = CASE id WHEN %(next)s THEN finished_at ELSE %(now)s END,
        {_WORDS}
    WHERE lease_token = %(token)s AND (
        id = %(next)s AND state = 'claimed' AND lease_until > %(now)s AND generation = %(generation)s
            AND ({SEEN}) = %(seen)s
        OR id = %(last)s AND state IN ('sending', 'uncertain'))
"""  # noqa: S608 - our own names only


class Accepted(NamedTuple):
    """A mail that the server has taken and whose row does not say so yet."""

    pk: int
    answer: str


def all_ours(token: uuid.UUID, now: datetime) -> QuerySet[Delivery]:
    """The deliveries that are still claimed by `token`."""
    return Delivery.objects.filter(
        lease_token=token, state=DeliveryState.CLAIMED, lease_until__gt=now
    )


def ours(token: uuid.UUID, pk: int, now: datetime) -> QuerySet[Delivery]:
    """One delivery, if it is still claimed by `token`."""
    return all_ours(token, now).filter(pk=pk)


class Lease:
    """What is claimed and has not begun to leave stays ours, however slow the mail server is."""

    def __init__(self, token: uuid.UUID, clock: Callable[[], datetime]) -> None:
        self.token = token
        self.clock = clock
        self._kept_at = clock()

    def keep(self) -> None:
        """To be called before each wait for the server: the lease outlives the next one."""
        now = self.clock()
        if now - self._kept_at >= LEASE / 12:
            self._kept_at = now
            rows = Delivery.objects.filter(lease_token=self.token, state=DeliveryState.CLAIMED)
            update_in_order(rows, lease_until=now + LEASE)


def mark_leaving(
    delivery: Delivery, mail: Mail, *, seen: int, accepted: Accepted | None, now: datetime
) -> bool:
    """Mark `delivery` as leaving with these words, and in the same commit `accepted` as sent.

    False when it may not leave: the lease was lost, or its reminders changed since it was read, or
    what they are about, of which `seen` tells.
    """
    assert delivery.lease_token is not None
    values: dict[str, Any] = {
        "token": _stored("lease_token", delivery.lease_token),
        "now": _stored("finished_at", now),
        "next": delivery.pk,
        "generation": delivery.generation,
        "seen": seen,
        "until": _stored("lease_until", now + LEASE),
        **mail._asdict(),
        "last": accepted.pk if accepted else 0,
        "answer": accepted.answer if accepted else "",
    }
    with connection.cursor() as cursor:
        cursor.execute(LAST_AND_NEXT, values)
        if cursor.rowcount == (2 if accepted else 1):
            return True
    leaves = Delivery.objects.filter(state=DeliveryState.SENDING, lease_token=delivery.lease_token)
    return leaves.filter(pk=delivery.pk).exists()


def _stored(column: str, value: Any) -> Any:
    """As this database keeps it."""
    return getattr(Delivery, column).field.get_db_prep_value(value, connection)


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


def put_off(delivery: Delivery, answer: str, until: datetime, *, now: datetime) -> bool:
    """Leave a delivery for later, which is no attempt; False when the lease was lost."""
    assert delivery.lease_token is not None
    rows = ours(delivery.lease_token, delivery.pk, now).filter(generation=delivery.generation)
    later = {"state": DeliveryState.WAITING, "lease_until": None, "try_at": until}
    return rows.update(answer=answer, **later) == 1


def release(token: uuid.UUID, now: datetime, because: Outcome | None = None) -> None:
    """Give back what is claimed and has not begun to leave: at once, or after a pause."""
    rows = Delivery.objects.filter(lease_token=token, state=DeliveryState.CLAIMED)
    if because is None:
        update_in_order(rows, state=DeliveryState.WAITING, lease_until=None, try_at=now)
        return
    for pk, attempts in rows.values_list("pk", "attempts"):
        rows.filter(pk=pk).update(**_waiting(attempts, because, now))


def _waiting(before: int, outcome: Outcome, now: datetime) -> dict[str, Any]:
    attempts, answer = before + 1, outcome.answer
    if outcome.holds_all:
        answer = NO_SERVER_TAKES + answer
        # A server that is away wears no mail out: the pauses grow to the hour, and nothing else.
        attempts = max(before, min(attempts, len(BACK_OFF)))
    pause = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
    return {
        "state": DeliveryState.WAITING,
        "answer": answer,
        "attempts": attempts,
        "lease_until": None,
        "try_at": now if outcome.at_once else now + max(pause, outcome.pause),
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
