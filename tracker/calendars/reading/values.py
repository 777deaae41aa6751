"""The values of a property, whether it stands there once, several times, or broken."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Component, vDDDTypes
from icalendar.prop.broken import vBroken

TOLD = ("DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")  # if they are broken


def values_of(event: Component, name: str) -> list[Any]:
    """Those that can be read, in their order."""
    value: Any = event.get(name)
    values = value if isinstance(value, list) else [value]
    return [each for each in values if each is not None and not isinstance(each, vBroken)]


def value_of(event: Component, name: str) -> Any:
    """The first that can be read, or None."""
    return next(iter(values_of(event, name)), None)


def first_of(event: Component, name: str) -> Any:
    """The first of them, even if it is broken."""
    value: Any = event.get(name)
    return next(iter(value), None) if isinstance(value, list) else value


def time_of(event: Component, name: str) -> date | timedelta | None:
    """The day, moment or span that a property gives; without its zone, if that breaks it."""
    value = first_of(event, name)
    try:
        if isinstance(value, vBroken):
            value = vDDDTypes(vDDDTypes.from_ical(str(value)))  # type: ignore[no-untyped-call]
        given = value.dt
    except (AttributeError, ValueError):
        return None
    return given if isinstance(given, date | timedelta) else None


def what_is_broken(event: Component) -> list[str]:
    """A remark for what was left out of an event because it could not be read."""
    names = {name or "" for name, _ in event.errors}
    said = [f"{name} could not be read." for name in TOLD if name in names]
    return [*said, *(["Some of its lines could not be read."] if names - {*TOLD} else [])]


def in_utc(value: date) -> datetime:
    """In UTC if it has a zone: two times of one zone are subtracted by the clock."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value.astimezone(UTC) if value.tzinfo else value
