"""The outbox: every mail that left, tried to, or was kept, as rows with finished values."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from tracker.models import Delivery, DeliveryKind, DeliveryState, User
from tracker.queries.when import When, when_clock

SHOWN = 100

LOOKS = {
    DeliveryState.SENT: "is-won",
    DeliveryState.KEPT: "is-live",
    DeliveryState.DROPPED: "is-closed",
    DeliveryState.FAILED: "is-closed",
}


@dataclass(frozen=True, slots=True)
class MailRow:
    pk: int
    link: str
    subject: str
    kind: str
    recipient: str
    at: When  # when it came to its end, or when it was made
    state: str
    look: str
    attempts: int


@dataclass(frozen=True, slots=True)
class MailPage:
    row: MailRow
    text: str
    answer: str
    next_try: When | None
    is_in_doubt: bool


def outbox_rows(owner: User, *, now: datetime) -> list[MailRow]:
    """The latest first; the words of the mails stay in the database."""
    mails = owner.deliveries.defer("text", "html", "answer")
    return [_row(mail, now) for mail in mails.order_by("-entered_at", "-pk")[:SHOWN]]


def doubts(owner: User) -> int:
    """How many mails may not have reached them: for the line on the dashboard."""
    return Delivery.objects.filter(owner=owner, state=DeliveryState.UNCERTAIN).count()


def mail_page(mail: Delivery, *, now: datetime) -> MailPage:
    waits = mail.state == DeliveryState.WAITING
    return MailPage(
        row=_row(mail, now),
        text=mail.text,
        answer=mail.answer,
        next_try=when_clock(mail.try_at, now) if waits else None,
        is_in_doubt=mail.state == DeliveryState.UNCERTAIN,
    )


def _row(mail: Delivery, now: datetime) -> MailRow:
    return MailRow(
        pk=mail.pk,
        link=reverse("delivery", args=[mail.pk]),
        subject=mail.subject or f"{DeliveryKind(mail.kind).label}, not written yet",
        kind=DeliveryKind(mail.kind).label,
        recipient=mail.recipient or mail.owner.email,
        at=when_clock(mail.finished_at or mail.entered_at, now),
        state=DeliveryState(mail.state).label,
        look=LOOKS.get(DeliveryState(mail.state), "is-waiting"),
        attempts=mail.attempts,
    )
