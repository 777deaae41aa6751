"""The page of one interview: what to know before it, what came of it after."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from tracker.clock import say_moment
from tracker.models import Attendance, CalendarEvent, FollowUpStatus, Interview
from tracker.planning.facts import InterviewStatus
from tracker.planning.guides import ADVICE, Advice
from tracker.queries.agenda import links_of
from tracker.queries.entries import Entry, entry
from tracker.queries.markdown import rendered
from tracker.queries.when import When, when_clock

# Decision 25. What is asked before leaving comes first: everything after rests on the answers.
PREPARATION = (
    ("Before you leave, ask what the next steps are and when they decide.", ("A1", "B1")),
    ("Ask when you may follow up, and with whom.", ("C14",)),
    ("Note the name of everyone you meet, and ask for their cards.", ()),
    ("Write down what you want to know and have not asked yet.", ("C15",)),
)


@dataclass(frozen=True, slots=True)
class InterviewPage:
    row: Interview
    notes: SafeString
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
    estimate_pk: int | None
    requests: tuple[str, ...]
    preparation: tuple[tuple[str, tuple[Advice, ...]], ...]
    own_questions: tuple[str, ...]  # the owner's, that are still to be asked
    entries: tuple[Entry, ...]
    links: dict[str, str]  # into other calendars; none where it does not take place


def interview_page(row: Interview, now: datetime) -> InterviewPage:
    """`row` with its application and company at hand."""
    estimate = getattr(row, "estimate", None)
    follow_ups = row.follow_ups.filter(status=FollowUpStatus.OPEN).select_related(
        "application__company", "contact", "interview"
    )
    return InterviewPage(
        row=row,
        notes=rendered(row.notes),
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
        estimate_pk=estimate.pk if estimate else None,
        requests=tuple(row.information_requests.values_list("what", flat=True)),
        preparation=tuple((line, tuple(ADVICE[id_] for id_ in ids)) for line, ids in PREPARATION),
        own_questions=tuple(
            row.application.questions.filter(asked_at=None).values_list("text", flat=True)
        ),
        entries=tuple(
            entry(each, now)
            for each in follow_ups.order_by("due", "pk")
            if not each.has_lapsed(now)
        ),
        links=_links(row),
    )


def _links(row: Interview) -> dict[str, str]:
    event = (
        CalendarEvent.objects.filter(owner=row.owner_id, uid=row.uid, cancelled_at=None)
        .without_bytes()
        .first()
    )
    return links_of(event) if event else {}


def _there(row: Interview) -> str:
    here = timezone.localtime(row.starts_at)
    there = row.starts_at.astimezone(row.zone)
    if here.utcoffset() == there.utcoffset():
        return ""
    return f"{say_moment(row.starts_at, row.zone)} in {row.zone_name.replace('_', ' ')}"
