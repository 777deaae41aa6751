"""The mails of Heardback: one function a mail, each from three templates."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tracker.clock import seen_by
from tracker.mail_actions import Action, actions_of, stop_link
from tracker.models import Delivery, FollowUp, MailKind, User
from tracker.planning.days import Days
from tracker.planning.guides import say_guides
from tracker.queries.letters import debrief_first, draft_of, kinds_of
from tracker.queries.mail_kinds import kind_of_matter
from tracker.queries.mail_words import (
    Matter,
    is_digest,
    lateness_of,
    one_line,
    opening_of,
    say,
    say_window,
    subject_of,
)
from tracker.queries.mailed_interviews import cards
from tracker.queries.mailto import mailto_of
from tracker.queries.planned import still_open
from tracker.queries.review import review_of
from tracker.queries.waiting import what_waits
from tracker.queries.when import when_day
from tracker.services.case_files import load_days
from tracker.site import Reach, reach_of
from tracker.tokens import without_tokens
from tracker.writing.letters import Draft

SUBJECT_LENGTH = 150
WHERE_LINKS_WORK = {
    Reach.MACHINE: "The links work only on the machine that Heardback runs on.",
    Reach.NETWORK: "The links work only in the network that Heardback runs in.",
    Reach.ANYWHERE: "",
}
# Drafts come along with so few; what is longer is a list.
IN_FULL = 3
SHOWN = 12


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
    urgency: str
    link: str
    says: str  # what the link leads to
    draft: Draft | None = None  # the letter that it asks for, as it stands
    mailto: str = ""
    debrief_first: str = ""  # the page of what would make that letter specific
    actions: tuple[Action, ...] = ()  # what can be done about it from the mail


def reminder_mail(
    delivery: Delivery, matter: Matter, *, doubts: Sequence[Delivery], now: datetime
) -> Mail:
    """What is to be done and which interviews are near, in the owner's zone; one thing at least.

    `doubts` are earlier mails of which nobody knows whether they arrived.
    """
    owner = delivery.owner
    with seen_by(owner.preferences):
        days = load_days(owner)
        late = lateness_of(delivery, matter, now)
        is_list = bool(late) or len(matter.follow_ups) > IN_FULL or is_digest(owner, matter)
        items = [_item(row, days, now) for row in matter.follow_ups]
        if not is_list:
            items = [*_in_full(items, matter, now)]
        interviews = cards(matter.interviews, now)
        context = {
            "subject": subject_of(matter, interviews, [item.title for item in items], late=late),
            "opening": opening_of(matter, interviews, now, late=late),
            "late": late,
            "interviews": interviews,
            "prepare": [_item(row, days, now) for row in matter.prepare],
            "items": [] if is_list else items,
            "groups": _by_urgency(items) if is_list else [],
            "doubts": [f"{doubt.subject} ({say(doubt.entered_at, now)})" for doubt in doubts],
            "stop_link": stop_link(owner, kind_of_matter(matter), now),
            **(_besides(owner, matter, now) if is_list else {}),
        }
        return _written("reminder", owner, context)


def review_mail(delivery: Delivery, now: datetime) -> Mail | None:
    """The week that has gone and the one that comes; None when there is nothing to say of either."""
    owner = delivery.owner
    with seen_by(owner.preferences):
        review = review_of(owner, delivery.entered_at, now)
        if review is None:
            return None
        late = "This comes late: Heardback was off when it was to come." if review.is_late else ""
        stop = stop_link(owner, MailKind.REVIEW, now)
        return _written("review", owner, {"review": review, "late": late, "stop_link": stop})


def test_mail(user: User) -> Mail:
    """Shows that mail leaves and arrives."""
    return _written("test", user, {})


def password_mail(user: User) -> Mail:
    """A link that lets whoever reads it choose a new password; to be kept nowhere."""
    who = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("password-new", args=[who, default_token_generator.make_token(user)])
    return _written("password", user, {"link": settings.SITE_URL + path})


def as_kept(mail: Mail) -> Mail:
    """The words as they are stored: without what would let whoever reads them act by a link."""
    return mail._replace(text=without_tokens(mail.text), html=without_tokens(mail.html))


def _by_urgency(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    order = ("Today", "Still open", "Coming up")
    ranked = sorted(items, key=lambda item: order.index(item.urgency))
    return [(name, list(group)) for name, group in groupby(ranked, lambda item: item.urgency)]


def _besides(owner: User, matter: Matter, now: datetime) -> dict[str, Any]:
    """What a list ends with, one line each: what is left from before, and what waits."""
    days = load_days(owner)
    here = {row.pk for row in (*matter.follow_ups, *matter.prepare)}
    there = {reverse("application", args=[row.application_id]) for row in matter.follow_ups}
    left = [row for row in still_open(owner, now)[: SHOWN + len(here)] if row.pk not in here]
    return {
        "left": [_item(row, days, now) for row in left[:SHOWN]],
        "waiting": [row for row in what_waits(owner, now) if row.href not in there],
    }


def _in_full(items: Iterable[Item], matter: Matter, now: datetime) -> Iterator[Item]:
    """Each with the letter that it asks for; what comes before all thanks of a visit is said once."""
    said = {""}
    for item, row in zip(items, matter.follow_ups, strict=True):
        # Which letter it is to be, where there are two, is not for a mail to say.
        is_clear = len(kinds_of(row)) == 1
        draft = draft_of(row, now, matter.letters.get(row.pk)) if is_clear else None
        first = debrief_first(row, now)
        yield replace(
            item,
            draft=draft,
            mailto=mailto_of(draft) if draft else "",
            debrief_first="" if first in said else settings.SITE_URL + first,
        )
        said.add(first)


def _item(follow_up: FollowUp, days: Days, now: datetime) -> Item:
    application = follow_up.application
    page, says = _page(follow_up)
    return Item(
        title=one_line(follow_up.title),
        about=one_line(f"{application.company.name}, {application.role}"),
        why=one_line(follow_up.why),
        advice=say_guides(follow_up.advice),
        window=say_window(follow_up, now),
        urgency=_urgency(follow_up, now),
        link=settings.SITE_URL + page,
        says=says,
        actions=actions_of(follow_up, days, now),
    )


def _page(follow_up: FollowUp) -> tuple[str, str]:
    """Where it is done; a debrief is nothing but its form."""
    if follow_up.kind == "debrief" and follow_up.interview_id:
        return reverse("interview-debrief", args=[follow_up.interview_id]), "Write it down"
    return reverse("follow-up", args=[follow_up.pk]), "Open it"


def _urgency(follow_up: FollowUp, now: datetime) -> str:
    if follow_up.due < now:
        return "Still open"
    return "Today" if when_day(follow_up.due, now).text == "today" else "Coming up"


def _written(name: str, user: User, context: Mapping[str, Any]) -> Mail:
    values = {
        "name": one_line(user.name),
        "site": settings.SITE_URL,
        "settings_link": settings.SITE_URL + reverse("settings") + "#mails",
        "outbox_link": settings.SITE_URL + reverse("outbox"),
        "reach": WHERE_LINKS_WORK[reach_of(settings.SITE_URL)],
        **context,
    }
    subject, text, html = (
        render_to_string(f"emails/{name}.{ending}", values)
        for ending in ("subject.txt", "txt", "html")
    )
    # Where a part had nothing to say it leaves only its blank lines.
    closed_up = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    return Mail(user.email, _short(one_line(subject)), closed_up, html)


def _short(subject: str) -> str:
    return subject if len(subject) <= SUBJECT_LENGTH else subject[: SUBJECT_LENGTH - 1] + "…"
