"""Text to the components of a calendar: as it stands, as several, or what can be salvaged."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Component

from tracker.calendars.reading import salvage
from tracker.calendars.reading.limits import (
    MOST_COMPONENTS,
    MOST_EVENTS,
    MOST_PEOPLE,
    RefusedError,
)
from tracker.calendars.reading.zones import forget_zones

BEGIN = re.compile(r"^BEGIN:", re.IGNORECASE | re.MULTILINE)
EVENT = re.compile(r"^BEGIN:VEVENT\b", re.IGNORECASE | re.MULTILINE)
END = re.compile(r"^END:VCALENDAR\b", re.IGNORECASE | re.MULTILINE)
END_OF_EVENT = re.compile(r"^END:VEVENT\b", re.IGNORECASE | re.MULTILINE)
PERSON = re.compile(r"^ATTENDEE[;:]", re.IGNORECASE | re.MULTILINE)
FOLD = re.compile(r"(?<!\n)(?:\r\n)+[ \t]")  # as the parser joins lines
LINE_BREAK = re.compile(r"\r\n?|\n")
EVENTS = MOST_EVENTS, "events, and an invitation has one or a few"
OTHER_KINDS = {
    "VTODO": "a task",
    "VJOURNAL": "a journal entry",
    "VFREEBUSY": "somebody’s free and busy times",
    "VTIMEZONE": "a time zone",
}
SALVAGED = "The file is damaged. What could be read of it is here; look at it twice."


@dataclass(frozen=True, slots=True)
class Found:
    """An event with the method of its calendar, and the zones that its file describes."""

    event: Component
    method: str
    zones: tuple[Component, ...]


def find_events(text: str) -> tuple[list[Found], list[str]]:
    """The events in `text`, and what was left out; RefusedError if there are none."""
    text = LINE_BREAK.sub("\r\n", text)
    _refuse_too_much(FOLD.sub("", text))
    found, remarks = _found(_calendars(text)), list[str]()
    if not found:
        rescued = salvage.calendars_in(text)
        found, remarks = _found(_parsed(rescued.text)), [SALVAGED, *rescued.remarks]
    if not found:
        raise RefusedError(_why_nothing(text))
    _refuse((len(found), *EVENTS))  # which may be written as the parser alone reads it
    return found, remarks


def _refuse_too_much(text: str) -> None:
    """Before it is parsed, which takes its time."""
    people = (len(PERSON.findall(each)) for each in EVENT.split(text))
    _refuse(
        (len(EVENT.findall(text)), *EVENTS),
        (max(people), MOST_PEOPLE, "people to attend one event, and an interview has a handful"),
        (len(BEGIN.findall(text)), MOST_COMPONENTS, "parts, which no invitation has"),
    )


def _refuse(*counts: tuple[int, int, str]) -> None:
    for number, most, what in counts:
        if number > most:
            raise RefusedError(f"It holds {number:,} {what}. Choose the .ics file of one meeting.")


def _calendars(text: str) -> list[Component]:
    """Nothing if any of it cannot be read: then it is for the salvage."""
    forget_zones()
    data = text.encode("utf-8", "replace")  # of a text, it might take the name of a file
    try:
        return [Calendar.from_ical(data)]
    except Exception:
        return _parsed(text)


def _parsed(text: str) -> list[Component]:
    forget_zones()
    try:
        return list(Calendar.from_ical(text.encode("utf-8", "replace"), multiple=True))
    except Exception:
        return []


def _found(calendars: Iterable[Component]) -> list[Found]:
    """Zones count for the whole file: some put them into a calendar of their own."""
    calendars = list(calendars)
    zones = tuple(zone for each in calendars for zone in each.walk("VTIMEZONE"))
    return [
        Found(event, _method(each), zones) for each in calendars for event in each.walk("VEVENT")
    ]


def _method(calendar: Component) -> str:
    return str(calendar.get("METHOD", "")).strip().upper()


def _why_nothing(text: str) -> str:
    if EVENT.search(text):
        return "The event in it cannot be read. Enter the interview by hand."
    if END_OF_EVENT.search(text) or not END.search(text):
        return "A part of the file is missing, and with it the event. Save it once more."
    for name, said in OTHER_KINDS.items():
        if re.search(rf"^BEGIN:{name}\b", text, re.IGNORECASE | re.MULTILINE):
            return f"It holds {said}, but no event. Choose the .ics file of the invitation."
    return "The calendar in it is empty: it holds no event."
