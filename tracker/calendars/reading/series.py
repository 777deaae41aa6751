"""Meetings that repeat: in words, and the next of their dates."""

import signal
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rruleset, rrulestr
from icalendar import Component

from tracker.calendars.invitation import Event
from tracker.calendars.reading.limits import LATEST_YEAR, SECONDS_OF_SERIES
from tracker.calendars.reading.values import values_of
from tracker.planning.words import LONG_WEEKDAYS, MONTHS

MOST_DATES = 8
TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
EVERY = {
    "SECONDLY": "second",
    "MINUTELY": "minute",
    "HOURLY": "hour",
    "DAILY": "day",
    "WEEKLY": "week",
    "MONTHLY": "month",
    "YEARLY": "year",
}
WEEKDAYS = {name[:2].upper(): name for name in LONG_WEEKDAYS}


class TooSlowError(Exception):
    """The series takes more time than all of them may."""


def is_too_often(rule: Mapping[str, Any]) -> bool:
    return _one(rule, "FREQ").upper() in TOO_OFTEN


def say_rule(rule: Mapping[str, Any]) -> str:
    """Every second week on Tuesday and Thursday, until 3 Dec 2026"""
    unit = EVERY.get(_one(rule, "FREQ").upper(), "")
    if not unit:
        return "repeatedly"
    interval = _one(rule, "INTERVAL") or "1"
    said = f"every {unit}" if interval == "1" else f"every {interval} {unit}s"
    days = [WEEKDAYS[day] for day in map(str, rule.get("BYDAY", [])) if day in WEEKDAYS]
    if days and len(days) == len(rule.get("BYDAY", [])) and unit in ("day", "week"):
        said += f" on {' and '.join([', '.join(days[:-1]), days[-1]] if days[:-1] else days)}"
    if count := _one(rule, "COUNT"):
        said += ", once" if count == "1" else f", {count} times"
    if until := _day(rule.get("UNTIL")):
        said += f", until {until.day} {MONTHS[until.month - 1]} {until.year}"
    return said


def dates_to_come(event: Component, made: Event, after: datetime) -> tuple[datetime, ...]:
    """The next dates of the series, on the clock of its zone; raises what is wrong with it."""
    assert made.starts is not None
    dates = rruleset()
    for rule in values_of(event, "RRULE"):
        dates.rrule(_every(rule, made.starts, made.zone))
    dates.rdate(made.starts)
    clock = made.starts.time()
    for extra in _listed(event, "RDATE"):
        dates.rdate(_on_the_clock(extra, made.zone, clock))
    for left_out in _listed(event, "EXDATE"):
        dates.exdate(_on_the_clock(left_out, made.zone, clock))
    coming = islice(dates.xafter(after, inc=True), MOST_DATES)
    return tuple(date for date in coming if date.year <= LATEST_YEAR)


def _every(rule: Any, first: datetime, zone: str) -> rrule:
    parts = rule.to_ical().decode().split(";")
    text = ";".join(part for part in parts if not part.upper().startswith("UNTIL="))
    every = rrulestr(text, dtstart=first)
    assert isinstance(every, rrule)
    until = rule.get("UNTIL")
    # The end may be a moment where the beginning is a time on a clock, which dateutil refuses.
    return every.replace(until=_on_the_clock(until[0], zone, time.max)) if until else every


class TimeForSeries:
    """A context in which TooSlowError is raised once all contexts together have taken too long."""

    def __init__(self) -> None:
        self.left = SECONDS_OF_SERIES

    def __enter__(self) -> None:
        if self.left <= 0:
            raise TooSlowError
        if hasattr(signal, "setitimer"):  # Windows has none
            signal.signal(signal.SIGVTALRM, self._stop)
            signal.setitimer(signal.ITIMER_VIRTUAL, self.left)

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "setitimer"):
            self.left, _interval = signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def _stop(self, *_: object) -> None:
        raise TooSlowError


def _one(rule: Mapping[str, Any], name: str) -> str:
    values = rule.get(name) or [""]
    return str(values[0])


def _day(until: list[date] | None) -> date | None:
    return until[0] if until else None


def _on_the_clock(value: Any, zone: str, clock: time) -> datetime:
    value = value[0] if isinstance(value, tuple) else value  # a period: its beginning
    if not isinstance(value, datetime):
        return datetime.combine(value, clock)
    if value.tzinfo is None:
        return value
    return value.astimezone(UTC).astimezone(ZoneInfo(zone or "UTC")).replace(tzinfo=None)


def _listed(event: Component, name: str) -> Iterator[Any]:
    """The dates of EXDATE or RDATE, which stand there once or several times."""
    for value in values_of(event, name):
        for listed in getattr(value, "dts", ()):
            yield listed.dt
