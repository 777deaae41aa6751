"""The calendar page: a month and what is ahead, of the same events that the feeds carry."""

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from tracker.clock import say_clock
from tracker.ical.weblinks import google_link, outlook_link
from tracker.models import CalendarEvent, User
from tracker.planning.days import DAY
from tracker.planning.words import LONG_MONTHS, say_day
from tracker.queries.calendar import midnight
from tracker.queries.feeds import FeedRow, feed_rows
from tracker.queries.when import When, when_day

AHEAD = timedelta(days=31)
SHOWN_A_DAY = 3
SHOWN = 100
ALL_DAY = "all day"


@dataclass(frozen=True, slots=True)
class AgendaRow:
    clock: str
    title: str
    place: str
    path: str
    kind: str
    is_cancelled: bool
    ics: str
    google: str
    outlook: str


@dataclass(frozen=True, slots=True)
class AgendaDay:
    date: str  # 2026-11-24
    when: When
    rows: list[AgendaRow]


@dataclass(frozen=True, slots=True)
class MonthDay:
    date: str
    name: str  # Tue 24 Nov
    number: int
    is_today: bool
    is_outside: bool  # of another month, whose days fill the first or the last week
    rows: list[AgendaRow]
    more: int  # that are not shown
    is_listed: bool  # below, under its own heading


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    weeks: list[list[MonthDay]]
    before: str  # 2026-10
    after: str
    here: str  # 2026-11
    is_ahead: bool  # below it stands what is ahead, not the month


@dataclass(frozen=True, slots=True)
class CalendarPage:
    month: Month
    days: list[AgendaDay]
    until: str
    more: int
    leaves_out_sample: bool  # asked only where nothing else is shown
    feeds: list[FeedRow]  # those that can be fetched, the newest first


def calendar_page(owner: User, first: date | None, now: datetime) -> CalendarPage:
    """The month that begins on `first` with all of its days; or that of `now`, with what is ahead.

    Days begin in the owner's zone.
    """
    zone = owner.preferences.zone
    today = now.astimezone(zone).date()
    is_ahead, first = first is None, first or today.replace(day=1)
    weeks = Calendar(owner.preferences.week_starts).monthdatescalendar(first.year, first.month)
    shown = (today, today + AHEAD) if is_ahead else (first, _next_month(first) - DAY)
    by_day = _rows(owner, zone, min(weeks[0][0], shown[0]), max(weeks[-1][-1], shown[1]), now)
    listed = [day for day in sorted(by_day) if shown[0] <= day <= shown[1]]
    days, more = _agenda(listed, by_day, zone, now)
    return CalendarPage(
        month=Month(
            name=f"{LONG_MONTHS[first.month - 1]} {first.year}",
            weeks=_weeks(first, weeks, by_day, today, {each.date for each in days}),
            before=f"{first - DAY:%Y-%m}",
            after=f"{_next_month(first):%Y-%m}",
            here=f"{first:%Y-%m}",
            is_ahead=is_ahead,
        ),
        days=days,
        until=say_day(shown[1]),
        more=more,
        leaves_out_sample=not days and owner.applications.filter(is_sample=True).exists(),
        feeds=feed_rows(owner, now),
    )


def _next_month(first: date) -> date:
    return (first + 31 * DAY).replace(day=1)


def _rows(
    owner: User, zone: ZoneInfo, since: date, until: date, now: datetime
) -> dict[date, list[AgendaRow]]:
    """In one query: what begins on each of these days, whole days before hours."""
    begin, end = (datetime.combine(day, time.min, zone) for day in (since, until + DAY))
    # Of what is off, only an interview is worth a line here, if it was not deleted.
    shown = Q(cancelled_at=None) | Q(uid__in=owner.interviews.values("uid"))
    within = Q(begins_at__gte=begin, begins_at__lt=end) | Q(begins_on__range=(since, until))
    events = owner.calendar_events.not_gone(midnight(now, zone)).filter(shown, within)
    by_day = defaultdict(list)
    for event in sorted(
        events.without_bytes(), key=lambda each: (each.begins_at or begin, each.pk)
    ):
        by_day[event.day_in(zone)].append(_row(event, zone))
    return by_day


def _row(event: CalendarEvent, zone: ZoneInfo) -> AgendaRow:
    return AgendaRow(
        clock=_clock(event, zone),
        title=event.title,
        place=event.place,
        path=event.path,
        kind=event.get_kind_display(),
        is_cancelled=event.cancelled_at is not None,
        **links_of(event),
    )


def links_of(event: CalendarEvent) -> dict[str, str]:
    """The ways to take one event into another calendar."""
    about = f"{event.about}\n\n{settings.SITE_URL}{event.path}"
    said = {"about": about, "place": event.place}
    return {
        "ics": reverse("calendar-event", args=[event.pk]),
        "google": google_link(event.title, event.span, **said),
        "outlook": outlook_link(event.title, event.span, **said),
    }


def _clock(event: CalendarEvent, zone: ZoneInfo) -> str:
    if event.begins_at and event.ends_at:
        begins, ends = (at.astimezone(zone) for at in (event.begins_at, event.ends_at))
        return f"{say_clock(begins)}–{say_clock(ends)}"
    return ALL_DAY


def _agenda(
    days: list[date], by_day: dict[date, list[AgendaRow]], zone: ZoneInfo, now: datetime
) -> tuple[list[AgendaDay], int]:
    """The days with their rows, so many as are shown; and how many rows are not."""
    agenda, left = [], SHOWN
    for day in days:
        if left > 0:
            moment = datetime.combine(day, time.min, zone)
            agenda.append(AgendaDay(str(day), when_day(moment, now), by_day[day]))
        left -= len(by_day[day])
    shown = sum(len(day.rows) for day in agenda)
    return agenda, sum(len(by_day[day]) for day in days) - shown


def _weeks(
    first: date,
    weeks: list[list[date]],
    by_day: dict[date, list[AgendaRow]],
    today: date,
    listed: set[str],
) -> list[list[MonthDay]]:
    return [[_month_day(day, first, by_day, today, listed) for day in week] for week in weeks]


def _month_day(
    day: date,
    first: date,
    by_day: dict[date, list[AgendaRow]],
    today: date,
    listed: set[str],
) -> MonthDay:
    rows = by_day.get(day, [])
    return MonthDay(
        date=str(day),
        name=say_day(day),
        number=day.day,
        is_today=day == today,
        is_outside=day.month != first.month,
        # Where there is not room for all, an interview is what one has to see.
        rows=sorted(rows, key=lambda row: row.clock == ALL_DAY)[:SHOWN_A_DAY],
        more=max(0, len(rows) - SHOWN_A_DAY),
        is_listed=str(day) in listed,
    )
