"""A whole calendar: its head, the parts of its events, its end."""

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache

import icalendar

from tracker.ical.text import line

CONTENT_TYPE = "text/calendar; charset=utf-8"
END = b"END:VCALENDAR\r\n"
COLOR = "steelblue"  # a name of CSS, as RFC 7986 asks for


def calendar_of(name: str, parts: Iterable[bytes]) -> bytes:
    """The calendar called `name` with the events whose parts these are, in their order."""
    return b"".join((_head(name), *parts, END))


@lru_cache(maxsize=1_000)
def _head(name: str) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Heardback//Heardback//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", line(name))
    calendar.add("x-wr-calname", line(name))
    calendar.add("color", COLOR)
    # Both say an hour; clients that know either one ask no more often.
    calendar.add("refresh-interval", timedelta(hours=1), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return bytes(calendar.to_ical()).removesuffix(END)
