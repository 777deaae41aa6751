"""What comes next, beside each of many applications or people: as the verdict of one has it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, OuterRef, QuerySet, Subquery
from django.db.models import When as If
from django.db.models.functions import Coalesce, Greatest

from tracker.models import FollowUp
from tracker.planning.verdict import ENDS_A_WAIT
from tracker.queries.entries import day_of, is_late
from tracker.queries.planned import COMES_FIRST, FROM_WHEN, OPTIONAL
from tracker.queries.when import When, when_day

# When it is due, as FollowUp.due_by says it.
DUE_BY = Greatest("due", Coalesce("snoozed_until", "due"))


@dataclass(frozen=True, slots=True)
class Next:
    title: str
    date: When
    is_late: bool


def with_next(rows: Any, now: datetime, of: str) -> Any:
    """`rows`, each with the key and the day of what comes next; `of` is what a follow-up calls them."""
    planned = FollowUp.objects.standing(now).filter(**{of: OuterRef("pk")})
    first = _by_verdict(planned, now)
    return rows.annotate(
        next_pk=Subquery(first.values("pk")[:1]), next_due=Subquery(first.values_list(DUE_BY)[:1])
    )


def _by_verdict(planned: "QuerySet[FollowUp]", now: datetime) -> "QuerySet[FollowUp]":
    """What can be done before what opens later, and the optional after all of it."""
    place = Case(
        If(from_when__lte=now, kind__in=COMES_FIRST, then=0),
        If(from_when__lte=now, kind__in=ENDS_A_WAIT, then=2),
        If(kind__in=[kind for kind in OPTIONAL if kind not in ENDS_A_WAIT], then=4),
        If(from_when__gt=now, then=3),
        default=1,
    )
    when = Case(If(from_when__gt=now, then=FROM_WHEN), default=DUE_BY)
    return planned.alias(from_when=FROM_WHEN).order_by(place, when, "pk")


def nexts_of(rows: Iterable[Any], now: datetime) -> dict[int, Next]:
    """What comes next, by the key that `with_next` gave each of `rows`; in one query."""
    found = FollowUp.objects.in_bulk([row.next_pk for row in rows if row.next_pk])
    return {
        pk: Next(row.title, when_day(day_of(row, now), now), is_late(row, now))
        for pk, row in found.items()
    }
