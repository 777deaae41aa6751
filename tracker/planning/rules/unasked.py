"""What all messages that nobody asked for have in common."""

from datetime import date, datetime

from tracker.planning.facts import Contact, ContactKind
from tracker.planning.playbook import Action
from tracker.planning.rules.windows import day_window
from tracker.planning.sent import Sent
from tracker.planning.situation import Situation

KIND_WORDS = {
    ContactKind.HR: "HR",
    ContactKind.HIRING_MANAGER: "the hiring manager",
    ContactKind.AGENCY_RECRUITER: "the recruiter",
}

NAMELESS = "You have not named anybody there yet."


def unasked_action(
    s: Situation,
    *,
    key: str,
    title: str,
    why: str,
    advice: tuple[str, ...],
    opens_on: date,
    due_on: date,
    closes_on: date,
    entered_at: datetime,
    to: Contact | None,
    after: datetime | None = None,
    settled_at: datetime | None = None,
) -> Action:
    """Due on a business day (decision 9), mailed on that day and on the one on which it closes."""
    opens_on, due_on = s.days.working_day(opens_on), s.days.working_day(due_on)
    closes_on = s.days.working_day(max(closes_on, due_on))
    return Action(
        key=key,
        kind=key.partition(":")[0],
        title=title,
        why=why if s.case.contacts else f"{why} {NAMELESS}",
        advice=advice,
        window=day_window(s.days, min(opens_on, due_on), due_on, closes_on, after=after),
        remind_at=(s.days.reminder(due_on), s.days.reminder(closes_on)),
        entered_at=entered_at,
        contact=to.id if to else None,
        channel=s.channel(to.id if to else None),
        settled_at=settled_at,
    )


def no_word_since(s: Situation, first: Sent) -> str:
    """You checked in on Tue 24 Nov. No answer"""
    if first.skipped:
        return f"You left out the check-in of {s.say(first.at)}. No word"
    return f"You checked in on {s.say(first.at)}. No answer"


def whom(s: Situation, to: Contact | None) -> str:
    """Priya Natarajan (HR)"""
    if to is None:
        return f"your contact at {s.case.company}"
    role = KIND_WORDS.get(to.kind)
    return to.name + (f" ({role})" if role else "")
