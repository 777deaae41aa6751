"""What happened, each as a moment of the timeline: a title, a note, and what can be done about it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.urls import reverse

from tracker.models import Estimate, InformationRequest, Message, Offer
from tracker.models.words import PURPOSE_CHOICES
from tracker.planning.facts import Direction, OfferStatus, Purpose
from tracker.planning.guides import Advice
from tracker.planning.words import say_day
from tracker.queries.when import When, when_clock, when_day

PAST, NOW, FUTURE = "is-past", "is-now", "is-future"
SHOWN = 280
PURPOSES = dict(PURPOSE_CHOICES)


class Act(NamedTuple):
    """A button: what it says, and where it goes."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Moment:
    at: datetime
    place: str  # is-past, is-now or is-future
    date: When
    title: str
    note: str = ""
    href: str = ""
    why: str = ""
    advice: tuple[Advice, ...] = ()
    rule: str = ""  # by which it is planned
    mark: str = ""  # of an estimate: counts, or overtaken; of what is open: since when
    is_late: bool = False
    change_href: str = ""
    acts: tuple[Act, ...] = ()


def message(row: Message, marks: dict[int, str], now: datetime) -> Moment:
    """What was said either way, with what it says of the time to come."""
    estimate = getattr(row, "estimate", None)
    return Moment(
        row.at,
        PAST,
        when_clock(row.at, now),
        f"{_who_wrote(row)} ({row.get_channel_display().lower()})",
        _joined(*_said_in(row, estimate), _short(row.text)),
        mark=marks.get(estimate.pk, "") if estimate else "",
        change_href=reverse("message-change", args=[row.pk]),
        acts=(
            *((_no_estimate(estimate),) if estimate else ()),
            Act("Delete this message", reverse("message-delete", args=[row.pk])),
        ),
    )


def _no_estimate(row: Estimate) -> Act:
    return Act("Delete when they decide", reverse("estimate-delete", args=[row.pk]))


def _who_wrote(row: Message) -> str:
    who = row.contact.name if row.contact else "they"
    if row.direction == Direction.OUT:
        return f"You wrote to {row.contact.name if row.contact else 'them'}"
    wrote = "confirmed that it arrived" if row.purpose == Purpose.RECEIPT else "wrote"
    return f"{who[0].upper()}{who[1:]} {wrote}"


def _said_in(row: Message, estimate: Estimate | None) -> Iterator[str]:
    if row.direction == Direction.OUT and row.purpose != Purpose.OTHER:
        yield f"{PURPOSES.get(Purpose(row.purpose), '')}."
    if estimate:
        yield _estimate_sentence(estimate)
    if row.delay_reason:
        yield f"It takes longer: {row.get_delay_reason_display().lower()}."
    if row.not_before:
        yield f"They asked you to wait until {say_day(row.not_before)}."
    if row.wants_answer:
        yield "They wait for your answer."


def estimate_of(row: Estimate, at: datetime, marks: dict[int, str], now: datetime) -> Moment:
    """What was said of the time to come at an interview; it is changed in its debrief."""
    title = f"They decide {row}" if row.latest else "They would not say when they decide"
    who = f"Said by {row.said_by.name}" if row.said_by else ""
    sure = row.get_certainty_display().lower() if row.latest else ""
    note = ", ".join(filter(None, (who, sure)))
    return Moment(
        at,
        PAST,
        when_day(at, now),
        title,
        f"{note[0].upper()}{note[1:]}." if note else "",
        mark=marks.get(row.pk, ""),
        change_href=reverse("interview-debrief", args=[row.interview_id]),
        acts=(_no_estimate(row),),
    )


def _estimate_sentence(row: Estimate) -> str:
    if row.latest is None:
        return "They don't know yet when they decide."
    return f"They decide {row} ({row.get_certainty_display().lower()})."


def request(row: InformationRequest, now: datetime) -> Moment:
    """What they asked for, and whether they have it."""
    who = row.asked_by.name if row.asked_by else "They"
    return Moment(
        row.asked_at,
        PAST,
        when_day(row.asked_at, now),
        f"{who} asked for {row.what}",
        _joined(request_note(row, now)),
        change_href=reverse("request-change", args=[row.pk]),
        acts=(
            Act("It was not sent after all", reverse("request-undeliver", args=[row.pk]))
            if row.delivered_at
            else Act("It is sent", reverse("request-deliver", args=[row.pk])),
            Act("Delete this request", reverse("request-delete", args=[row.pk])),
        ),
    )


def request_note(row: InformationRequest, now: datetime) -> str:
    """The days that hang on it, or when it was sent."""
    if row.delivered_at:
        return f"Sent {when_day(row.delivered_at, now).text}."
    days = (
        ("Promised for", row.promised_for),
        ("You can send it on", row.can_send_on if not row.promised_for else None),
        ("They need it by", row.needed_by),
    )
    return _joined(*(f"{said} {say_day(day)}." for said, day in days if day))


def offer(row: Offer, now: datetime) -> Moment:
    """An offer, and what became of it."""
    return Moment(
        row.received_at,
        PAST,
        when_day(row.received_at, now),
        "They made you an offer",
        offer_note(row, now),
        change_href=reverse("offer-change", args=[row.pk]),
        acts=(Act("Delete this offer", reverse("offer-delete", args=[row.pk])),),
    )


def offer_note(row: Offer, now: datetime) -> str:
    """What they offer, until when, and what you said."""
    amount = f"{row.amount.rstrip('.')}." if row.amount else ""
    if row.status == OfferStatus.OPEN:
        return _joined(amount, _until(row.answer_by))
    decided = when_day(row.decided_at, now).text if row.decided_at else ""
    return _joined(amount, f"{row.get_status_display()} {decided}".strip() + ".")


def _until(day: date | None) -> str:
    return f"Answer by {say_day(day)}." if day else "They named no day for an answer."


def _short(text: str) -> str:
    return text[:SHOWN] + ("…" if len(text) > SHOWN else "")


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def estimates_in(rows: Iterable[object]) -> list[Estimate]:
    """Those that were given in these interviews and messages."""
    return [row.estimate for row in rows if hasattr(row, "estimate")]
