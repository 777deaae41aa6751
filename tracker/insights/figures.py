"""The figures of a search: how far applications come, who answers, and whether asking helps.

Pure: courses in, figures out. Counts come first; a share is said only of ten or more (decision 33).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from tracker.insights.courses import Course, Silence
from tracker.planning.days import start_of_week
from tracker.planning.facts import LIVE_STAGES, Stage

ENOUGH_FOR_A_SHARE = 10
WITHIN = 7  # days in which an answer counts as one to the question
WEEK = timedelta(days=7)
ACTIVITIES = ("Applications", "Messages", "Interviews")


class Step(NamedTuple):
    """How many came so far, of those that were sent."""

    name: str
    number: int


class SourceFigures(NamedTuple):
    source: str
    sent: int
    answered: int
    days: float | None  # half of the answers came within so many


class StageFigures(NamedTuple):
    stage: Stage
    left: int  # how many have left it
    days: float | None  # half of those had left it after so many
    there: int  # how many are in it now


class Effect(NamedTuple):
    """Of `asked` moments, so many were answered within `WITHIN` days."""

    number: int
    answered: int


class Week(NamedTuple):
    begins: date
    counts: tuple[int, ...]  # in the order of ACTIVITIES


def funnel(courses: Iterable[Course]) -> tuple[Step, ...]:
    """How many were sent, answered, came to an interview, to an offer, and were accepted."""
    sent = [course for course in courses if course.applied]
    return (
        Step("Sent", len(sent)),
        Step("Answered", sum(course.answered is not None for course in sent)),
        Step("Interviewed", sum(course.interviewed for course in sent)),
        Step("Offered", sum(course.offered for course in sent)),
        Step("Accepted", sum(course.stage is Stage.ACCEPTED for course in sent)),
    )


def by_source(courses: Iterable[Course]) -> tuple[SourceFigures, ...]:
    """Answers by where the posting was found, the most used source first."""
    groups: dict[str, list[Course]] = defaultdict(list)
    names: dict[str, str] = {}
    for course in courses:
        if course.applied:
            key = course.source.casefold()
            names.setdefault(key, course.source)
            groups[key].append(course)
    figures = (_of_source(names[key], group) for key, group in groups.items())
    return tuple(sorted(figures, key=lambda each: (-each.sent, each.source.casefold())))


def _of_source(source: str, group: Sequence[Course]) -> SourceFigures:
    days = [course.days_to_answer for course in group if course.days_to_answer is not None]
    return SourceFigures(source, len(group), len(days), _half(days))


def time_in_stage(courses: Iterable[Course]) -> tuple[StageFigures, ...]:
    """Days spent in each live stage by those that have left it, and how many are there now."""
    left: dict[Stage, list[int]] = defaultdict(list)
    there: dict[Stage, int] = defaultdict(int)
    for course in courses:
        for stage, since, until in course.stays:
            if until:
                left[stage].append((until - since).days)
            else:
                there[stage] += 1
    return tuple(
        StageFigures(stage, len(left[stage]), _half(left[stage]), there[stage])
        for stage in LIVE_STAGES
        if left[stage] or there[stage]
    )


def activity(
    days: Sequence[Iterable[date]], first: date, last: date, week_starts: int = 0
) -> tuple[Week, ...]:
    """What was done in each week from `first` to `last`; `days` in the order of ACTIVITIES.

    Weeks begin on the weekday `week_starts`; Monday is 0.
    """
    counted: dict[date, list[int]] = {}
    begins = start_of_week(first, week_starts)
    while begins <= last:
        counted[begins] = [0] * len(days)
        begins += WEEK
    for place, those in enumerate(days):
        for day in those:
            week = counted.get(start_of_week(day, week_starts))
            if week and first <= day <= last:
                week[place] += 1
    return tuple(Week(begins, tuple(counts)) for begins, counts in counted.items())


def effect(silences: Iterable[Silence], *, asked: bool, today: date) -> Effect:
    """How often they answered in time after a check-in, or without the one that was due.

    What is not yet `WITHIN` days old is left out, also where it was answered: of the others like it
    nobody knows.
    """
    within = timedelta(days=WITHIN)
    known = [each for each in silences if each.asked is asked and today - each.day > within]
    answered = sum(bool(each.answered and each.answered - each.day <= within) for each in known)
    return Effect(len(known), answered)


def share(part: int, whole: int) -> str:
    """`4 of 12 (33 %)`; of fewer than ten, `2 of 5`."""
    said = f"{part} of {whole}"
    return (
        f"{said} ({round(100 * part / whole)}\N{NO-BREAK SPACE}%)"
        if whole >= ENOUGH_FOR_A_SHARE
        else said
    )


def _half(days: Sequence[int]) -> float | None:
    return median(days) if days else None
