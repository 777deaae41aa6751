"""What calendars are given: a feed as it is asked for, and the bytes of the events in it.

Calendars ask day and night, and mostly hear that nothing has changed. Both questions are put to the
database as they stand here: Django would take longer to word them than the database to answer.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import chain
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection

from tracker.ical.event import alarm_before, at_its_hour, ringing
from tracker.models import CANCELLED_FOR, EventKind
from tracker.models.feeds import all_kinds
from tracker.tokens import digest


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants in a calendar, and how."""

    kinds: list[str] = field(default_factory=all_kinds)
    is_private: bool = False
    by_hour: bool = False
    days_back: int = 90
    alarm: int = 0  # minutes
    with_cancelled: bool = True  # so that a calendar that has them lets go of them


Stored = datetime | str


def stored_moment(stored: Stored) -> datetime:
    """SQLite keeps moments as text, in UTC, and does not say so."""
    if isinstance(stored, datetime):
        return stored
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


class Feed(NamedTuple):
    """A feed with all that its answer rests on but the events themselves; as FIND_FEED has it."""

    pk: int
    owner: int
    zone_name: str
    name: str
    kinds: str  # as JSON
    is_private: bool
    by_hour: bool
    days_back: int
    alarm: int  # minutes
    version: int
    calendar_version: int | None  # None: nothing was ever written
    changed_at: Stored  # whichever of feed and calendar changed last
    noted_at: Stored | None  # when it was last written down that it was fetched

    @property
    def choice(self) -> Choice:
        return Choice(
            json.loads(self.kinds), self.is_private, self.by_hour, self.days_back, self.alarm
        )

    def midnight(self, now: datetime) -> datetime:
        """When the day of `now` began where the owner lives."""
        return midnight(now, ZoneInfo(self.zone_name))


# A moment inside of CASE comes as it is stored: to read it as Django does takes longer than to find
# it, and mostly nobody asks.
FIND_FEED = """
SELECT feed.id, feed.owner_id, time_zone, feed.name, kinds, is_private, by_hour, days_back, alarm,
  feed.version, calendar.version,
  CASE WHEN calendar.changed_at > feed.changed_at THEN calendar.changed_at ELSE feed.changed_at END,
  CASE WHEN 1 = 1 THEN last_fetched_at END
FROM tracker_calendarfeed feed
JOIN tracker_user owner ON owner.id = feed.owner_id
JOIN tracker_preferences preferences ON preferences.user_id = feed.owner_id
LEFT JOIN tracker_calendar calendar ON calendar.owner_id = feed.owner_id
WHERE token_digest = %s AND revoked_at IS NULL AND is_active
"""


def find_feed(token: str) -> Feed | None:
    """The feed at this address, unless it was revoked or its owner may not log in any more.

    One query, whether there is such a feed or not.
    """
    with connection.cursor() as cursor:
        cursor.execute(FIND_FEED, (digest(token),))
        row = cursor.fetchone()
    return Feed(*row) if row else None


SELECT_EVENTS = """
SELECT {columns} FROM tracker_calendarevent
WHERE owner_id = %s AND (cancelled_at IS NULL OR cancelled_at > %s)
  AND (ends_at > %s OR ends_on > %s) AND kind IN ({kinds})
ORDER BY id
"""
# Whether it may ring, and what it begins with: all day, and at its hour.
VARIANTS = (
    "{said}, cancelled_at IS NULL AND (begins_at IS NOT NULL OR {by_hour}), times, times_by_hour"
)

NEVER = datetime.max.replace(tzinfo=UTC)


def event_bytes(owner: int, choice: Choice, today: datetime) -> Iterator[bytes]:
    """The owner's events as they are on the day that begins at `today`, in one query.

    Of what could not be written there is nothing.
    """
    said = '"private"' if choice.is_private else '"full"'  # of which one is a word of SQL
    if not (choice.by_hour or choice.alarm):
        return chain.from_iterable(_select(said, owner, choice, today))
    return _varied(owner, choice, today, said)


def _varied(owner: int, choice: Choice, today: datetime, said: str) -> Iterator[bytes]:
    alarm = alarm_before(choice.alarm)
    columns = VARIANTS.format(
        said=said, by_hour="kind = 'follow-up'" if choice.by_hour else "1 = 0"
    )
    for event, may_ring, times, by_hour in _select(columns, owner, choice, today):
        whole = bytes(event)
        if whole and choice.by_hour:
            whole = at_its_hour(whole, bytes(times), bytes(by_hour))
        yield ringing(whole, alarm) if whole and choice.alarm and may_ring else whole


def _select(columns: str, owner: int, choice: Choice, today: datetime) -> list[tuple[Any, ...]]:
    since = today - timedelta(days=choice.days_back)
    kinds = [kind for kind in EventKind.values if kind in choice.kinds]
    sql = SELECT_EVENTS.format(columns=columns, kinds=", ".join("%s" for _ in kinds))
    adapt = connection.ops.adapt_datetimefield_value
    cancelled_since = today - CANCELLED_FOR if choice.with_cancelled else NEVER
    moments = (adapt(cancelled_since), adapt(since), str(since.date()))
    with connection.cursor() as cursor:
        cursor.execute(sql, [owner, *moments, *kinds])
        return list(cursor.fetchall())


def midnight(now: datetime, zone: ZoneInfo) -> datetime:
    """When the day of `now` began in `zone`."""
    return datetime.combine(now.astimezone(zone).date(), time.min, zone)
