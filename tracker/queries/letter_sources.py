"""The rows that letters are written from: read once for a letter and those that go beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, OuterRef, Q, Subquery

from tracker.models import (
    Application,
    Attendance,
    Estimate,
    FollowUp,
    Interview,
    LetterTemplate,
    Message,
    Offer,
    Question,
)
from tracker.planning.facts import LIVE_STAGES, Direction, InterviewStatus, OfferStatus
from tracker.writing.letters import Kind, Template

SOON = timedelta(days=14)
MOST_QUESTIONS, MOST_MESSAGES = 5, 200

# What the follow-up of a letter has to bring along.
DESK = (
    "owner__preferences",
    "application__company",
    "application__recruiter",
    "contact",
    "interview",
    "request",
)


@dataclass(frozen=True, slots=True)
class Around:
    """What else is known: the estimate said last, another offer, another interview."""

    estimate_words: str = ""
    estimate_day: date | None = None
    estimate_by: str = ""
    offer_by: date | None = None
    interview_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    now: datetime
    attendances: tuple[Attendance, ...]  # of the interviews that have begun, in their order
    questions: tuple[str, ...]  # that are still to be asked
    heard: Mapping[int | None, str]  # what each wrote last
    sent: Mapping[int | None, str]  # what each was sent for the same purpose
    own: Mapping[tuple[str, str], Template]  # the owner's templates, by kind and register
    around: Around
    beside: tuple[FollowUp, ...]  # the same for the other people of the interview


def sources_of(
    follow_up: FollowUp, kinds: tuple[Kind, ...], now: datetime, *, one_each: bool
) -> Sources:
    """For `follow_up` (with what DESK names), in six queries however much there is.

    Where there is to be one for each person of an interview, the others are `beside`.
    """
    beside = tuple(_beside(follow_up)) if one_each and follow_up.interview_id else ()
    heard, sent = _texts(follow_up, [follow_up, *beside])
    return Sources(
        now=now,
        attendances=_attendances(follow_up, now),
        questions=_questions(follow_up),
        heard=heard,
        sent=sent,
        own=own_templates(follow_up.owner_id, kinds),
        around=_around(follow_up, now),
        beside=beside,
    )


def own_templates(owner: int, kinds: tuple[Kind, ...]) -> dict[tuple[str, str], Template]:
    """What the owner has made their own, by kind and register."""
    rows = LetterTemplate.objects.filter(owner=owner, kind__in=kinds)
    return {(row.kind, row.register): Template(row.subject, row.body) for row in rows}


def _beside(follow_up: FollowUp) -> list[FollowUp]:
    rows = FollowUp.objects.filter(
        ~Q(pk=follow_up.pk),
        interview=follow_up.interview_id,
        kind=follow_up.kind,
        contact__isnull=False,
    ).select_related(*DESK)
    return list(rows.exclude(status="withdrawn").order_by("pk"))


def _texts(
    follow_up: FollowUp, rows: list[FollowUp]
) -> tuple[dict[int | None, str], dict[int | None, str]]:
    """The last text of each person, and what each was sent for this purpose."""
    people = [row.contact_id for row in rows if row.contact_id]
    theirs = Q(direction=Direction.IN, contact__in=people)
    ours = Q(direction=Direction.OUT, application=follow_up.application_id, purpose=follow_up.kind)
    found = Message.objects.filter(theirs | ours, owner=follow_up.owner_id).exclude(text="")
    newest = found.order_by("-at", "-pk").values_list("direction", "contact_id", "text")
    texts = list(newest[:MOST_MESSAGES])[::-1]
    return (
        {contact: text for way, contact, text in texts if way == Direction.IN},
        {contact: text for way, contact, text in texts if way == Direction.OUT},
    )


def _attendances(follow_up: FollowUp, now: datetime) -> tuple[Attendance, ...]:
    rows = Attendance.objects.filter(
        interview__application=follow_up.application_id,
        interview__status=InterviewStatus.SCHEDULED,
        interview__starts_at__lte=now,
    ).select_related("interview")
    return tuple(rows.order_by("interview__starts_at", "pk"))


def _questions(follow_up: FollowUp) -> tuple[str, ...]:
    rows = Question.objects.filter(application=follow_up.application_id, asked_at=None)
    return tuple(rows.order_by("pk").values_list("text", flat=True)[:MOST_QUESTIONS])


def _around(follow_up: FollowUp, now: datetime) -> Around:
    """B6: another offer, and another interview that is truly coming."""
    said = Estimate.objects.filter(application=OuterRef("pk")).order_by("-said_on", "-pk")
    elsewhere = {"owner": OuterRef("owner")}
    offers = Offer.objects.filter(
        **elsewhere, status=OfferStatus.OPEN, application__stage__in=LIVE_STAGES
    )
    interviews = Interview.objects.filter(
        **elsewhere, status=InterviewStatus.SCHEDULED, starts_at__range=(now, now + SOON)
    )
    nearest = F("answer_by").asc(nulls_last=True)
    columns = (
        said.values("words"),
        said.values("latest"),
        said.values("said_by__name"),
        offers.exclude(application=OuterRef("pk")).order_by(nearest).values("answer_by"),
        interviews.exclude(application=OuterRef("pk")).order_by("starts_at").values("starts_at"),
    )
    rows = Application.objects.filter(pk=follow_up.application_id)
    values = rows.values_list(*(Subquery(column[:1]) for column in columns)).get()
    words, latest, by, offer_by, interview_at = values
    return Around(words or "", latest, by or "", offer_by, interview_at)
