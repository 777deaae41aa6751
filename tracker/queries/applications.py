"""The list of applications, and the page of one."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.urls import reverse

from tracker.models import (
    Application,
    Attendance,
    Contact,
    FollowUp,
    FollowUpStatus,
    Interview,
    User,
)
from tracker.planning.facts import TERMINAL_STAGES, Stage
from tracker.planning.verdict import verdict
from tracker.queries.entries import Entry, entry
from tracker.queries.timeline import Moment, timeline
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
    rows = _with_next(rows).order_by("-changed_at", "-pk")
    found = list(rows[first : first + PAGE + 1])
    return [_row(row, now) for row in found[:PAGE]], len(found) > PAGE


def _with_next(rows: "QuerySet[Application]") -> "QuerySet[Application]":
    open_ones = FollowUp.objects.open().filter(application=OuterRef("pk")).order_by("due", "pk")
    return rows.annotate(
        next_title=Subquery(open_ones.values("title")[:1]),
        next_due=Subquery(open_ones.values("due")[:1]),
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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is right now, in one sentence."""

    css: str
    state: str
    sentence: str
    entry: Entry | None = None
    until: When | None = None
    then: Entry | None = None


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    application: Application
    stage_class: str
    verdict: Verdict
    past: tuple[Moment, ...]
    planned: tuple[Moment, ...]
    interviews: tuple[Interview, ...]
    people: tuple[Contact, ...]


def application_page(application: Application, now: datetime) -> ApplicationPage:
    """Everything on the page of one application, in seven queries however much there is."""
    present = Prefetch("attendances", Attendance.objects.select_related("contact"))
    interviews = tuple(application.interviews.select_related("estimate").prefetch_related(present))
    follow_ups = list(application.follow_ups.select_related("contact", "interview"))
    for row in follow_ups:
        row.application = application
    messages = application.messages.select_related("contact", "estimate")
    requests = application.information_requests.select_related("asked_by")
    past, planned = timeline(application, interviews, messages, requests, follow_ups, now)
    return ApplicationPage(
        application=application,
        stage_class=STAGE_CLASSES.get(Stage(application.stage), ""),
        verdict=verdict_of(application, follow_ups, now),
        past=past,
        planned=planned,
        interviews=interviews,
        people=tuple(Contact.objects.people_of(application)),
    )


def verdict_of(application: Application, follow_ups: list[FollowUp], now: datetime) -> Verdict:
    """What is right now, said in one sentence."""
    right = verdict((row for row in follow_ups if row.status == FollowUpStatus.OPEN), now)
    then = entry(right.then, now) if right.then else None
    if right.do:
        first = entry(right.do, now)
        state = "Right now: do this"
        if first.is_overdue:
            state = f"Right now: still open since {first.date.text}"
        css = "is-overdue" if first.is_overdue else "is-due"
        return Verdict(css, state, f"{first.title}.", first, then=then)
    if right.wait:
        until = when_day(right.wait.opens_from, now)
        waits = entry(right.wait, now)
        return Verdict("is-waiting", "Right now: wait", "", waits, until, then)
    if application.stage in TERMINAL_STAGES:
        return Verdict("is-waiting", application.get_stage_display(), "Nothing is left to do here.")
    return Verdict(
        "is-waiting", "Right now", "Nothing is planned. Log what happens, and the plan follows."
    )
