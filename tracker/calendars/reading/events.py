"""One VEVENT to what it says, every value checked for its kind and its range."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from icalendar import Component

from tracker.calendars.invitation import Event
from tracker.calendars.reading.length import length_of
from tracker.calendars.reading.limits import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    LINE_LENGTH,
    PEOPLE_KEPT,
    RefusedError,
)
from tracker.calendars.reading.links import join_link, without_link
from tracker.calendars.reading.naming import recurrence_id_of, sequence_of, stamp_of, uid_of
from tracker.calendars.reading.parsing import Found
from tracker.calendars.reading.people import attendees_of, organizer_of
from tracker.calendars.reading.series import (
    TimeForSeries,
    dates_to_come,
    is_too_often,
    say_rule,
)
from tracker.calendars.reading.values import (
    first_of,
    time_of,
    value_of,
    values_of,
    what_is_broken,
)
from tracker.calendars.reading.words import line_of, text_of
from tracker.calendars.reading.zones import Placed, place_in_time
from tracker.text import clean_line

NO_UID = "It has no number of its own, so an update of it may not be recognised."
CUT = f"It names many people; the first {PEOPLE_KEPT} are kept."
TOO_OFTEN = "It repeats more often than daily: only its first date is taken."
UNCLEAR_SERIES = "Its series cannot be worked out: only its first date is taken."
PAST_SERIES = "All its dates are past; the first of them is shown."


@dataclass(frozen=True, slots=True)
class Reader:
    """By whose clock it is read, and when."""

    now: datetime
    zone: str
    series: TimeForSeries


def read_event(found: Found, reader: Reader) -> Event:
    """What it says; RefusedError if it cannot be right."""
    event = found.event
    begins = _begins(event, found.method)
    placed = _placed(begins, found, reader)
    length = length_of(event, begins)
    (people, is_cut), link = attendees_of(event), join_link(event)
    made = Event(
        uid=uid_of(event, placed.wall if placed else None),
        recurrence_id=recurrence_id_of(event),
        sequence=sequence_of(event),
        stamped_at=stamp_of(event),
        method=found.method,
        is_cancelled=_is_cancelled(event),
        is_all_day=begins is not None and not isinstance(begins, datetime),
        minutes=length.minutes,
        summary=line_of(event, "SUMMARY"),
        description=text_of(event, "DESCRIPTION"),
        place=without_link(line_of(event, "LOCATION"), link),
        link=link,
        organizer=organizer_of(event),
        attendees=tuple(people),
        remarks=(
            *length.remarks,
            *(() if line_of(event, "UID") else (NO_UID,)),
            *((CUT,) if is_cut else ()),
            *what_is_broken(event),
        ),
    )
    return _in_series(_at(made, placed), event, reader) if placed else made


def _begins(event: Component, method: str) -> date | None:
    value = time_of(event, "DTSTART")
    if isinstance(value, date):
        if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
            raise RefusedError(f"It is said to begin in the year {value.year}.")
        return value
    if method == "CANCEL" or _is_cancelled(event):
        return None
    raise RefusedError("It does not say when it begins.")


def _is_cancelled(event: Component) -> bool:
    return line_of(event, "STATUS").upper() == "CANCELLED"


def _placed(begins: date | None, found: Found, reader: Reader) -> Placed | None:
    if not isinstance(begins, datetime):
        return Placed(datetime.combine(begins, time()), "", "") if begins else None
    params = getattr(first_of(found.event, "DTSTART"), "params", None) or {}
    said = clean_line(str(params.get("TZID", ""))[:LINE_LENGTH])
    return place_in_time(begins, said, found.zones, reader.zone)


def _at(made: Event, placed: Placed) -> Event:
    wall = placed.wall.replace(fold=0)
    return replace(
        made, starts=wall, fold=placed.wall.fold, zone=placed.zone, zone_said=placed.said
    )


def _in_series(made: Event, event: Component, reader: Reader) -> Event:
    """Of a series the next date, and those that may be chosen instead."""
    rule = value_of(event, "RRULE")
    if rule is None or made.recurrence_id:
        return made
    dates, remark = _dates(made, event, reader)
    return replace(
        made,
        rule=say_rule(rule),
        dates=dates,
        starts=dates[0] if dates else made.starts,
        fold=0 if dates else made.fold,
        remarks=(*made.remarks, *((remark,) if remark else ())),
    )


def _dates(made: Event, event: Component, reader: Reader) -> tuple[tuple[datetime, ...], str]:
    if any(map(is_too_often, values_of(event, "RRULE"))):
        return (), TOO_OFTEN
    here = reader.now.astimezone(ZoneInfo(made.zone or reader.zone)).replace(tzinfo=None)
    after = datetime.combine(here, time()) if made.is_all_day else here
    try:
        with reader.series:
            dates = dates_to_come(event, made, after)
    except Exception:  # it takes too long, or makes no sense
        return (), UNCLEAR_SERIES
    return dates, "" if dates else PAST_SERIES
