"""All of it together: bytes to what they say, or to the sentence that says why not."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from tracker.calendars.invitation import Event, Invitation
from tracker.calendars.reading.events import Reader, read_event
from tracker.calendars.reading.limits import RefusedError
from tracker.calendars.reading.parsing import Found, find_events
from tracker.calendars.reading.series import TimeForSeries
from tracker.calendars.reading.unwrapping import calendar_text
from tracker.calendars.reading.words import line_of

BROKEN = "It is damaged, and cannot be read. Enter the interview by hand."
REMARKS_KEPT = 20


def answer(data: bytes, now: datetime, zone: str) -> dict[str, Any]:
    """What goes back to the process that asked."""
    try:
        return _read(data, now, zone).as_json()
    except RefusedError as error:
        return {"refused": str(error)}
    except Exception:  # whatever a file made by others may set off in what reads it
        return {"refused": BROKEN}


def _read(data: bytes, now: datetime, zone: str) -> Invitation:
    found, remarks = find_events(calendar_text(data))
    reader = Reader(now, zone, TimeForSeries())
    events, left_out = list[Event](), list[str]()
    for each in found:
        try:
            events.append(read_event(each, reader))
        except RefusedError as error:
            left_out.append(_about(each, str(error)))
        except Exception:
            left_out.append(_about(each, "It cannot be read."))
    if not events:
        raise RefusedError(f"The event in it cannot be used. {left_out[0]}")
    return Invitation(_without_moved(events), tuple([*remarks, *left_out][:REMARKS_KEPT]))


def _about(found: Found, sentence: str) -> str:
    name = line_of(found.event, "SUMMARY")[:80]
    return f"“{name}” was left out. {sentence}" if name else f"An event was left out. {sentence}"


def _without_moved(events: list[Event]) -> tuple[Event, ...]:
    """A series offers no date of which the same file says otherwise."""
    told = {(event.uid, event.recurrence_id) for event in events if event.recurrence_id}
    return tuple(
        _without(event, {date for uid, date in told if uid == event.uid}) for event in events
    )


def _without(event: Event, moved: set[str]) -> Event:
    if not event.rule or not moved:
        return event
    dates = tuple(date for date in event.dates if event.id_of(date) not in moved)
    starts = dates[0] if dates else event.starts
    return replace(event, dates=dates, starts=starts, dates_apart=tuple(sorted(moved)))
