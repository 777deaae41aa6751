"""The mails of Heardback: one function a mail, each from three templates, and one `make_message`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from email.utils import parseaddr
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import SafeMIMEMultipart
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from tracker.models import Delivery, FollowUp, User
from tracker.planning.guides import ADVICE
from tracker.planning.words import say_day
from tracker.queries.letters import draft_of
from tracker.queries.mailto import mailto_of
from tracker.queries.when import when_day
from tracker.site import Reach, reach_of
from tracker.writing.letters import Draft

SUBJECT_LENGTH = 150
# Characters that end a line or steer a terminal somewhere: C0, DEL, C1, and Unicode's line ends.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
WHERE_LINKS_WORK = {
    Reach.MACHINE: "The links work only on the machine that Heardback runs on.",
    Reach.NETWORK: "The links work only in the network that Heardback runs in.",
    Reach.ANYWHERE: "",
}
LAST_SECOND = time(23, 59, 59)


class Mail(NamedTuple):
    """What is said to whom; named like the columns of a delivery, which keeps it."""

    recipient: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Item:
    """One follow-up of a mail, in finished words."""

    title: str
    about: str
    why: str
    advice: str
    window: str
    link: str
    draft: Draft | None = None  # the letter that it asks for, as it stands
    mailto: str = ""


def reminder_mail(
    delivery: Delivery, follow_ups: Sequence[FollowUp], *, doubts: Sequence[Delivery], now: datetime
) -> Mail:
    """What is to be done, in the owner's zone; at least one follow-up.

    `doubts` are earlier mails of which nobody knows whether they arrived.
    """
    with timezone.override(delivery.owner.preferences.zone):
        items = [_item(follow_up, now) for follow_up in follow_ups]
        named = [f"{doubt.subject} ({_say(doubt.entered_at, now)})" for doubt in doubts]
    company = follow_ups[0].application.company.name
    context = {"items": items, "company": one_line(company), "doubts": named}
    return _written("reminder", delivery.owner, context)


def test_mail(user: User) -> Mail:
    """Shows that mail leaves and arrives."""
    return _written("test", user, {})


def make_message(mail: Mail, message_id: UUID) -> EmailMultiAlternatives:
    """The message as it leaves; sent again, it has the same Message-ID."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.recipient],
        headers={
            "Message-ID": f"<reminder-{message_id}@{sender.rpartition('@')[2] or 'localhost'}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(mail.html, "text/html")
    return message


def as_bytes(message: EmailMultiAlternatives) -> bytes:
    """The message as it goes over the line; ValueError when a header cannot be written."""
    built = cast(SafeMIMEMultipart, message.message())
    return built.as_bytes(linesep="\r\n")


def one_line(text: str) -> str:
    """`text` without anything that would end a line or control what shows it."""
    return CONTROLS.sub(" ", text).strip()


def say_window(follow_up: FollowUp, now: datetime) -> str:
    """`Due today, Tue 17 Nov; at the latest Thu 19 Nov`, in the current zone."""
    due, closes = _say(follow_up.due, now), _say(follow_up.closes, now)
    if now > follow_up.closes:
        return f"This was due {due}. Do it still, or skip it: both are fine"
    if now > follow_up.due:
        return f"This was due {due}; there is time until {closes}"
    return f"Due {due}" if due == closes else f"Due {due}; at the latest {closes}"


def _say(moment: datetime, now: datetime) -> str:
    local = timezone.localtime(moment)
    near, day = when_day(moment, now).text, say_day(local.date())
    words = near if near.startswith(day) else f"{near}, {day}"
    if local.time().replace(microsecond=0) == LAST_SECOND:
        return words
    return f"{words} at {local:%H:%M} {local.tzname()}"


def _item(follow_up: FollowUp, now: datetime) -> Item:
    application = follow_up.application
    draft = draft_of(follow_up, now)
    return Item(
        title=one_line(follow_up.title),
        about=one_line(f"{application.company.name}, {application.role}"),
        why=one_line(follow_up.why),
        advice="; ".join(f"{ADVICE[key].guide} {key}" for key in follow_up.advice if key in ADVICE),
        window=say_window(follow_up, now),
        link=settings.SITE_URL + reverse("follow-up", args=[follow_up.pk]),
        draft=draft,
        mailto=mailto_of(draft) if draft else "",
    )


def _written(name: str, user: User, context: Mapping[str, Any]) -> Mail:
    values = {
        "name": one_line(user.name),
        "site": settings.SITE_URL,
        "settings_link": settings.SITE_URL + reverse("settings"),
        "outbox_link": settings.SITE_URL + reverse("outbox"),
        "reach": WHERE_LINKS_WORK[reach_of(settings.SITE_URL)],
        **context,
    }
    subject, text, html = (
        render_to_string(f"emails/{name}.{ending}", values)
        for ending in ("subject.txt", "txt", "html")
    )
    return Mail(user.email, one_line(subject)[:SUBJECT_LENGTH], text.strip() + "\n", html)
