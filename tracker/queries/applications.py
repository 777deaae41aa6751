"""The list of applications and the board: one filtered set, shown in two ways."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from tracker.models import Application, SavedView, User
from tracker.models.applications import STAGE_CHOICES
from tracker.planning.facts import Stage
from tracker.queries.filters import SORTS, Filter
from tracker.queries.full_text import excerpts
from tracker.queries.nexts import Next, nexts_of, with_next
from tracker.queries.when import When, when_day

PAGE = 50
CARDS = 300  # on a board; more are looked at in the list
STAGE_CLASSES = {
    Stage.SCREENING: "is-live",
    Stage.INTERVIEWING: "is-live",
    Stage.OFFER: "is-won",
    Stage.ACCEPTED: "is-won",
    Stage.REJECTED: "is-closed",
    Stage.WITHDRAWN: "is-closed",
    Stage.NO_REPLY: "is-closed",
}
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    pk: int
    role: str
    company: str
    href: str
    stage: str
    stage_class: str
    next: Next | None
    changed: When
    tags: tuple[str, ...]
    excerpt: str = ""  # the words around what was sought, as HTML


@dataclass(frozen=True, slots=True)
class Column:
    stage: str
    name: str
    cards: tuple[ApplicationRow, ...]


@dataclass(frozen=True, slots=True)
class Choosable:
    """What can be filtered by."""

    companies: Choices
    tags: Choices
    sources: Choices
    views: tuple[SavedView, ...]


def application_rows(
    user: User, asked: Filter, now: datetime, *, first: int = 0
) -> tuple[list[ApplicationRow], bool]:
    """One page of what `asked` lets through, and whether there is more."""
    found = list(_sorted(user, asked, now)[first : first + PAGE + 1])
    around = excerpts([row.pk for row in found[:PAGE]], asked.words)
    rows = [replace(row, excerpt=around.get(row.pk, "")) for row in _rows(found[:PAGE], now)]
    return rows, len(found) > PAGE


def board(user: User, asked: Filter, now: datetime) -> tuple[list[Column], bool]:
    """The same set by stage, each in the order asked for; and whether some found no room."""
    found = list(_sorted(user, asked, now)[: CARDS + 1])
    cards = _rows(found[:CARDS], now)
    columns = [
        Column(stage, name, tuple(card for card in cards if card.stage == name))
        for stage, name in STAGE_CHOICES
        if asked.stage in ("", stage)
    ]
    return columns, len(found) > CARDS


def choosable(user: User) -> Choosable:
    """The companies, tags, sources and kept views of the owner."""
    companies = user.companies.filter(applications__isnull=False).distinct().order_by("name")
    sources = user.applications.exclude(source="").order_by("source").values_list("source")
    names = {name.casefold(): name for (name,) in sources.distinct()}
    return Choosable(
        companies=_choices(companies.values_list("pk", "name")),
        tags=_choices(user.tags.values_list("pk", "name")),
        sources=tuple((name, name) for name in names.values()),
        views=tuple(user.saved_views.all()),
    )


def _choices(rows: Iterable[tuple[int, str]]) -> Choices:
    return tuple((str(pk), name) for pk, name in rows)


def _sorted(user: User, asked: Filter, now: datetime) -> QuerySet[Application]:
    rows = with_next(asked.rows(user, now), now, "application").prefetch_related("tags")
    sorted_rows: QuerySet[Application] = rows.order_by(*SORTS[asked.sort][1])
    return sorted_rows


def _rows(found: list[Application], now: datetime) -> list[ApplicationRow]:
    nexts = nexts_of(found, now)
    return [_row(row, nexts.get(row.next_pk), now) for row in found]  # type: ignore[attr-defined]  # annotated


def _row(row: Application, coming: Next | None, now: datetime) -> ApplicationRow:
    return ApplicationRow(
        pk=row.pk,
        role=row.role,
        company=row.company.name,
        href=reverse("application", args=[row.pk]),
        stage=row.get_stage_display(),
        stage_class=STAGE_CLASSES.get(Stage(row.stage), ""),
        next=coming,
        changed=when_day(row.changed_at, now),
        tags=tuple(tag.name for tag in row.tags.all()),
    )
