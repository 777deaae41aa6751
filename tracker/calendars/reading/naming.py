"""Which meeting an event speaks of, and which version of it this is."""

from datetime import UTC, date, datetime
from hashlib import sha256

from icalendar import Component

from tracker.calendars.reading.limits import (
    EARLIEST_YEAR,
    GREATEST_NUMBER,
    LATEST_YEAR,
    RefusedError,
)
from tracker.calendars.reading.values import first_of, in_utc, time_of
from tracker.calendars.reading.words import line_of

LONGEST_UID, MOST_DIGITS = 200, 20


def uid_of(event: Component, starts: datetime | None) -> str:
    """Its own, or one made of who calls, what for and when."""
    uid = line_of(event, "UID")
    if uid and len(uid) <= LONGEST_UID:
        return uid
    clock = starts.isoformat() if starts else ""
    said = uid or "|".join((line_of(event, "ORGANIZER"), line_of(event, "SUMMARY"), clock))
    return f"sha256:{sha256(said.encode('utf-8', 'replace')).hexdigest()}"


def recurrence_id_of(event: Component) -> str:
    """The date of the series in one spelling: a moment in UTC, a time on a clock, or a day."""
    value = time_of(event, "RECURRENCE-ID")
    if not isinstance(value, date):
        return ""
    try:
        return in_utc(value).isoformat() if isinstance(value, datetime) else value.isoformat()
    except OverflowError as error:
        raise RefusedError("The date of its series cannot be right.") from error


def sequence_of(event: Component) -> int:
    """A missing or empty one is 0; one that is no number makes all of it doubtful."""
    value = first_of(event, "SEQUENCE")
    text = str("" if value is None else value).strip() or "0"
    # Of what is longer, Python itself refuses to make a number.
    if not text.isdecimal() or len(text) > MOST_DIGITS or int(text) > GREATEST_NUMBER:
        raise RefusedError("The number of its version (SEQUENCE) cannot be right.")
    return int(text)


def stamp_of(event: Component) -> datetime | None:
    """When this version was written."""
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        value = time_of(event, name)
        if isinstance(value, datetime) and EARLIEST_YEAR <= value.year <= LATEST_YEAR:
            return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    return None
