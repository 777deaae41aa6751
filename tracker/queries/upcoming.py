"""The dashboard: what to do and when, what is right to wait for, which interviews come next."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from tracker.clock import say_clock
from tracker.models import FollowUp, User
from tracker.models.sample import is_logged
from tracker.planning.facts import CALLED_OFF_WITH_IT, InterviewStatus
from tracker.planning.old import OLD_KEY
from tracker.planning.rules import RULES
from tracker.planning.verdict import urgency, verdict
from tracker.planning.words import MONTHS, WEEKDAYS
from tracker.queries.entries import Entry, entry, is_overdue
from tracker.queries.health import Trouble, health_of_mail
from tracker.queries.planned import SHOWN_BESIDE, most_urgent, moving, open_rows
from tracker.queries.search import Search, search_of
from tracker.queries.waiting import MOVE_ON, Waiting, next_wait, right_to_wait
from tracker.queries.when import When, countdown, elsewhere, when_clock

SHOWN = 50
WEEK = timedelta(days=7)
NEAR = timedelta(days=35)
BUSY = 25  # with more than these, a week is as far as one looks every day
AT_ONCE = 8  # and so many of a section
FEW = 5  # with no more than these, everything is at hand
LONG_PAST = timedelta(days=3)
FEW_ENOUGH = 3  # fewer than these are looked at one by one
# Somebody waits for these, or the plan hangs on them, however late it is.
STILL_MATTER = [rule.kind for rule in RULES if rule.owed or rule.kind == "debrief"]


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    name: str
    note: str
    entries: tuple[Entry, ...]
    far: tuple[Entry, ...] = ()  # too many, or too far ahead, to look at every day
    far_label: str = ""
    past: tuple[Entry, ...] = ()  # so long past that to let them go is as good


@dataclass(frozen=True, slots=True)
class NextInterview:
    starts: When
    weekday: str
    day: int
    month: str
    company: str
    href: str
    line: str
    countdown: str  # in 2 days
    elsewhere: str  # the time where it takes place, if that is another zone


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the page, to go to where it is long."""

    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Upcoming:
    sections: tuple[Section, ...]
    more: bool
    waiting: tuple[Waiting, ...]
    more_waiting: bool
    places: tuple[Place, ...]
    interviews: tuple[NextInterview, ...]
    first: Entry | None  # the first thing that can be done now
    then: Entry | None  # what comes after it there
    move_on: tuple[Entry, ...]  # where nobody answers any more
    old: int  # applications that were old news when they were entered
    search: Search | None
    next_wait: Waiting | None
    is_new: bool  # nothing has been logged yet
    has_sample: bool  # some of the sample search is there, whether or not it is shown
    mail_is_kept: bool
    troubles: tuple[Trouble, ...]  # with the mail


def upcoming(user: User, now: datetime, *, up_for: timedelta = timedelta(0)) -> Upcoming:
    """All that `/` shows, in ten queries however much there is.

    `up_for` is how long this process has run, as `health_of_mail` wants to know it.
    """
    now = timezone.localtime(now)
    rows, more = most_urgent(user, now, SHOWN)
    waiting = right_to_wait(user, now)
    interviews = tuple(_interviews(user, now))
    first = _first(rows, now)
    then = first and verdict(open_rows(user).filter(application=first.application_id), now).then
    ending = list(moving(user, now))
    sections = tuple(_sections(rows, now))
    mail = health_of_mail(user, now, up_for=up_for)
    logged, has_sample = is_logged(user)
    return Upcoming(
        sections=sections,
        more=more,
        waiting=waiting[:SHOWN_BESIDE],
        more_waiting=len(waiting) > SHOWN_BESIDE,
        places=tuple(_places(sections, waiting, interviews)) if len(rows) > FEW else (),
        interviews=interviews,
        first=entry(first, now) if first else None,
        then=entry(then, now) if then else None,
        move_on=tuple(entry(row, now) for row in ending if row.kind == MOVE_ON),
        old=next((row.of for row in ending if row.kind == OLD_KEY), 0),  # type: ignore[attr-defined]
        search=search_of(user, now),
        next_wait=next_wait(rows, now),
        is_new=not (rows or waiting or interviews or ending or logged),
        has_sample=has_sample,
        mail_is_kept=mail.is_kept,
        troubles=mail.troubles,
    )


