"""One application in one line of time: what happened, and what is planned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from tracker.models import (
    Application,
    FollowUp,
    FollowUpStatus,
    InformationRequest,
    Interview,
    Message,
    Offer,
)
from tracker.models.applications import STAGE_CHOICES
from tracker.planning.facts import Direction, InterviewStatus, NewsKind, Stage
from tracker.planning.old import OLD_KEY
from tracker.planning.rules import RULE_BY_KIND
from tracker.planning.words import say_day
from tracker.queries import moments
from tracker.queries.entries import day_of, entry
from tracker.queries.moments import FUTURE, NOW, PAST, Act, Moment
from tracker.queries.remarks import Remark
from tracker.queries.standing import marks
from tracker.queries.when import elsewhere, when_clock, when_day

STAGES = dict(STAGE_CHOICES)
NO_PART = ("prepare", "move-on", "nurture", OLD_KEY)


@dataclass(frozen=True, slots=True)
class Told:
    """All that is known of one application, as it was fetched."""

    application: Application
    interviews: tuple[Interview, ...]
    messages: tuple[Message, ...]
    requests: tuple[InformationRequest, ...]
    offers: tuple[Offer, ...]
    remarks: tuple[Remark, ...]  # stages and questions
    follow_ups: tuple[FollowUp, ...]


class Timeline(NamedTuple):
    """Each part in the order of time."""

    past: tuple[Moment, ...]
    now: tuple[Moment, ...]  # what can be done, and what has been open since days
    planned: tuple[Moment, ...]


def timeline(told: Told, now: datetime) -> Timeline:
    """What happened, what is open, and what is planned."""
    said = moments.estimates_in((*told.interviews, *told.messages))
    marked = marks(said, told.interviews)
    applied = _applied(told, now)
    found = [
        *applied,
        *(_remark(row, now) for row in told.remarks if _is_told(row, told, applied)),
        *(moment for row in told.interviews for moment in _interview(row, marked, now)),
        *(moments.message(row, marked, now) for row in told.messages),
        *(moments.request(row, now) for row in told.requests),
        *(moments.offer(row, now) for row in told.offers),
        *(moment for row in _steps(told) for moment in _follow_up(row, now)),
    ]
    found.sort(key=lambda moment: moment.at)
    return Timeline(
        *(tuple(each for each in found if each.place == place) for place in (PAST, NOW, FUTURE))
    )


def _applied(told: Told, now: datetime) -> list[Moment]:
    """That it was sent, before whatever else came that day; logged that day, it tells so too."""
    day = told.application.applied_on
    if day is None:
        return []
    entered = timezone.localtime(told.application.entered_at)
    at = timezone.make_aware(datetime.combine(day, time.min))
    logged = f"You logged it here {when_day(entered, now).text}."
    note = "" if day == entered.date() else logged
    return [Moment(at, PAST, when_day(at, now), "You applied", note)]


def _is_told(row: Remark, told: Told, applied: list[Moment]) -> bool:
    """Whether it has happened, and nothing else in the timeline says it already."""
    if row.happened_at is None or row.kind != "stage":
        return row.happened_at is not None
    if not row.before:
        return not applied
    if row.before == row.text:  # what was in between is deleted: it only stayed where it was
        return False
    day = timezone.localdate(row.happened_at)
    return not (row.text == Stage.APPLIED and day == told.application.applied_on)


def _steps(told: Told) -> Iterator[FollowUp]:
    """Without those of which a message tells that they were done."""
    written = {row.at for row in told.messages if row.direction == Direction.OUT}
    for row in told.follow_ups:
        if not (row.status == FollowUpStatus.DONE and row.decided_at in written):
            yield row


def _remark(row: Remark, now: datetime) -> Moment:
    at = row.happened_at or now
    if row.is_question:
        undo = Act("I did not ask it after all", reverse("question-untick", args=[row.pk]))
        delete = Act("Delete this question", reverse("question-delete", args=[row.pk]))
        return Moment(at, PAST, when_day(at, now), "You asked", row.text, acts=(undo, delete))
    if row.kind == "news":
        return _news(row, at, now)
    if not row.before:
        return Moment(at, PAST, when_day(at, now), "You logged it here")
    title, change = (
        f"Stage: {STAGES.get(row.text, row.text)}",
        reverse("stage-change", args=[row.pk]),
    )
    delete = Act("Delete this stage", reverse("stage-delete", args=[row.pk]))
    return Moment(at, PAST, when_day(at, now), title, change_href=change, acts=(delete,))


def _news(row: Remark, at: datetime, now: datetime) -> Moment:
    day = say_day(date.fromisoformat(row.text))
    is_round = row.before == NewsKind.FINAL_ROUND
    title = "You have a final round" if is_round else "Your availability changed"
    note = f"It is on {day}; others are to know." if is_round else f"You can begin from {day} on."
    delete = Act("Delete this news", reverse("news-delete", args=[row.pk]))
    change = reverse("news-change", args=[row.pk])
    return Moment(at, PAST, when_day(at, now), title, note, change_href=change, acts=(delete,))


def _interview(row: Interview, marked: dict[int, str], now: datetime) -> Iterator[Moment]:
    href = reverse("interview", args=[row.pk])
    kind = f"{row.get_kind_display()} interview"
    change = reverse("interview-change", args=[row.pk])
    delete = Act("Delete this interview", reverse("interview-delete", args=[row.pk]))
    if row.status != InterviewStatus.SCHEDULED:
        at = row.called_off_at or row.starts_at
        who = "They" if row.called_off_by_them else "You"
        did = "did not come" if row.status == InterviewStatus.MISSED else "called it off"
        day, note = when_day(at, now), f"{who} {did}."
        yield Moment(at, PAST, day, kind, note, href, change_href=change, acts=(delete,))
        return
    place, at = PAST if row.starts_at <= now else FUTURE, row.starts_at
    day, there = when_clock(at, now), elsewhere(at, row.zone)
    note = f"{there}." if there else ""
    yield Moment(at, place, day, kind, note, href, change_href=change, acts=(delete,))
    estimate = getattr(row, "estimate", None)
    if estimate:
        yield moments.estimate_of(estimate, row.ends_at, marked, now)


def _follow_up(row: FollowUp, now: datetime) -> Iterator[Moment]:
    href = reverse("follow-up", args=[row.pk])
    if _is_no_part_of_the_story(row, now):
        return
    if row.status == FollowUpStatus.OPEN and row.has_lapsed(now):
        note = "Its day has passed; nothing is asked of you."
        yield Moment(row.closes, PAST, when_day(row.closes, now), row.title, note, href)
        return
    match row.status:
        case FollowUpStatus.OPEN:
            yield _open(row, href, now)
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


def _open(row: FollowUp, href: str, now: datetime) -> Moment:
    """At now from the moment on which it can be done; before that it is planned."""
    can_be_done = row.opens_from <= now
    each = entry(row, now)
    note = each.window if can_be_done else f"{each.window} {what_changes(row)}".strip()
    mark = ""
    if can_be_done:
        mark = f"still open since {each.date.text}" if each.is_overdue else "open now"
    return Moment(
        day_of(row, now),
        NOW if can_be_done else FUTURE,
        each.date,
        row.title,
        note,
        href,
        why=row.why,
        advice=each.advice,
        rule=row.kind,
        mark=mark,
        is_late=each.is_overdue,
    )


def what_changes(row: FollowUp) -> str:
    """What would move a planned follow-up, or take it away."""
    rule = RULE_BY_KIND.get(row.kind)
    if rule and rule.unasked:
        return "A word from them would change it."
    if row.kind == "move-on":
        return "Each word from them puts it off."
    return "It moves with the interview." if row.interview_id else ""


def _is_no_part_of_the_story(row: FollowUp, now: datetime) -> bool:
    """A preparation that was not needed or whose interview is there, the end of a wait that was
    put off, the question about an application that had passed when it was logged, and thanks that
    got a name.
    """
    if row.kind == "prepare" and row.status == FollowUpStatus.OPEN:
        return row.has_lapsed(now)
    if row.status not in (FollowUpStatus.PASSED, FollowUpStatus.WITHDRAWN):
        return False
    nameless = row.kind == "thank-you" and row.contact_id is None
    too_late = row.kind == "application-check-in" and row.status == FollowUpStatus.PASSED
    return nameless or too_late or row.kind in NO_PART
