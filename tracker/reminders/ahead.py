"""What the next mails are about, read for many at once: to read it for each costs most of a mail.

What was read lasts a moment only, and takes nothing out: a mail of which something seems to have
ended is looked at by itself. Nor does it let a mail leave about what has changed since it was read:
the mark of its leaving asks for the same reminders, of the same things at the same versions.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from time import monotonic
from types import MappingProxyType
from typing import NamedTuple

from django.db.models import QuerySet

from tracker.mail import IN_FULL
from tracker.models import Delivery, DeliveryState, Reminder, ReminderState
from tracker.queries.letter_sources import DESK, Sources, sources_of_all
from tracker.queries.letters import kinds_of
from tracker.queries.mail_words import Matter
from tracker.reminders import marks
from tracker.reminders.claim import Claim
from tracker.reminders.doubts import nameable
from tracker.reminders.matter import (
    PREPARE,
    by_urgency,
    first_moment,
    seen_of,
    still_holds,
)

Clock = Callable[[], datetime]

logger = logging.getLogger(__name__)

# Longer ago, what stands in a letter may be seen to be old: a server can be slow.
LASTS = 1.0  # seconds
FOLLOW_UP = tuple(f"follow_up__{name}" for name in DESK if name != "owner__preferences")


class Sight(NamedTuple):
    """A mail as it was read, alone or with others."""

    delivery: Delivery
    reminders: Sequence[Reminder] = ()  # none: they are still to be read
    letters: Mapping[int, Sources] = MappingProxyType({})
    may_have_doubts: bool = True

    def matter(self, now: datetime) -> Matter | None:
        """What it is about, if all of that still holds; else it is to be looked at by itself.

        So are interviews: whoever goes there needs the place as it is now.
        """
        owner, rows = self.delivery.owner, self.reminders
        if not rows or any(_is_of_interview(row) for row in rows):
            return None
        if not all(still_holds(row, owner, now) for row in rows):
            return None
        return Matter(
            follow_ups=by_urgency(rows),
            since=first_moment(rows),
            letters=self.letters,
            seen=seen_of(rows),
        )


class Ahead:
    """The mails of one claim, each as it was read a moment ago together with those after it."""

    def __init__(self, claim: Claim, clock: Clock) -> None:
        self.claim = claim
        self.clock = clock
        self._left = list(claim.deliveries)
        self._sights: dict[int, Sight] = {}
        self._until = 0.0

    def take(self, pk: int) -> Sight | None:
        """The mail, if it is still ours; whoever takes it again has it read anew, by itself."""
        if pk not in self._left:
            delivery = _rows(self.claim, [pk], self.clock()).first()
            return Sight(delivery) if delivery else None
        if monotonic() >= self._until:
            self._look()
        self._left.remove(pk)
        return self._sights.get(pk) or self.take(pk)

    def _look(self) -> None:
        now = self.clock()
        deliveries = _rows(self.claim, self._left, now)
        try:
            self._sights = {sight.delivery.pk: sight for sight in look(deliveries, now)}
        except Exception:
            # Each will be read by itself: then what cannot be read keeps one of them here, not all.
            logger.exception("mails cannot be read together")
            self._sights = {}
        self._until = monotonic() + LASTS


def look(deliveries: Iterable[Delivery], now: datetime) -> list[Sight]:
    """What they are about, in eight queries for all of them."""
    rows = list(deliveries)
    reminders = _reminders({row.pk: row for row in rows})
    letters = _letters(reminders.values(), now)
    doubtful = nameable([row.owner_id for row in rows], now).filter(state=DeliveryState.UNCERTAIN)
    owners = set(doubtful.values_list("owner_id", flat=True))
    return [Sight(row, reminders[row.pk], letters, row.owner_id in owners) for row in rows]


def _rows(claim: Claim, numbers: Sequence[int], now: datetime) -> "QuerySet[Delivery]":
    ours = marks.all_ours(claim.token, now).filter(pk__in=numbers)
    return ours.select_related("owner__preferences")


def _reminders(deliveries: Mapping[int, Delivery]) -> Mapping[int, list[Reminder]]:
    """Theirs; the owner of each follow-up is at hand already."""
    found: defaultdict[int, list[Reminder]] = defaultdict(list)
    rows = Reminder.objects.filter(delivery__in=deliveries, state=ReminderState.CLAIMED)
    for row in rows.select_related(*FOLLOW_UP):
        assert row.delivery_id is not None
        found[row.delivery_id].append(row)
        if row.follow_up:
            row.follow_up.owner = deliveries[row.delivery_id].owner
    return found


def _letters(mails: Iterable[Sequence[Reminder]], now: datetime) -> Mapping[int, Sources]:
    """Of what is mailed with its letter; a list has none."""
    shown = [rows for rows in map(by_urgency, mails) if len(rows) <= IN_FULL]
    tasks = [row for row in chain.from_iterable(shown) if kinds_of(row)]
    if not tasks:
        return {}
    return sources_of_all(tasks, {kind for row in tasks for kind in kinds_of(row)}, now)


def _is_of_interview(reminder: Reminder) -> bool:
    task = reminder.follow_up
    return task is None or task.kind == PREPARE
