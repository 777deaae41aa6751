"""The page of one follow-up: what, to whom, until when and why."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from tracker.models import Attendance, FollowUp, FollowUpStatus
from tracker.planning.rules import RULE_BY_KIND
from tracker.queries.entries import Entry, entry
from tracker.queries.letter_desk import Desk
from tracker.queries.letters import debrief_first
from tracker.queries.when import When, when_clock

LATE = {
    "thank-you": "Its day has passed. A short, plain thank-you still does more good than none;"
    " leave out why it comes late.",
}


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    row: FollowUp
    entry: Entry
    application_href: str
    rule_name: str
    is_house_rule: bool
    state: str
    has_lapsed: bool
    advice_when_late: str
    talking_point: str
    debrief_href: str  # of what would make the letter specific
    opens: When
    due: When
    closes: When
    reminders: tuple[tuple[When, str], ...]
    can_be_undone: bool


def follow_up_page(row: FollowUp, now: datetime, desk: Desk | None) -> FollowUpPage:
    """`row` with its application, company, contact, interview and request at hand."""
    rule = RULE_BY_KIND.get(row.kind)
    is_open = row.status == FollowUpStatus.OPEN
    is_late = is_open and row.closes < now
    spoke_of = desk.facts.talking_point if desk else _talking_point(row)
    undelivers = row.settled_by_fact and row.request_id is not None
    return FollowUpPage(
        row=row,
        entry=entry(row, now),
        application_href=reverse("application", args=[row.application_id]),
        rule_name=rule.name if rule else "",
        is_house_rule=not row.advice,
        state=state_sentence(row, now),
        has_lapsed=is_open and row.has_lapsed(now),
        advice_when_late=LATE.get(row.kind, "") if is_late else "",
        talking_point=spoke_of.rstrip(". "),
        debrief_href=debrief_first(row, now) if is_open and not spoke_of else "",
        opens=when_clock(row.opens, now),
        due=when_clock(row.due, now),
        closes=when_clock(row.closes, now),
        reminders=tuple(_reminders(row, now)),
        can_be_undone=row.status in (FollowUpStatus.DONE, FollowUpStatus.SKIPPED)
        and (not row.settled_by_fact or undelivers),
    )


def state_sentence(row: FollowUp, now: datetime) -> str:
    """What was decided about it, or that nothing is to be decided any more."""
    match row.status:
        case FollowUpStatus.OPEN if row.has_lapsed(now):
            return "Its day has passed; nothing is asked of you."
        case FollowUpStatus.DONE | FollowUpStatus.SKIPPED:
            said = "Done" if row.status == FollowUpStatus.DONE else "Skipped"
            return f"{said} {when_clock(row.decided_at or row.changed_at, now).text}."
        case FollowUpStatus.WITHDRAWN:
            because = f": {row.withdrawn_because}" if row.withdrawn_because else ""
            return f"Withdrawn{because}."
        case FollowUpStatus.PASSED:
            return "This had passed when you logged it; nothing is asked of you."
    return ""


def _talking_point(row: FollowUp) -> str:
    if not (row.contact_id and row.interview_id):
        return ""
    met = Attendance.objects.filter(interview=row.interview_id, contact=row.contact_id).first()
    return met.talking_point if met else ""


def _reminders(row: FollowUp, now: datetime) -> list[tuple[When, str]]:
    """When it is, or was, mentioned in a mail."""
    rows = row.reminders.exclude(state="withdrawn").select_related("delivery").order_by("send_at")
    return [
        (
            when_clock(reminder.send_at, now),
            reminder.delivery.get_state_display().lower() if reminder.delivery else "to come",
        )
        for reminder in rows
    ]
