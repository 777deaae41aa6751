"""The outbox: every mail that left, tried to, or was kept, as rows with finished values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse

from tracker.models import (
    Delivery,
    DeliveryKind,
    DeliveryState,
    Reminder,
    ReminderState,
    User,
)
from tracker.queries.mail_kinds import kind_of_reminder
from tracker.queries.when import When, when_clock

PAGE = 50
NEXT = 10

LOOKS = {
    DeliveryState.SENT: "is-won",
    DeliveryState.KEPT: "is-live",
    DeliveryState.DROPPED: "is-closed",
    DeliveryState.FAILED: "is-closed",
}


@dataclass(frozen=True, slots=True)
class About:
    """A follow-up that a mail mentions."""

    title: str
    href: str


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
    answer: str  # what the server said, or why nothing was sent
    about: tuple[About, ...]


@dataclass(frozen=True, slots=True)
class MailPage:
    row: MailRow
    text: str
    html_href: str  # of the mail as a mail program shows it, if it has been written
    next_try: When | None
    is_in_doubt: bool


@dataclass(frozen=True, slots=True)
class NextReminder:
    at: When
    title: str
    about: str
    href: str
    is_off: bool  # mails of its kind are switched off


def outbox_rows(
    owner: User, *, now: datetime, state: str = "", kind: str = "", first: int = 0
) -> tuple[list[MailRow], bool]:
    """One page of mails, the latest first, and whether there are more; their words stay behind."""
    sought = {name: value for name, value in (("state", state), ("kind", kind)) if value}
    mails = owner.deliveries.filter(**sought).defer("text", "html").order_by("-entered_at", "-pk")
    found = list(mails.prefetch_related(_reminders())[first : first + PAGE + 1])
    return [_row(mail, now) for mail in found[:PAGE]], len(found) > PAGE


def mail_page(mail: Delivery, *, now: datetime) -> MailPage:
    waits = mail.state == DeliveryState.WAITING
    return MailPage(
        row=_row(mail, now),
        text=mail.text,
        html_href=reverse("delivery-html", args=[mail.pk]) if mail.html else "",
        next_try=when_clock(mail.try_at, now) if waits else None,
        is_in_doubt=mail.state == DeliveryState.UNCERTAIN,
    )


def next_reminders(owner: User, *, now: datetime) -> list[NextReminder]:
    """What is mailed next, and when."""
    rows = owner.reminders.filter(state=ReminderState.SCHEDULED).order_by("send_at", "pk")
    found = rows.select_related(
        "follow_up__application__company", "interview__application__company"
    )[:NEXT]
    return [_next(row, owner, now) for row in found]


def _reminders() -> "Prefetch[str]":
    rows = Reminder.objects.select_related("follow_up", "interview__application__company")
    return Prefetch("reminders", rows.order_by("follow_up__due", "pk"))


def _next(reminder: Reminder, owner: User, now: datetime) -> NextReminder:
    thing = reminder.follow_up or reminder.interview
    assert thing is not None
    application, about = thing.application, _mentioned(reminder)
    return NextReminder(
        at=when_clock(reminder.send_at, now),
        title=about.title,
        about=f"{application.role}, {application.company.name}",
        href=about.href,
        is_off=not owner.preferences.wants(kind_of_reminder(reminder)),
    )


def _mentioned(reminder: Reminder) -> About:
    if reminder.follow_up:
        row = reminder.follow_up
        return About(row.title, reverse("follow-up", args=[row.pk]))
    assert reminder.interview is not None
    company = reminder.interview.application.company.name
    return About(f"Interview at {company}", reverse("interview", args=[reminder.interview.pk]))


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
        answer=mail.answer,
        about=_about(mail, mail.reminders.all()),
    )


def _about(mail: Delivery, reminders: Iterable[Reminder]) -> tuple[About, ...]:
    """What is in it, each once; for a mail that was dropped, those that were taken out."""
    was_dropped = mail.state == DeliveryState.DROPPED
    found = (
        _mentioned(each)
        for each in reminders
        if was_dropped or each.state != ReminderState.WITHDRAWN
    )
    return tuple(dict.fromkeys(found))
