"""The page of one interview: what to know before it, what came of it after."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from tracker.models import Attendance, FollowUpStatus, Interview
from tracker.planning.facts import InterviewStatus
from tracker.planning.guides import ADVICE, Advice
from tracker.planning.words import say_moment
from tracker.queries.entries import Entry, entry
from tracker.queries.when import When, when_clock

# Asked before leaving, whatever else is asked: everything after the interview rests on the answer.
QUESTIONS = (
    ("What are the next steps?", ADVICE["A1"]),
    ("When can I expect to hear from you?", ADVICE["B1"]),
    ("What do I want to know, and have not asked yet?", ADVICE["C15"]),
)


@dataclass(frozen=True, slots=True)
class InterviewPage:
    row: Interview
    application_href: str
    title: str
    starts: When
    ends: When
    there: str  # the same times where the interview is, if that is another zone
    has_begun: bool
    is_over: bool
    is_on: bool  # not called off
    attendances: tuple[Attendance, ...]
    estimate: str
    requests: tuple[str, ...]
    questions: tuple[tuple[str, Advice], ...]
    own_questions: tuple[str, ...]  # the owner's, that are still to be asked
    entries: tuple[Entry, ...]


def interview_page(row: Interview, now: datetime) -> InterviewPage:
    """`row` with its application and company at hand."""
    estimate = getattr(row, "estimate", None)
    follow_ups = row.follow_ups.filter(status=FollowUpStatus.OPEN).select_related(
        "application__company", "contact", "interview"
    )
    return InterviewPage(
        row=row,
        application_href=reverse("application", args=[row.application_id]),
        title=f"{row.get_kind_display()} interview at {row.application.company.name}",
        starts=when_clock(row.starts_at, now),
        ends=when_clock(row.ends_at, now),
        there=_there(row),
        has_begun=row.starts_at <= now,
        is_over=row.ends_at <= now,
        is_on=row.status == InterviewStatus.SCHEDULED,
        attendances=tuple(row.attendances.select_related("contact")),
        estimate=estimate.words if estimate else "",
        requests=tuple(row.information_requests.values_list("what", flat=True)),
        questions=QUESTIONS,
        own_questions=tuple(
            row.application.questions.filter(asked_at=None).values_list("text", flat=True)
        ),
        entries=tuple(entry(each, now) for each in follow_ups.order_by("due", "pk")),
    )


def _there(row: Interview) -> str:
    here = timezone.localtime(row.starts_at)
    there = row.starts_at.astimezone(row.zone)
    if here.utcoffset() == there.utcoffset():
        return ""
    return f"{say_moment(row.starts_at, row.zone)} in {row.zone_name.replace('_', ' ')}"
