"""Interviews as the owner's days see them: all of one local day are one visit."""

from collections.abc import Iterable
from datetime import date, datetime
from operator import attrgetter
from typing import NamedTuple

from tracker.planning.days import Days
from tracker.planning.facts import Attendance, Interview

ID, ENDS, ENTERED_AT = attrgetter("id"), attrgetter("ends"), attrgetter("entered_at")
BY_START = attrgetter("starts", "id")
BY_ENTRY = attrgetter("entered_at", "contact")


class Visit(NamedTuple):
    """All interviews of one local day: prepared, debriefed and thanked for as one."""

    day: date
    interviews: tuple[Interview, ...]  # by start
    id: int  # the oldest interview's: a second one on the same day does not rename the first
    starts: datetime
    ends: datetime
    entered_at: datetime
    meetings: tuple[tuple[Attendance, Interview], ...]  # each person once, with their last one
    debriefed_at: datetime | None
    is_over: bool  # as far as the facts say: what is planned before it is not planned anew after it
    met: str  # "You met …", or "You meet …": in the past only what is over


def visits_of(interviews: Iterable[Interview], days: Days) -> tuple[Visit, ...]:
    """By day, without the interviews that did not take place."""
    by_day: dict[date, list[Interview]] = {}
    for interview in sorted(interviews, key=BY_START):
        if interview.counts:
            by_day.setdefault(days.day_of(interview.starts), []).append(interview)
    return tuple(_visit(day, tuple(together)) for day, together in by_day.items())


def _visit(day: date, interviews: tuple[Interview, ...]) -> Visit:
    last = {
        attendance.contact: (attendance, interview)
        for interview in interviews
        for attendance in sorted(interview.attendances, key=BY_ENTRY)
    }
    ends, entered_at = max(map(ENDS, interviews)), max(map(ENTERED_AT, interviews))
    debriefed_at = _debriefed_at(interviews, ends)
    is_over = entered_at >= ends or debriefed_at is not None
    return Visit(
        day,
        interviews,
        id=min(map(ID, interviews)),
        starts=interviews[0].starts,
        ends=ends,
        entered_at=entered_at,
        meetings=tuple(last.values()),
        debriefed_at=debriefed_at,
        is_over=is_over,
        met="met" if is_over else "meet",
    )


def _debriefed_at(interviews: tuple[Interview, ...], ends: datetime) -> datetime | None:
    """When it was debriefed: one debrief after the last interview speaks for the whole day."""
    if len(interviews) == 1:  # as it mostly is
        return interviews[0].debriefed_at
    known = [each.debriefed_at for each in interviews if each.debriefed_at]
    if not known:
        return None
    whole = len(known) == len(interviews) or max(known) >= ends
    return max(known) if whole else None
