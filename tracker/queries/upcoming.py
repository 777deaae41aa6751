"""The dashboard: what to do and when, what is right to wait for, which interviews come next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models import When as If
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone

from tracker.models import FollowUp, Interview, User
from tracker.models.follow_ups import LAPSED
from tracker.planning.facts import LIVE_STAGES, InterviewStatus
from tracker.planning.guides import Advice
from tracker.planning.rules import RULES
from tracker.planning.verdict import verdict
from tracker.planning.words import MONTHS, WEEKDAYS
from tracker.queries.entries import Entry, cited, entry
from tracker.queries.outbox import doubts
from tracker.queries.search import Search, search_of
from tracker.queries.when import When, when_next

SHOWN = 50
SHOWN_BESIDE = 12
MOVE_ON = "move-on"  # never a duty: it is offered beside the agenda
OPTIONAL = [rule.kind for rule in RULES if rule.optional]
# What may come next and end a wait.
LEADS = [rule.kind for rule in RULES if not rule.optional or rule.kind == MOVE_ON]
# When it may be done, as FollowUp.opens_from says it.
FROM_WHEN = Greatest("opens", Coalesce("snoozed_until", "opens"))


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    name: str
    note: str
    entries: tuple[Entry, ...]


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


@dataclass(frozen=True, slots=True)
class NextInterview:
    weekday: str
    day: int
    month: str
    company: str
    href: str
    line: str
    elsewhere: str  # the time where it takes place, if that is another zone


@dataclass(frozen=True, slots=True)
class Upcoming:
    sections: tuple[Section, ...]
    more: bool
    waiting: tuple[Waiting, ...]
    interviews: tuple[NextInterview, ...]
    first: Entry | None  # the first thing that can be done now
    then: Entry | None  # what comes after it there
    move_on: tuple[Entry, ...]  # where nobody answers any more
    search: Search | None
    next_wait: Waiting | None
    is_new: bool  # nothing has been logged yet
    mail_is_kept: bool
    doubts: int  # mails of which nobody knows whether they arrived


def upcoming(user: User, now: datetime) -> Upcoming:
    """All that `/` shows, in nine queries however much there is."""
    rows = list(_agenda(user, now)[: SHOWN + 1])
    entries = [entry(row, now) for row in rows[:SHOWN]]
    waiting = tuple(_waiting(user, now))
    interviews = tuple(_interviews(user, now))
    first = verdict(rows[:SHOWN], now).do
    then = (
        verdict(_open(user).filter(application=first.application_id), now).then if first else None
    )
    move_on = tuple(entry(row, now) for row in _moving(user, now)[:SHOWN_BESIDE])
    quiet = not (entries or waiting or interviews or move_on)
    return Upcoming(
        sections=tuple(_sections(rows[:SHOWN], entries, now)),
        more=len(rows) > SHOWN,
        waiting=waiting,
        interviews=interviews,
        first=entry(first, now) if first else None,
        then=entry(then, now) if then else None,
        move_on=move_on,
        search=search_of(user, now),
        next_wait=_next_wait(rows[:SHOWN], now),
        is_new=quiet and not user.applications.exists(),
        mail_is_kept=not settings.MAIL_IS_SENT,
        doubts=doubts(user),
    )


def _open(user: User) -> "QuerySet[FollowUp]":
    """Where something may still come; and after an end, what that end calls for."""
    planned = Q(application__stage__in=LIVE_STAGES)
    for rule in RULES:
        if rule.stages != LIVE_STAGES:
            planned |= Q(kind=rule.kind, application__stage__in=rule.stages)
    rows = user.follow_ups.filter(planned, status="open")
    return rows.select_related("application__company", "contact", "interview")


def _agenda(user: User, now: datetime) -> "QuerySet[FollowUp]":
    snoozed = If(snoozed_until__gt=now, then=F("snoozed_until"))
    rows = _open(user).exclude(kind=MOVE_ON).exclude(LAPSED, closes__lte=now)
    return rows.annotate(day=Case(snoozed, default=F("due"))).order_by("day", "opens", "pk")


def _moving(user: User, now: datetime) -> "QuerySet[FollowUp]":
    """Where it is fair to stop waiting."""
    rows = _open(user).filter(Q(snoozed_until=None) | Q(snoozed_until__lte=now))
    return rows.filter(kind=MOVE_ON, opens__lte=now).order_by("due", "pk")


def _sections(rows: list[FollowUp], entries: list[Entry], now: datetime) -> Iterator[Section]:
    today = timezone.localtime(now).date()
    sunday = today + timedelta(days=6 - today.weekday())
    names = {
        "overdue": ("Still open", "from the days before"),
        "today": ("Today", f"{WEEKDAYS[today.weekday()]} {today.day} {MONTHS[today.month - 1]}"),
        "week": ("This week", ""),
        "later": ("Later", ""),
    }
    found: dict[str, list[Entry]] = {slug: [] for slug in names}
    for row, each in zip(rows, entries, strict=True):
        found[_section(each, _day(row), today, sunday)].append(each)
    for slug, (name, note) in names.items():
        if found[slug]:
            yield Section(slug, name, note, tuple(found[slug]))


def _day(row: FollowUp) -> date:
    return timezone.localtime(row.day).date()  # type: ignore[attr-defined]  # annotated


def _section(each: Entry, day: date, today: date, sunday: date) -> str:
    if each.is_overdue:
        return "overdue"
    if day <= today:
        return "today"
    return "week" if day <= sunday else "later"


def _waiting(user: User, now: datetime) -> Iterator[Waiting]:
    """Applications where nothing is to be done now, each with what it is right to wait for."""
    same = (
        FollowUp.objects.standing(now)
        .filter(application=OuterRef("application"))
        .annotate(from_when=FROM_WHEN)
    )
    duties = same.filter(from_when__lte=now).exclude(kind__in=OPTIONAL)
    later = same.filter(from_when__gt=now, kind__in=LEADS).order_by("from_when", "due", "kind")
    rows = _open(user).filter(application__stage__in=LIVE_STAGES).annotate(from_when=FROM_WHEN)
    rows = rows.filter(~Exists(duties), ~Exists(_ahead(now)), pk=Subquery(later.values("pk")[:1]))
    rows = rows.annotate(after_that=Subquery(later.values("title")[1:2]))
    for row in rows.order_by("from_when", "pk")[:SHOWN_BESIDE]:
        yield _waiting_row(row, now)


def _next_wait(rows: list[FollowUp], now: datetime) -> Waiting | None:
    """The first moment at which anything is to be done at all."""
    later = [row for row in rows if row.opens_from > now]
    return _waiting_row(min(later, key=lambda row: row.opens_from), now) if later else None


def _waiting_row(row: FollowUp, now: datetime) -> Waiting:
    return Waiting(
        about=f"{row.application.role}, {row.application.company.name}",
        href=reverse("application", args=[row.application_id]),
        until=when_next(row.opens_from, now),
        why=row.why,
        kind=row.kind,
        advice=cited(row),
        then=row.title,
        after_that=getattr(row, "after_that", None) or "",
    )


def _ahead(now: datetime) -> "QuerySet[Interview]":
    return Interview.objects.filter(
        application=OuterRef("application"), status=InterviewStatus.SCHEDULED, ends_at__gt=now
    )


def _interviews(user: User, now: datetime) -> Iterator[NextInterview]:
    rows = user.interviews.filter(status=InterviewStatus.SCHEDULED, ends_at__gt=now)
    for row in rows.select_related("application__company").order_by("starts_at")[:SHOWN_BESIDE]:
        local, there = timezone.localtime(row.starts_at), row.starts_at.astimezone(row.zone)
        ends = timezone.localtime(row.ends_at)
        yield NextInterview(
            weekday=WEEKDAYS[local.weekday()],
            day=local.day,
            month=MONTHS[local.month - 1],
            company=row.application.company.name,
            href=reverse("interview", args=[row.pk]),
            line=f"{row.get_kind_display()}, {local:%H:%M} to {ends:%H:%M}",
            elsewhere=""
            if local.utcoffset() == there.utcoffset()
            else f"{there:%H:%M} in {row.zone_name.split('/')[-1].replace('_', ' ')}",
        )
