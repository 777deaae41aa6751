"""One application in one line of time: what happened, and what is planned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from tracker.models import (
    FollowUp,
    FollowUpStatus,
    InformationRequest,
    Interview,
    Message,
    Offer,
)
from tracker.models.applications import STAGE_CHOICES
from tracker.planning.facts import InterviewStatus
from tracker.planning.rules import RULE_BY_KIND
from tracker.queries import moments
from tracker.queries.entries import cited, window_sentence
from tracker.queries.moments import FUTURE, PAST, Act, Moment
from tracker.queries.remarks import Remark
from tracker.queries.standing import marks
from tracker.queries.when import when_clock, when_day

STAGES = dict(STAGE_CHOICES)
NO_PART = ("prepare", "move-on", "application-check-in", "nurture")


@dataclass(frozen=True, slots=True)
class Told:
    """All that is known of one application, as it was fetched."""

    interviews: tuple[Interview, ...]
    messages: tuple[Message, ...]
    requests: tuple[InformationRequest, ...]
    offers: tuple[Offer, ...]
    remarks: tuple[Remark, ...]  # stages and questions
    follow_ups: tuple[FollowUp, ...]


def timeline(told: Told, now: datetime) -> tuple[tuple[Moment, ...], tuple[Moment, ...]]:
    """(past, planned), each in the order of time."""
    said = moments.estimates_in((*told.interviews, *told.messages))
    marked = marks(said, told.interviews)
    found = [
        *(_remark(row, now) for row in told.remarks if row.happened_at),
        *(moment for row in told.interviews for moment in _interview(row, marked, now)),
        *(moments.message(row, marked, now) for row in told.messages),
        *(moments.request(row, now) for row in told.requests),
        *(moments.offer(row, now) for row in told.offers),
        *(moment for row in told.follow_ups for moment in _follow_up(row, now)),
    ]
    found.sort(key=lambda moment: moment.at)
    past = tuple(moment for moment in found if moment.place == PAST)
    return past, tuple(moment for moment in found if moment.place == FUTURE)


def _remark(row: Remark, now: datetime) -> Moment:
    at = row.happened_at or now
    if row.is_question:
        undo = Act("I did not ask it after all", reverse("question-untick", args=[row.pk]))
        delete = Act("Delete this question", reverse("question-delete", args=[row.pk]))
        return Moment(at, PAST, when_day(at, now), "You asked", row.text, acts=(undo, delete))
    title = f"Stage: {STAGES.get(row.text, row.text)}" if row.before else "You logged it here"
    return Moment(at, PAST, when_day(at, now), title)


def _interview(row: Interview, marked: dict[int, str], now: datetime) -> Iterator[Moment]:
    href = reverse("interview", args=[row.pk])
    kind = f"{row.get_kind_display()} interview"
    if row.status != InterviewStatus.SCHEDULED:
        at = row.called_off_at or row.starts_at
        who = "They" if row.called_off_by_them else "You"
        did = "did not come" if row.status == InterviewStatus.MISSED else "called it off"
        yield Moment(at, PAST, when_day(at, now), kind, f"{who} {did}.", href)
        return
    place = PAST if row.starts_at <= now else FUTURE
    yield Moment(row.starts_at, place, when_clock(row.starts_at, now), kind, "", href)
    estimate = getattr(row, "estimate", None)
    if estimate:
        yield moments.estimate_of(estimate, row.ends_at, marked, now)


def _follow_up(row: FollowUp, now: datetime) -> Iterator[Moment]:
    href = reverse("follow-up", args=[row.pk])
    if _is_no_part_of_the_story(row):
        return
    if row.status == FollowUpStatus.OPEN and row.has_lapsed(now):
        note = "Its day has passed; nothing is asked of you."
        yield Moment(row.closes, PAST, when_day(row.closes, now), row.title, note, href)
        return
    match row.status:
        case FollowUpStatus.OPEN:
            at = row.due_by
            yield Moment(
                at, FUTURE, when_day(at, now), row.title, window_sentence(row, now), href,
                f"{row.why} {what_changes(row)}".strip(), cited(row), row.kind,
            )  # fmt: skip
        case FollowUpStatus.WITHDRAWN:
            at = row.withdrawn_at or row.changed_at
            note = f"Withdrawn: {row.withdrawn_because}." if row.withdrawn_because else "Withdrawn."
            yield Moment(at, PAST, when_day(at, now), row.title, note, href)
        case FollowUpStatus.PASSED:
            note = "This had passed when you logged it; nothing is asked of you."
            yield Moment(row.closes, PAST, when_day(row.closes, now), row.title, note, href)
        case _:
            at = row.decided_at or row.changed_at
            done = "Done." if row.status == FollowUpStatus.DONE else "Skipped."
            yield Moment(at, PAST, when_day(at, now), row.title, done, href)


def what_changes(row: FollowUp) -> str:
    """What would move a planned follow-up, or take it away."""
    rule = RULE_BY_KIND.get(row.kind)
    if rule and rule.unasked:
        return "A word from them would change it."
    if row.kind == "move-on":
        return "Each word from them puts it off."
    return "It moves with the interview." if row.interview_id else ""


def _is_no_part_of_the_story(row: FollowUp) -> bool:
    """A preparation that was not needed, the end of a wait that was put off, the question about an
    application that was answered before it was asked, and thanks that got a name.
    """
    if row.status not in (FollowUpStatus.PASSED, FollowUpStatus.WITHDRAWN):
        return False
    nameless = row.kind == "thank-you" and row.contact_id is None
    return nameless or row.kind in NO_PART
