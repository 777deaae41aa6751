"""Which mails come next, as things are set and planned now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from tracker.models import Reminder, ReminderState, User, WeeklyReview
from tracker.planning.words import count
from tracker.queries.mail_kinds import kind_of_reminder
from tracker.queries.when import When, when_clock

LOOKED_AT = 60
SHOWN = 4


@dataclass(frozen=True, slots=True)
class NextMail:
    at: datetime
    when: When
    what: str


def next_mails(user: User, now: datetime) -> list[NextMail]:
    """The next few, in two queries; what is due at one moment comes in one mail."""
    mails = [*_reminders(user, now), *_review(user, now)]
    return sorted(mails, key=lambda mail: mail.at)[:SHOWN]


def _reminders(user: User, now: datetime) -> Iterator[NextMail]:
    rows = user.reminders.filter(state=ReminderState.SCHEDULED).order_by("send_at", "pk")
    rows = rows.select_related("follow_up__application__company", "interview__application__company")
    wanted = (row for row in rows[:LOOKED_AT] if user.preferences.wants(kind_of_reminder(row)))
    for at, group in groupby(wanted, lambda row: row.send_at):
        first, *others = map(_title, group)
        more = f" and {count(len(others), 'more thing')}" if others else ""
        yield NextMail(at, when_clock(at, now), first + more)


def _title(row: Reminder) -> str:
    if row.follow_up:
        return f"{row.follow_up.title} ({row.follow_up.application.company})"
    return f"Interview at {row.interview.application.company}" if row.interview else ""


def _review(user: User, now: datetime) -> Iterator[NextMail]:
    if not user.preferences.mails_review:
        return
    for row in WeeklyReview.objects.filter(owner=user):
        yield NextMail(row.next_at, when_clock(row.next_at, now), "Your weekly review")
