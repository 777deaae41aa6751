"""The insights page: each figure as a row with finished words and the length of its bar."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.text import slugify

from tracker.insights.figures import (
    ACTIVITIES,
    WITHIN,
    Effect,
    SourceFigures,
    StageFigures,
    Week,
    activity,
    by_source,
    effect,
    funnel,
    share,
    time_in_stage,
)
from tracker.models import User
from tracker.planning.words import count, say_day
from tracker.queries.courses import Search, load_search, zone_today

SPANS = ((3, "3 months"), (12, "12 months"), (0, "Everything"))
A_MONTH = timedelta(days=365.25 / 12)
WEEKS_SHOWN = 53
NO_SOURCE = "Not noted"
# The picture of the weeks, in its own units.
BAR, GAP, HEIGHT = 9, 3, 120
FEWEST = 26  # weeks for which there is room, so that a few of them do not look like many


class Line(NamedTuple):
    """A row before its bar is measured against the others."""

    value: float
    name: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table whose first figure is also a bar."""

    name: str
    bar: int  # hundredths of the longest one
    cells: tuple[tuple[str, str], ...]  # what each is called, and what it says


@dataclass(frozen=True, slots=True)
class Table:
    """A picture that is its own table: a bar and its figures in each row."""

    slug: str
    name: str
    says: str
    heads: tuple[str, ...]  # of the names, then of the figures
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a week's column."""

    place: int  # in the order of ACTIVITIES
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Weeks:
    """What was done in each week: a picture, and the table behind it."""

    names: tuple[str, ...]
    width: int
    height: int
    parts: tuple[Part, ...]
    months: tuple[tuple[int, str], ...]  # where each begins, and its name
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    says: str


@dataclass(frozen=True, slots=True)
class Insights:
    spans: tuple[tuple[int, str, bool], ...]  # months, its name, whether it is shown
    number: int
    is_sample: bool
    tables: tuple[Table, ...]
    weeks: Weeks | None


def insights(owner: User, now: datetime, months: int = 12) -> Insights:
    """What the applications of the last so many `months` show; of all, with 0."""
    today = zone_today(owner, now)
    search = load_search(owner, today - months * A_MONTH if months else None)
    return Insights(
        spans=tuple((number, name, number == months) for number, name in SPANS),
        number=len(search.courses),
        is_sample=search.is_sample,
        tables=tuple(table for table in _tables(search, today) if search.courses and table.rows),
        weeks=_weeks(search, today, owner.preferences.week_starts),
    )


def _tables(search: Search, today: date) -> Iterator[Table]:
    yield _table(
        "How far they come",
        "Each step counts whoever came at least so far.",
        ("Step", "Applications"),
        _funnel(search),
    )
    yield _table(
        "Who answers",
        "By where you found them. Half of the answers had come by the day in the last column.",
        ("Source", "Sent", "Answered", "Half by day"),
        (_of_source(row) for row in by_source(search.courses)),
    )
    yield _table(
        "Does asking help?",
        f"Answers within {count(WITHIN, 'day')} of a check-in, beside those after one that was due"
        " and left out.",
        ("When", "Answered"),
        _effects(search, today),
        longest=1,
    )
    yield _table(
        "How long each stage takes",
        "Half of those that left a stage had left it after so long.",
        ("Stage", "Half left after", "Left", "There now"),
        (_of_stage(row) for row in time_in_stage(search.courses)),
    )


def _table(
    name: str, says: str, heads: tuple[str, ...], lines: Iterable[Line], longest: float = 0
) -> Table:
    """Bars are measured against the longest of them, or the whole that `longest` is."""
    found = list(lines)
    whole = longest or max((line.value for line in found), default=0) or 1
    rows = (
        Row(
            line.name,
            round(100 * line.value / whole),
            tuple(zip(heads[1:], line.said, strict=True)),
        )
        for line in found
    )
    return Table(slugify(name), name, says, heads, tuple(rows))


def _funnel(search: Search) -> Iterator[Line]:
    steps = funnel(search.courses)
    for step in steps:
        said = str(step.number) if step is steps[0] else share(step.number, steps[0].number)
        yield Line(step.number, step.name, (said,))


def _of_source(row: SourceFigures) -> Line:
    days = "–" if row.days is None else f"{row.days:g}"
    said = (str(row.sent), share(row.answered, row.sent), days)
    return Line(row.sent, row.source or NO_SOURCE, said)


def _of_stage(row: StageFigures) -> Line:
    days = "–" if row.days is None else _days(row.days)
    return Line(row.days or 0, row.stage.capitalize(), (days, str(row.left), str(row.there)))


def _effects(search: Search, today: date) -> Iterator[Line]:
    asked = effect(search.silences, asked=True, today=today)
    left_out = effect(search.silences, asked=False, today=today)
    if asked.number or left_out.number:
        yield _of_effect("A check-in was sent", asked)
        yield _of_effect("It was due and left out", left_out)


def _of_effect(name: str, figures: Effect) -> Line:
    if not figures.number:
        return Line(0, name, ("None yet",))
    return Line(figures.answered / figures.number, name, (share(figures.answered, figures.number),))


def _days(days: float) -> str:
    return f"{days:g} day{'' if days == 1 else 's'}"


def _weeks(search: Search, today: date, week_starts: int) -> Weeks | None:
    happened = [day for days in search.days for day in days if day <= today]
    if not happened:
        return None
    first = max(min(happened), today - timedelta(weeks=WEEKS_SHOWN - 1))
    weeks = activity(search.days, first, today, week_starts)
    most = max(sum(week.counts) for week in weeks) or 1
    return Weeks(
        names=ACTIVITIES,
        width=max(len(weeks), FEWEST) * (BAR + GAP),
        height=HEIGHT,
        parts=tuple(
            part for place, week in enumerate(weeks) for part in _column(place, week, most)
        ),
        months=_months(weeks),
        rows=tuple((say_day(week.begins), week.counts) for week in reversed(weeks)),
        says=f"{count(len(weeks), 'week')}, the busiest with {count(most, 'step')}",
    )


def _column(number: int, week: Week, most: int) -> Sequence[Part]:
    parts, y = [], float(HEIGHT)
    for place, done in enumerate(week.counts):
        height = round(HEIGHT * done / most, 2)
        y -= height
        if done:
            parts.append(Part(place, number * (BAR + GAP), round(y, 2), height))
    return parts


def _months(weeks: Sequence[Week]) -> tuple[tuple[int, str], ...]:
    """The weeks in which a month begins; what is left of the first one gives way to the next."""
    named: list[tuple[int, str]] = []
    for place, week in enumerate(weeks):
        x = place * (BAR + GAP)
        if place and week.begins.month == weeks[place - 1].begins.month:
            continue
        if named and x - named[-1][0] < 3 * (BAR + GAP):
            named.pop()
        named.append((x, f"{week.begins:%b}"))
    return tuple(named)
