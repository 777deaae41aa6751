"""How long an event takes: DTEND, else DURATION, else an hour."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Component

from tracker.calendars.reading.values import in_utc, time_of

USUAL_MINUTES = 60
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=366)
NO_LENGTH = "It does not say how long it takes: an hour is assumed."


@dataclass(frozen=True, slots=True)
class Length:
    minutes: int
    remarks: tuple[str, ...] = ()


def length_of(event: Component, begins: date | None) -> Length:
    """In minutes; an end that is not after the beginning is no end, and none is assumed of a day."""
    took = _took(event, begins) if begins else None
    if took is not None and SHORTEST <= took <= LONGEST:
        return Length(round(took / timedelta(minutes=1)))
    return Length(USUAL_MINUTES, (NO_LENGTH,) if isinstance(begins, datetime) else ())


def _took(event: Component, begins: date) -> timedelta | None:
    ends, duration = time_of(event, "DTEND"), time_of(event, "DURATION")
    if isinstance(ends, date) and isinstance(ends, datetime) == isinstance(begins, datetime):
        try:
            return in_utc(ends) - in_utc(begins)
        except (TypeError, OverflowError):  # one has a zone and the other has none, or year 1
            return None
    return duration if isinstance(duration, timedelta) else None
