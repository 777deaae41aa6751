"""An event's bytes, made when something in it changes: in full, and privately.

Both are whole, with the times at which it stands. For feeds that want it at an hour of its day, or
with an alarm, its beginning or its end is exchanged when it is fetched.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

import icalendar

from tracker.ical.text import Text, line, lines

log = logging.getLogger(__name__)

BEGIN, END = b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n"
Moments = tuple[datetime, datetime]
Days = tuple[date, date]  # the second is the first that no longer belongs to it


@dataclass(frozen=True, slots=True)
class Event:
    """What an event says. Moments are in UTC, so that no time zone needs describing."""

    uid: str
    sequence: int
    changed_at: datetime
    category: str
    title: str
    private_title: str  # without company and people
    times: Moments | Days
    hour: Moments | None  # when it can stand at an hour as well
    place: str
    about: str
    url: str
    takes_time: bool
    is_cancelled: bool


class Parts(NamedTuple):
    times: bytes
    times_by_hour: bytes
    full: bytes
    private: bytes


NOTHING = Parts(b"", b"", b"", b"")


def parts_of(event: Event) -> Parts:
    """The bytes of `event`. What cannot be written in full is written privately, or not at all."""
    try:
        times = _times(event.times)
        by_hour = _times(event.hour) if event.hour else b""
        private = _whole(times, event, _say_little)
    except Exception:
        log.exception("Event %s could not be written.", event.uid)
        return NOTHING
    try:
        return Parts(times, by_hour, _whole(times, event, _say_all), private)
    except Exception:
        log.exception("Event %s could not be written in full.", event.uid)
        return Parts(times, by_hour, private, private)


def at_its_hour(whole: bytes, times: bytes, by_hour: bytes) -> bytes:
    """The event with the times of its hour instead; without one, as it is."""
    return by_hour + whole.removeprefix(times) if by_hour else whole


@lru_cache(maxsize=100)
def alarm_before(minutes: int) -> bytes:
    """An alarm so many minutes before an event begins."""
    component = icalendar.Alarm()
    component.add("action", "DISPLAY")
    component.add("description", line("It begins soon"))
    component.add("trigger", timedelta(minutes=-minutes))
    return bytes(component.to_ical())


def ringing(whole: bytes, alarm: bytes) -> bytes:
    """The event with that alarm."""
    return whole.removesuffix(END) + alarm + END


def _whole(times: bytes, event: Event, say: Callable[[Event, icalendar.Event], None]) -> bytes:
    return times + _said(event, say) + END


def _times(times: Moments | Days) -> bytes:
    begins, ends = times
    if isinstance(begins, datetime) is not isinstance(ends, datetime) or ends <= begins:
        raise ValueError("An event goes from day to day, or from moment to moment.")
    component = icalendar.Event()
    component.add("dtstart", begins)
    component.add("dtend", ends)
    return bytes(component.to_ical()).removesuffix(END)


def _said(event: Event, say: Callable[[Event, icalendar.Event], None]) -> bytes:
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("dtstamp", event.changed_at)
    component.add("last-modified", event.changed_at)
    component.add("sequence", event.sequence)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    opaque = event.takes_time and not event.is_cancelled
    component.add("transp", "OPAQUE" if opaque else "TRANSPARENT")
    component.add("categories", [line(event.category)])
    say(event, component)
    return bytes(component.to_ical()).removeprefix(BEGIN).removesuffix(END)


def _say_little(event: Event, component: icalendar.Event) -> None:
    component.add("summary", line(event.private_title))


def _say_all(event: Event, component: icalendar.Event) -> None:
    component.add("summary", line(event.title))
    # The address stands last, and whole, however long the rest is.
    component.add("description", Text(f"{lines(event.about)}\n\n{event.url}"))
    component.add("url", event.url)
    if event.place:
        component.add("location", line(event.place))
