"""Rows to iCalendar: the same rows give the same bytes, whenever they are asked for."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, Event
from icalendar.prop import vText

from tracker.queries.calendar import Entry
from tracker.text import clean_line, clean_text

log = logging.getLogger(__name__)

CONTENT_TYPE = "text/calendar; charset=utf-8"
END = b"END:VCALENDAR\r\n"


class Text(vText):
    r"""Text as RFC 5545 escapes it, whatever property it stands in.

    icalendar takes a written "\N" for a line break, and escapes no name of a calendar.
    """

    __slots__ = ()

    def to_ical(self) -> bytes:
        escaped = str(self).replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,")
        return escaped.replace("\n", r"\n").encode()


def feed_bytes(name: str, entries: Iterable[Entry], site_url: str) -> bytes:
    """A whole calendar called `name`; the pages of its events are below `site_url`."""
    empty: bytes = _calendar(name).to_ical()
    events = (_event_bytes(entry, site_url) for entry in entries)
    return b"".join((empty.removesuffix(END), *events, END))


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Heardback//Heardback//EN")
    calendar.add("version", "2.0")
    calendar.add("name", Text(clean_line(name)))
    calendar.add("x-wr-calname", Text(clean_line(name)))
    # Both say an hour; clients that know either one ask no more often.
    calendar.add("refresh-interval", timedelta(hours=1), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return calendar


@lru_cache(maxsize=10_000)
def _event_bytes(entry: Entry, site_url: str) -> bytes:
    """Writing an event costs a thousand times more than keeping it, and few change."""
    try:
        return bytes(_event(entry, site_url).to_ical())
    except Exception:
        log.exception("Event %s could not be written in full.", entry.uid)
        return bytes(_plain_event(entry).to_ical())


def _event(entry: Entry, site_url: str) -> Event:
    event = _plain_event(entry)
    address = f"{site_url}{entry.path}"
    event.add("description", Text(clean_text(f"{entry.about}\n\n{address}")))
    event.add("url", address)
    if entry.place:
        event.add("location", Text(clean_line(entry.place)))
    return event


def _plain_event(entry: Entry) -> Event:
    """Times and title only. Moments are written in UTC, so that no time zone needs describing."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.version)
    event.add("summary", Text(clean_line(entry.title)))
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if _takes_time(entry) else "TRANSPARENT")
    return event


def _takes_time(entry: Entry) -> bool:
    return isinstance(entry.starts, datetime) and not entry.is_cancelled
