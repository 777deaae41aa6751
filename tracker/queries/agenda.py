"""The calendar page: what the feed carries, day by day, and the feeds that there are."""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from tracker.models import CalendarFeed, User
from tracker.queries.calendar import Entry, calendar_entries
from tracker.queries.when import When, when_clock, when_day


@dataclass(frozen=True, slots=True)
class AgendaRow:
    clock: str
    title: str
    place: str
    path: str
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class AgendaDay:
    date: str  # 2026-11-24
    when: When
    rows: list[AgendaRow]


@dataclass(frozen=True, slots=True)
class FeedRow:
    pk: int
    name: str
    made: When
    fetched: When | None


@dataclass(frozen=True, slots=True)
class CalendarPage:
    earlier: list[AgendaDay]
    coming: list[AgendaDay]  # from today on
    feeds: list[FeedRow]  # those that can be fetched, the newest first


def calendar_page(owner: User, now: datetime) -> CalendarPage:
    """Days begin in the owner's zone."""
    zone = owner.preferences.zone
    days = _agenda(calendar_entries(owner, now), zone, now)
    today = str(now.astimezone(zone).date())
    return CalendarPage(
        earlier=[day for day in days if day.date < today],
        coming=[day for day in days if day.date >= today],
        feeds=[_feed_row(feed, now) for feed in owner.feeds.filter(revoked_at=None)],
    )


def _agenda(entries: list[Entry], zone: ZoneInfo, now: datetime) -> list[AgendaDay]:
    days = groupby(entries, key=lambda entry: entry.begins(zone).date())
    return [
        AgendaDay(
            date=str(day),
            when=when_day(datetime.combine(day, time.min, zone), now),
            rows=[_agenda_row(entry, zone) for entry in group],
        )
        for day, group in days
    ]


def _agenda_row(entry: Entry, zone: ZoneInfo) -> AgendaRow:
    clock = _clock(entry.starts, entry.ends, zone)
    return AgendaRow(clock, entry.title, entry.place, entry.path, entry.is_cancelled)


def _clock(starts: datetime | date, ends: datetime | date, zone: ZoneInfo) -> str:
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        return f"{starts.astimezone(zone):%H:%M}–{ends.astimezone(zone):%H:%M}"
    return "all day"


def _feed_row(feed: CalendarFeed, now: datetime) -> FeedRow:
    fetched = feed.last_fetched_at
    return FeedRow(
        pk=feed.pk,
        name=feed.name,
        made=when_day(feed.made_at, now),
        fetched=when_clock(fetched, now) if fetched else None,
    )
