"""One application in one line of time: what happened, and what is planned."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from tracker.models import (
    Application,
    FollowUp,
    FollowUpStatus,
    InformationRequest,
    Interview,
    Message,
)
from tracker.planning.facts import Direction, InterviewStatus
from tracker.planning.guides import Advice
from tracker.queries.entries import cited, window_sentence
from tracker.queries.when import When, when_clock, when_day

PAST, FUTURE = "is-past", "is-future"


@dataclass(frozen=True, slots=True)
class Moment:
    at: datetime
    place: str  # is-past or is-future
    date: When
    title: str
    note: str = ""
    href: str = ""
    why: str = ""
    advice: tuple[Advice, ...] = ()
    undo_href: str = ""
    undo_label: str = ""


def timeline(
    application: Application,
    interviews: Iterable[Interview],
    messages: Iterable[Message],
    requests: Iterable[InformationRequest],
    follow_ups: Iterable[FollowUp],
    now: datetime,
) -> tuple[tuple[Moment, ...], tuple[Moment, ...]]:
    """(past, planned), each in the order of time."""
    moments = [
        *_stages(application, now),
        *(moment for row in interviews for moment in _interview(row, now)),
        *(_message(row, now) for row in messages),
        *(_request(row, now) for row in requests),
        *(moment for row in follow_ups for moment in _follow_up(row, now)),
    ]
    moments.sort(key=lambda moment: moment.at)
    past = tuple(moment for moment in moments if moment.place == PAST)
    return past, tuple(moment for moment in moments if moment.place == FUTURE)


def _stages(application: Application, now: datetime) -> Iterator[Moment]:
    for change in application.stage_changes.all():
        title = f"Stage: {change.get_new_display()}" if change.old else "You logged it here"
        yield Moment(change.at, PAST, when_day(change.at, now), title)


def _interview(row: Interview, now: datetime) -> Iterator[Moment]:
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
        title = "They would not say when they decide"
        if estimate.latest:
            title = f"They decide {estimate.words}"
        yield Moment(row.ends_at, PAST, when_day(row.ends_at, now), title)


def _message(row: Message, now: datetime) -> Moment:
    who = row.contact.name if row.contact else "they"
    from_them = row.direction == Direction.IN
    title = f"{who[0].upper()}{who[1:]} wrote" if from_them else f"You wrote to {_whom(row)}"
    note = row.text[:280] + ("…" if len(row.text) > 280 else "")
    estimate = getattr(row, "estimate", None)
    if estimate:
        said = estimate.words if estimate.latest else "no date yet"
        note = f"They decide {said}. {note}".strip()
    return Moment(
        row.at,
        PAST,
        when_clock(row.at, now),
        f"{title} ({row.get_channel_display().lower()})",
        note,
        undo_href=reverse("message-delete", args=[row.pk]),
        undo_label="Delete this message",
    )


def _whom(row: Message) -> str:
    return row.contact.name if row.contact else "them"


def _request(row: InformationRequest, now: datetime) -> Moment:
    who = row.asked_by.name if row.asked_by else "They"
    note = f"Promised for {row.promised_for:%-d %B}." if row.promised_for else ""
    return Moment(
        row.asked_at, PAST, when_day(row.asked_at, now), f"{who} asked for {row.what}", note
    )


def _follow_up(row: FollowUp, now: datetime) -> Iterator[Moment]:
    href = reverse("follow-up", args=[row.pk])
    if row.kind == "prepare" and row.status in (FollowUpStatus.PASSED, FollowUpStatus.WITHDRAWN):
        return  # a preparation that was not needed is no part of the story
    match row.status:
        case FollowUpStatus.OPEN:
            at = row.due_by
            yield Moment(
                at, FUTURE, when_day(at, now), row.title, window_sentence(row, now), href,
                row.why, cited(row),
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
