"""An interview as a mail shows it: when, where, with whom, and what to have ready."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from tracker.clock import say_clock, say_exactly
from tracker.models import Attendance, FollowUp, Interview
from tracker.planning.days import DAY
from tracker.planning.facts import InterviewStatus
from tracker.planning.guides import say_guides
from tracker.queries.interviews import PREPARATION
from tracker.queries.when import when_clock, when_day
from tracker.text import clean_line, clean_text

ABOUT = ("application__company", "owner__preferences")


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    title: str
    phone: str


@dataclass(frozen=True, slots=True)
class InterviewCard:
    pk: int
    title: str  # Video interview at Northwind Atlas
    company: str
    role: str
    clock: str  # tomorrow 10:00
    begins: str  # tomorrow at 10:00
    starts: str  # Tue 1 Dec 10:00 CET (UTC+1)
    there: str  # the same where it takes place, if clocks show another time there
    lasts: str
    place: str
    call: str
    people: tuple[Person, ...]
    preparation: tuple[tuple[str, str], ...]  # each with who advises it
    questions: tuple[str, ...]  # the owner's own
    notes: str
    link: str


def interviews_of(prepare: FollowUp) -> "QuerySet[Interview]":
    """The interviews that a `prepare` is about: all of its application on that day of the owner's."""
    local = timezone.localtime(prepare.due, prepare.owner.preferences.zone)
    begins = local.replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Interview.objects.filter(
        application=prepare.application_id,
        status=InterviewStatus.SCHEDULED,
        starts_at__gte=prepare.due,
        starts_at__lt=begins + DAY,  # by the clock: a day of 25 hours is one too
    )
    return rows.select_related(*ABOUT)


def cards(interviews: Iterable[Interview], now: datetime) -> list[InterviewCard]:
    """By their beginning, in the current zone; each with its application and company at hand."""
    return [_card(row, now) for row in sorted(interviews, key=lambda row: (row.starts_at, row.pk))]


def _card(row: Interview, now: datetime) -> InterviewCard:
    application = row.application
    company = clean_line(application.company.name)
    questions = application.questions.filter(asked_at=None).values_list("text", flat=True)
    return InterviewCard(
        pk=row.pk,
        title=f"{_kind(row)} at {company}",
        company=company,
        role=clean_line(application.role),
        clock=when_clock(row.starts_at, now).text,
        begins=f"{when_day(row.starts_at, now).text} at {say_clock(timezone.localtime(row.starts_at))}",
        starts=say_exactly(row.starts_at, row.owner.preferences.zone),
        there=_there(row),
        lasts=f"{row.minutes} minutes, until {say_clock(timezone.localtime(row.ends_at))}",
        place=clean_line(row.place),
        call=clean_line(row.link),
        people=tuple(map(_person, row.attendances.select_related("contact"))),
        preparation=tuple((line, say_guides(ids)) for line, ids in PREPARATION),
        questions=tuple(clean_line(text) for text in questions),
        notes=clean_text(row.notes).strip(),
        link=settings.SITE_URL + reverse("interview", args=[row.pk]),
    )


def _kind(row: Interview) -> str:
    if row.kind in ("task", "other"):
        return "Interview" if row.kind == "other" else row.get_kind_display()
    return f"{row.get_kind_display()} interview"


def _there(row: Interview) -> str:
    if timezone.localtime(row.starts_at).utcoffset() == (
        row.starts_at.astimezone(row.zone).utcoffset()
    ):
        return ""
    place = row.zone_name.rpartition("/")[2].replace("_", " ")
    return f"{say_exactly(row.starts_at, row.zone)} in {place}"


def _person(row: Attendance) -> Person:
    who = row.contact
    return Person(
        name=clean_line(who.name),
        title=clean_line(who.title) or who.get_kind_display(),
        phone=clean_line(who.phone),
    )
