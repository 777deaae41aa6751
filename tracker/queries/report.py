"""The report of applications for an employment office: when, where, what for, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Min, Q
from django.utils import timezone

from tracker.models import Application, User
from tracker.planning.facts import Stage
from tracker.planning.words import say_day
from tracker.queries.courses import NOT_SENT

RESULTS = {
    Stage.APPLIED: "Sent, no answer yet",
    Stage.SCREENING: "First talks",
    Stage.INTERVIEWING: "Interviews",
    Stage.OFFER: "Offer",
    Stage.ACCEPTED: "Accepted",
    Stage.REJECTED: "Rejected",
    Stage.WITHDRAWN: "Withdrawn by me",
    Stage.NO_REPLY: "No reply",
}


@dataclass(frozen=True, slots=True)
class ReportRow:
    day: str
    company: str
    role: str
    place: str
    source: str
    result: str


@dataclass(frozen=True, slots=True)
class Report:
    period: str
    rows: tuple[ReportRow, ...]


def report(owner: User, first: date | None, last: date | None) -> Report:
    """What was applied for from `first` to `last`, each day included, in order of the days.

    An office is told nothing of a sample search, nor of what was never sent.
    """
    sent = Min("stage_changes__at", filter=~Q(stage_changes__new__in=NOT_SENT))
    own = owner.applications.filter(is_sample=False).exclude(stage=Stage.SAVED)
    rows = own.select_related("company").annotate(sent=sent)
    rows = rows.exclude(applied_on=None, sent=None)
    days = sorted(((_day(row), row) for row in rows), key=lambda pair: (pair[0], pair[1].pk))
    shown = [(day, row) for day, row in days if (first or day) <= day <= (last or day)]
    if shown:  # without a first or last day, it is that of what is listed
        first, last = first or shown[0][0], last or shown[-1][0]
    return Report(_period(first, last), tuple(_row(row, day) for day, row in shown))


def _day(row: Any) -> date:
    """When it was sent, by its owner's word; else when it left *saved*."""
    day: date = row.applied_on or timezone.localdate(row.sent)
    return day


def _period(first: date | None, last: date | None) -> str:
    """`from Mon 2 Nov 2026 to Sun 22 Nov 2026`, as far as there are days."""
    days = (("from", first), ("to", last))
    return " ".join(f"{word} {_with_year(day)}" for word, day in days if day)


def _row(row: Application, day: date) -> ReportRow:
    return ReportRow(
        day=_with_year(day),
        company=row.company.name,
        role=row.role,
        place=row.place,
        source=row.source,
        result=RESULTS[Stage(row.stage)],
    )


def made_on(now: datetime) -> str:
    """The day on which a report was made, as it stands on it."""
    return _with_year(now.date())


def _with_year(day: date) -> str:
    return f"{say_day(day)} {day.year}"
