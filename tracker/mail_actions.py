"""What can be done from a mail about a follow-up, and how mails of its kind are stopped."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from tracker.mail_links import Act, ActionLink, StopLink, action_address, stop_address
from tracker.models import FollowUp, MailKind, User
from tracker.planning.days import Days
from tracker.planning.lapsing import LAPSING
from tracker.planning.rules import RULES
from tracker.planning.words import say_day
from tracker.queries.entries import PAGES
from tracker.site import Reach, reach_of

# Where an answer of theirs is what is waited for.
AWAITS_ANSWER = {rule.kind for rule in RULES if rule.unasked} | {"move-on"}
# What is done by writing it down there, to which the title leads.
ON_A_PAGE = PAGES.keys() - {"prepare"}
SNOOZES = {1: "Snooze 1 day", 3: "Snooze 3 days", 7: "Snooze a week"}


class Action(NamedTuple):
    label: str
    note: str  # what it comes to, where the label does not say it
    link: str


def actions_of(follow_up: FollowUp, days: Days, now: datetime) -> tuple[Action, ...]:
    """The links under a follow-up in a mail that is written at `now`: those that fit its kind."""
    return tuple(_actions(follow_up, days, now))


def stop_link(owner: User, kind: MailKind, now: datetime) -> str:
    return stop_address(StopLink(kind, owner.pk), now)


def stop_headers(owner: User, kind: MailKind, now: datetime) -> dict[str, str]:
    """So that the mail program offers to stop such mails, by one click (RFC 8058).

    That click comes from the mail provider's machines, and over https only: where they cannot reach
    us there is no such header, for a button that silently does nothing is worse than none. The link
    in the mail works wherever the others do.
    """
    is_secure = settings.SITE_URL.startswith("https://")
    if reach_of(settings.SITE_URL) != Reach.ANYWHERE or not is_secure:
        return {}
    return {
        "List-Unsubscribe": f"<{stop_link(owner, kind, now)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _actions(row: FollowUp, days: Days, now: datetime) -> Iterator[Action]:
    if row.kind not in ON_A_PAGE:
        yield _action(row, Act.DONE, "Move on" if row.kind == "move-on" else "Done", now)
    if row.kind in AWAITS_ANSWER:
        yield _action(row, Act.ANSWERED, "They answered", now)
    for number, label in SNOOZES.items():
        until = days.reminder(timezone.localdate(now) + timedelta(days=number))
        if row.kind not in LAPSING or until < row.closes:  # it would be pointless by then
            yield _action(row, Act.SNOOZE, label, now, until)
    yield _action(row, Act.SKIP, "Skip", now)


def _action(
    row: FollowUp, act: Act, label: str, now: datetime, until: datetime | None = None
) -> Action:
    link = ActionLink(act, row.uid, row.version, until)
    note = f"until {say_day(timezone.localdate(until))}" if until else ""
    if until and until > row.closes:
        note += ", after its last day"
    return Action(label, note, action_address(link, now))
