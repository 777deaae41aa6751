"""Interviews as the owner's days see them: all of one local day are one visit."""

from collections.abc import Iterable
from datetime import date, datetime
from operator import attrgetter
from typing import NamedTuple

from tracker.planning.days import Days
from tracker.planning.facts import Attendance, Interview

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

    @property
    def debriefed_at(self) -> datetime | None:
        """When it was debriefed: one debrief after the last interview speaks for the whole day."""
        moments = [interview.debriefed_at for interview in self.interviews]
        known = [moment for moment in moments if moment]
        whole = len(known) == len(moments) or any(moment >= self.ends for moment in known)
        return max(known) if whole else None


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
    return Visit(
        day,
        interviews,
        id=min(interview.id for interview in interviews),
        starts=interviews[0].starts,
        ends=max(interview.ends for interview in interviews),
        entered_at=max(interview.entered_at for interview in interviews),
        meetings=tuple(last.values()),
    )