def _first(rows: list[FollowUp], now: datetime) -> FollowUp | None:
    """What to do right now; what is long past only where nothing else is."""
    fresh = [row for row in rows if not _is_past(row, now)]
    return verdict(fresh, now).do or verdict(rows, now).do


def _places(
    sections: Iterable[Section], waiting: Collection[object], interviews: Collection[object]
) -> Iterator[Place]:
    for each in sections:
        yield Place(f"#section-{each.slug}", each.name)
    if waiting:
        yield Place("#waiting", "Right to wait")
    if interviews:
        yield Place("#interviews", "Next interviews")


def _sections(rows: list[FollowUp], now: datetime) -> Iterator[Section]:
    today, is_busy = now.date(), len(rows) > BUSY
    gone = {row.pk for row in rows if _is_past(row, now)}
    if len(gone) < FEW_ENOUGH:
        gone = set()
    for slug, (name, note) in _names(today, is_busy=is_busy).items():
        here = [row for row in rows if _section(row, now) == slug]
        if slug in ("overdue", "today"):
            here.sort(key=lambda row: (row.opens_from > now, *urgency(row, now)))
        past = tuple(entry(row, now) for row in here if row.pk in gone)
        rest = [row for row in here if row.pk not in gone]
        near, label = _near(slug, rest, today, is_busy=is_busy)
        shown, far = (tuple(entry(row, now) for row in part) for part in (rest[:near], rest[near:]))
        if here:
            yield Section(slug, name, note, shown, far, label.format(len(far)), past)


def _names(today: date, *, is_busy: bool) -> dict[str, tuple[str, str]]:
    """The sections, each with its heading and a note beside it."""
    calm = "; one at a time is enough" if is_busy else ""
    return {
        "overdue": ("Still open", f"from the days before{calm}"),
        "today": ("Today", f"{WEEKDAYS[today.weekday()]} {today.day} {MONTHS[today.month - 1]}"),
        "week": ("The next seven days", ""),
        "later": ("Later", ""),
    }


def _near(slug: str, rows: list[FollowUp], today: date, *, is_busy: bool) -> tuple[int, str]:
    """How many of a section's rows to look at every day, and what the others are called."""
    if slug == "later":
        until = today + (WEEK if is_busy else NEAR)
        near = sum(_day(row) <= until for row in rows)
        return near, "{} more in the months after" if near else "{} in the weeks after"
    near = AT_ONCE if is_busy and len(rows) >= AT_ONCE + FEW_ENOUGH else len(rows)
    return near, "{} more, when these are done" if slug != "week" else "{} more this week"


def _is_past(row: FollowUp, now: datetime) -> bool:
    """Nobody waits for it, and its time is over since days: after a holiday there are many."""
    return row.kind not in STILL_MATTER and max(row.closes, row.due_by) < now - LONG_PAST


def _day(row: FollowUp) -> date:
    """The day under which it stands."""
    is_early = row.kind == "prepare"
    return timezone.localtime(row.opens_from if is_early else row.day).date()  # type: ignore[attr-defined]  # annotated


def _section(row: FollowUp, now: datetime) -> str:
    day, today = _day(row), now.date()
    if is_overdue(row, now):
        return "overdue"
    if day <= today:
        return "today"
    return "week" if day <= today + WEEK else "later"


def _interviews(user: User, now: datetime) -> Iterator[NextInterview]:
    rows = user.interviews.filter(status=InterviewStatus.SCHEDULED, ends_at__gt=now)
    rows = rows.exclude(application__stage__in=CALLED_OFF_WITH_IT)
    for row in rows.select_related("application__company").order_by("starts_at")[:SHOWN_BESIDE]:
        local, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
        yield NextInterview(
            starts=when_clock(row.starts_at, now),
            weekday=WEEKDAYS[local.weekday()],
            day=local.day,
            month=MONTHS[local.month - 1],
            company=row.application.company.name,
            href=reverse("interview", args=[row.pk]),
            line=f"{row.get_kind_display()}, {say_clock(local)} to {say_clock(ends)}",
            countdown=countdown(row.starts_at, now),
            elsewhere=elsewhere(row.starts_at, row.zone),
        )
