"""What of an application stands in a calendar, from its facts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse

from tracker.models import CANCELLED_FOR, EventKind, FollowUp, FollowUpStatus, Interview
from tracker.planning.days import DAY, Days
from tracker.planning.facts import CALLED_OFF_WITH_IT, CaseFile, InterviewStatus, OfferStatus, Stage
from tracker.planning.old import OLD_KEY
from tracker.planning.situation import Situation
from tracker.planning.words import say_day

HALF_AN_HOUR = timedelta(minutes=30)
# As long as nothing has been decided.
UNDECIDED = (Stage.SAVED, Stage.APPLIED, Stage.SCREENING, Stage.INTERVIEWING)
# Done on the day on which it opens: whoever prepares does so the evening before.
EARLY = ("prepare",)
ASK = "Before you leave it, ask what comes next and when they decide."


@dataclass(frozen=True, slots=True)
class Values:
    """One event: the columns of its row that say something, by their names."""

    key: str
    kind: str
    title: str
    about: str
    path: str
    place: str = ""
    begins_at: datetime | None = None
    ends_at: datetime | None = None
    begins_on: date | None = None
    ends_on: date | None = None
    hour_begins_at: datetime | None = None
    hour_ends_at: datetime | None = None
    cancelled_at: datetime | None = None
    uid: UUID | None = None  # None: whatever its row has


@dataclass(frozen=True, slots=True)
class Known:
    """All that the events of one application are made of."""

    case: CaseFile
    days: Days
    interviews: Iterable[Interview]  # with those who attend, and their names
    follow_ups: Iterable[FollowUp]  # all of its own
    questions: Iterable[str]  # that are still to be asked
    path: str


def events_of(known: Known, now: datetime) -> Iterator[Values]:
    """Its interviews, what is open, when they decide, and until when an offer stands."""
    for interview in known.interviews:
        if _ended_before(interview, known.case):
            continue
        if interview.called_off_at is None or not _is_long_off(interview, now):
            yield _interview(interview, known, now)
    for row in known.follow_ups:
        if row.status == FollowUpStatus.OPEN and row.kind != OLD_KEY and not row.has_lapsed(now):
            yield _follow_up(row, known)
    yield from _decision(known)
    yield from _offers(known)


def lies_ahead(interview: Interview, now: datetime) -> bool:
    """Whether what it is prepared with is still of use."""
    return interview.status == InterviewStatus.SCHEDULED and interview.ends_at > now


def _ended_before(interview: Interview, case: CaseFile) -> bool:
    """Whether all was over, by either side, before it began."""
    since = case.stage_since
    return case.stage in CALLED_OFF_WITH_IT and bool(since and interview.starts_at > since)


def _is_long_off(interview: Interview, now: datetime) -> bool:
    assert interview.called_off_at is not None
    was_cancelled = interview.status == InterviewStatus.CANCELLED
    return was_cancelled and interview.called_off_at <= now - CANCELLED_FOR


def _interview(row: Interview, known: Known, now: datetime) -> Values:
    case = known.case
    is_off = row.status == InterviewStatus.CANCELLED
    return Values(
        key=f"interview-{row.pk}",
        uid=row.uid,
        kind=EventKind.INTERVIEW,
        title=f"Interview at {case.company}: {case.role}",
        about="\n".join(filter(None, _about_interview(row, known, now))),
        path=reverse("interview", args=[row.pk]),
        place=row.place or row.link,
        begins_at=row.starts_at,
        ends_at=row.ends_at,
        cancelled_at=row.called_off_at if is_off else None,
    )


def _about_interview(row: Interview, known: Known, now: datetime) -> Iterator[str]:
    yield row.get_kind_display()
    yield row.place
    yield row.link
    if people := [each.contact.name for each in row.attendances.all()]:
        yield f"With {', '.join(people)}"
    if lies_ahead(row, now):
        if row.notes:
            yield f"\n{row.notes}"
        yield f"\n{ASK}"
        if questions := list(known.questions):
            yield "\n".join(("You want to know:", *(f"- {question}" for question in questions)))


def _follow_up(row: FollowUp, known: Known) -> Values:
    case, days = known.case, known.days
    day, hour = _when(row, days)
    return Values(
        key=f"follow-up-{row.pk}",
        uid=row.uid,
        kind=EventKind.FOLLOW_UP,
        title=f"{row.title} ({case.company})",
        about=f"{case.role} at {case.company}\n{row.why}",
        path=reverse("follow-up", args=[row.pk]),
        begins_on=day,
        ends_on=day + DAY,
        hour_begins_at=hour,
        hour_ends_at=hour + HALF_AN_HOUR,
    )


def _when(row: FollowUp, days: Days) -> tuple[date, datetime]:
    """The day on which it is to be done, and an hour of that day that suits it."""
    if row.snoozed_until:
        return days.day_of(row.snoozed_until), row.snoozed_until
    if row.kind in EARLY:
        return days.day_of(row.opens), row.opens
    day = days.day_of(row.due)
    return day, max(row.opens, days.moment(day, days.reminder_time))


def _decision(known: Known) -> Iterator[Values]:
    case, situation = known.case, Situation(known.case, known.days)
    said = situation.estimate
    if said is None or said.latest is None or case.stage not in UNDECIDED:
        return
    yield Values(
        key="decision",
        kind=EventKind.DECISION,
        title=f"{case.company} decides: {case.role}",
        about=f"{situation.name(said.said_by)} said so on {say_day(said.said_on)}.",
        path=known.path,
        begins_on=said.latest,
        ends_on=said.latest + DAY,
    )


def _offers(known: Known) -> Iterator[Values]:
    case = known.case
    if case.stage in (Stage.ACCEPTED, Stage.REJECTED, Stage.WITHDRAWN):
        return
    for offer in case.offers:
        if offer.status is OfferStatus.OPEN and offer.answer_by:
            yield Values(
                key=f"offer-{offer.id}",
                kind=EventKind.OFFER,
                title=f"Answer the offer of {case.company}: {case.role}",
                about=f"They made it on {known.days.day_of(offer.received_at):%d %B %Y}.",
                path=known.path,
                begins_on=offer.answer_by,
                ends_on=offer.answer_by + DAY,
            )
