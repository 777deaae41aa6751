"""The weekly review: the week that has gone, what waits, and the week that comes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from tracker.clock import say_exactly
from tracker.models import FollowUp, FollowUpStatus, Message, Preferences, StageChange, User
from tracker.planning.days import DAY
from tracker.planning.facts import Direction, InterviewStatus, Purpose, Stage
from tracker.planning.sent import PURPOSE_OF_KIND
from tracker.planning.words import LONG_WEEKDAYS, say_day
from tracker.queries.planned import REAL, coming, still_open
from tracker.queries.search import search_in
from tracker.queries.waiting import Waiting, what_waits
from tracker.queries.when import when_day
from tracker.text import clean_line

WEEK = timedelta(days=7)
SHOWN = 12
LETTERS = {*PURPOSE_OF_KIND, *(purpose.value for purpose in Purpose)}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing, in one line."""

    when: str
    what: str
    about: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    week: str  # Mon 16 Nov to Sun 22 Nov
    is_late: bool
    subject: str
    sent: tuple[Line, ...]
    applied: tuple[Line, ...]
    answers: tuple[Line, ...]
    waiting: tuple[Waiting, ...]
    interviews: tuple[Line, ...]
    left: tuple[Line, ...]
    coming: tuple[Line, ...]
    search: str  # what was done in that week, beside the goal
    weekday: str  # Mondays


Span = tuple[datetime, datetime]


def review_of(owner: User, made_at: datetime, now: datetime) -> Review | None:
    """The review that was made at `made_at`, in the current zone; the seven days before its day.

    None where nothing has been logged yet. A review that comes late is still that of its week.
    """
    if not owner.applications.filter(is_sample=False).exists():
        return None
    made_on = timezone.localdate(made_at)
    weekday = owner.preferences.review_weekday
    day = made_on - timedelta(days=(made_on.weekday() - weekday) % 7)
    span = _start(day - WEEK), _start(day)
    answers, waiting = tuple(_answers(owner, span)), what_waits(owner, now)
    interviews = tuple(_interviews(owner, now))
    return Review(
        week=f"{say_day(day - WEEK)} to {say_day(day - DAY)}",
        is_late=made_on > day + _next_morning(owner.preferences),
        subject=_subject(len(answers), len(waiting), len(interviews)),
        sent=tuple(_sent(owner, span)),
        applied=tuple(_applied(owner, day)),
        answers=answers,
        waiting=waiting,
        interviews=interviews,
        left=_lines(still_open(owner, now)[:SHOWN], now),
        coming=_lines(coming(owner, now, now + WEEK).exclude(kind="prepare")[:SHOWN], now),
        search=search_in(owner, (day - WEEK, day)),
        weekday=f"{LONG_WEEKDAYS[weekday]}s",
    )


def _next_morning(preferences: Preferences) -> timedelta:
    """A reminder time that falls in the quiet hours before midnight means the day after."""
    return DAY if preferences.reminder_time >= preferences.quiet_from else timedelta(0)


def _sent(owner: User, span: Span) -> Iterator[Line]:
    """Messages that were logged, and letters that were marked as done without one."""
    told = list(_messages(owner, Direction.OUT, span))
    logged = {(row.application_id, row.contact_id, row.purpose) for row in told}
    done = owner.follow_ups.filter(
        REAL,
        kind__in=LETTERS,
        status=FollowUpStatus.DONE,
        settled_by_fact=False,
        decided_at__gte=span[0],
        decided_at__lt=span[1],
    )
    lines = [(row.at, _message(row, "to")) for row in told]
    lines += [
        (row.decided_at, _line(row, row.decided_at))
        for row in done.select_related("application__company")
        if row.decided_at and _named(row) not in logged
    ]
    return (line for _, line in sorted(lines, key=lambda each: each[0]))


def _named(row: FollowUp) -> tuple[int, int | None, str]:
    purpose = PURPOSE_OF_KIND.get(row.kind, row.kind)
    return row.application_id, row.contact_id, str(purpose)


def _applied(owner: User, day: date) -> Iterator[Line]:
    rows = owner.applications.filter(
        applied_on__gte=day - WEEK, applied_on__lt=day, is_sample=False
    )
    for row in rows.select_related("company").order_by("applied_on", "pk"):
        yield Line(say_day(row.applied_on or day), row.role, row.company.name)


def _answers(owner: User, span: Span) -> list[Line]:
    """Their messages, receipts left out; offers; and a no that came without a message."""
    heard = _messages(owner, Direction.IN, span).exclude(purpose=Purpose.RECEIPT)
    offers = owner.offers.filter(REAL, received_at__range=span)
    told_no = {row.application_id for row in heard}
    nos = StageChange.objects.filter(
        REAL, application__owner=owner, new=Stage.REJECTED, at__range=span
    ).exclude(application__in=told_no)
    lines = [
        *((row.at, _message(row, "from")) for row in heard),
        *(
            (row.received_at, _fact("An offer", row.received_at, str(row.application)))
            for row in offers.select_related("application__company")
        ),
        *(
            (row.at, _fact("A no", row.at, str(row.application)))
            for row in nos.select_related("application__company")
        ),
    ]
    return [line for _, line in sorted(lines, key=lambda each: each[0])]


def _interviews(owner: User, now: datetime) -> Iterator[Line]:
    rows = owner.interviews.filter(
        REAL, status=InterviewStatus.SCHEDULED, ends_at__gt=now, starts_at__lt=now + WEEK
    )
    for row in rows.select_related("application__company")[:SHOWN]:
        yield Line(
            say_exactly(row.starts_at, owner.preferences.zone),
            f"{row.get_kind_display()} interview",
            clean_line(str(row.application)),
            settings.SITE_URL + reverse("interview", args=[row.pk]),
        )


def _messages(owner: User, direction: Direction, span: Span) -> "QuerySet[Message]":
    rows = owner.messages.filter(REAL, direction=direction, at__gte=span[0], at__lt=span[1])
    return rows.select_related("application__company", "contact")


def _message(row: Message, way: str) -> Line:
    who = row.contact.name if row.contact else row.application.company.name
    purpose = Purpose(row.purpose)
    named = "Message" if purpose is Purpose.OTHER else purpose.value.capitalize()
    return _fact(f"{named} {way} {who}", row.at, str(row.application))


def _fact(what: str, moment: datetime, about: str) -> Line:
    return Line(say_day(timezone.localdate(moment)), clean_line(what), clean_line(about))


def _lines(rows: Iterable[FollowUp], now: datetime) -> tuple[Line, ...]:
    return tuple(_line(row, row.due_by, when_day(row.due_by, now).text) for row in rows)


def _line(row: FollowUp, moment: datetime, when: str = "") -> Line:
    return Line(
        when or say_day(timezone.localdate(moment)),
        clean_line(row.title),
        clean_line(str(row.application)),
        settings.SITE_URL + reverse("follow-up", args=[row.pk]),
    )


def _subject(answers: int, waiting: int, interviews: int) -> str:
    """Your week: 2 answers, 3 waiting, 1 interview to come"""
    parts = [_number(answers, "answer")]
    parts += [f"{waiting} waiting"] if waiting else []
    parts += [f"{_number(interviews, 'interview')} to come"] if interviews else []
    return f"Your week: {', '.join(parts)}"


def _number(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}" + ("" if number == 1 else "s")


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
