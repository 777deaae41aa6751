"""What it is right to wait for: until when, because of what, and what comes then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from tracker.models import Estimate, FollowUp, Interview, User
from tracker.planning.facts import LIVE_STAGES, InterviewStatus
from tracker.planning.guides import Advice
from tracker.planning.rules import RULES
from tracker.queries.entries import cited, put_off
from tracker.queries.planned import (
    EVERYTHING,
    FROM_WHEN,
    OPTIONAL,
    REAL,
    SHOWN_BESIDE,
    open_rows,
)
from tracker.queries.when import When, when_next

MOVE_ON = "move-on"  # never a duty: it is offered beside the agenda
# What may come next and end a wait; and what is written to people who named a day.
LEADS = [rule.kind for rule in RULES if not rule.optional or rule.kind == MOVE_ON]
THEY_DECIDE_LATER = Q(
    Exists(Estimate.objects.filter(application=OuterRef("application"), latest__isnull=False)),
    kind__in=[rule.kind for rule in RULES if rule.unasked],
)


@dataclass(frozen=True, slots=True)
class Waiting:
    about: str
    href: str
    until: When
    why: str
    kind: str
    advice: tuple[Advice, ...]
    then: str
    after_that: str  # and what comes after it


def right_to_wait(user: User, now: datetime) -> tuple[Waiting, ...]:
    """Where nothing is to be done now, or where something is and they have named a day as well.

    One more than are shown, where there are more.
    """
    rows = _waiting(user, now, EVERYTHING, beside_a_duty=THEY_DECIDE_LATER)
    return tuple(waiting_row(row, now) for row in rows[: SHOWN_BESIDE + 1])


def what_waits(user: User, now: datetime) -> tuple[Waiting, ...]:
    """For a mail: where nothing is to be done now, each with what it is right to wait for."""
    return tuple(waiting_row(row, now) for row in _waiting(user, now, REAL)[:SHOWN_BESIDE])


def next_wait(rows: Iterable[FollowUp], now: datetime) -> Waiting | None:
    """The first moment at which anything is to be done at all; what is optional never is."""
    later = [row for row in rows if row.opens_from > now and row.kind not in OPTIONAL]
    return waiting_row(min(later, key=lambda row: row.opens_from), now) if later else None


def waiting_row(row: FollowUp, now: datetime) -> Waiting:
    """It waits until `row` may be done."""
    return Waiting(
        about=f"{row.application.role}, {row.application.company.name}",
        href=reverse("application", args=[row.application_id]),
        until=when_next(row.opens_from, now),
        why=" ".join(filter(None, (put_off(row, now), row.why))),
        kind=row.kind,
        advice=cited(row),
        then=row.title,
        after_that=getattr(row, "after_that", None) or "",
    )


def _waiting(
    user: User, now: datetime, only: Q, *, beside_a_duty: Q | None = None
) -> "QuerySet[FollowUp]":
    """What opens next in each application where nothing is to be done now, the soonest first."""
    same = (
        FollowUp.objects.standing(now)
        .filter(application=OuterRef("application"))
        .annotate(from_when=FROM_WHEN)
    )
    nothing_now = ~Exists(same.filter(from_when__lte=now).exclude(kind__in=OPTIONAL))
    waits = nothing_now if beside_a_duty is None else nothing_now | beside_a_duty
    later = same.filter(from_when__gt=now, kind__in=LEADS).order_by("from_when", "due", "kind")
    rows = open_rows(user).filter(application__stage__in=LIVE_STAGES).annotate(from_when=FROM_WHEN)
    rows = rows.filter(waits, ~Exists(_ahead(now)), pk=Subquery(later.values("pk")[:1]))
    rows = rows.annotate(after_that=Subquery(later.values("title")[1:2]))
    return rows.filter(only).order_by("from_when", "pk")


def _ahead(now: datetime) -> "QuerySet[Interview]":
    return Interview.objects.filter(
        application=OuterRef("application"), status=InterviewStatus.SCHEDULED, ends_at__gt=now
    )
