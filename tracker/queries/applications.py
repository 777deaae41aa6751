"""The list of applications."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from tracker.models import Application, FollowUp, User
from tracker.planning.facts import Stage
from tracker.queries.when import When, when_day

PAGE = 50
STAGE_CLASSES = {
    Stage.SCREENING: "is-live",
    Stage.INTERVIEWING: "is-live",
    Stage.OFFER: "is-won",
    Stage.ACCEPTED: "is-won",
    Stage.REJECTED: "is-closed",
    Stage.WITHDRAWN: "is-closed",
    Stage.NO_REPLY: "is-closed",
}


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    role: str
    company: str
    href: str
    stage: str
    stage_class: str
    next_title: str
    next_date: When | None
    next_is_overdue: bool
    changed: When


def application_rows(
    user: User, now: datetime, *, stage: str = "", words: str = "", first: int = 0
) -> tuple[list[ApplicationRow], bool]:
    """One page of the owner's applications, the last changed first, and whether there are more."""
    rows: QuerySet[Application] = user.applications.select_related("company")
    if stage:
        rows = rows.filter(stage=stage)
    if words:
        rows = rows.filter(role__icontains=words) | rows.filter(company__name__icontains=words)
    rows = _with_next(rows, now).order_by("-changed_at", "-pk")
    found = list(rows[first : first + PAGE + 1])
    return [_row(row, now) for row in found[:PAGE]], len(found) > PAGE


def _with_next(rows: "QuerySet[Application]", now: datetime) -> "QuerySet[Application]":
    # A day to which it was put off goes over the one on which it was due.
    day = Coalesce("snoozed_until", "due")
    open_ones = FollowUp.objects.standing(now).filter(application=OuterRef("pk")).annotate(day=day)
    open_ones = open_ones.order_by("day", "pk")
    return rows.annotate(
        next_title=Subquery(open_ones.values("title")[:1]),
        next_due=Subquery(open_ones.values("day")[:1]),
    )


def _row(row: Application, now: datetime) -> ApplicationRow:
    due = row.next_due  # type: ignore[attr-defined]  # annotated
    return ApplicationRow(
        role=row.role,
        company=row.company.name,
        href=reverse("application", args=[row.pk]),
        stage=row.get_stage_display(),
        stage_class=STAGE_CLASSES.get(Stage(row.stage), ""),
        next_title=row.next_title or "",  # type: ignore[attr-defined]  # annotated
        next_date=when_day(due, now) if due else None,
        next_is_overdue=bool(due and due < now),
        changed=when_day(row.changed_at, now),
    )
