"""Follow-ups as a page shows them: finished words, no rule and no query left for the template."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from tracker.models import FollowUp, FollowUpStatus
from tracker.planning.guides import ADVICE, Advice
from tracker.queries.when import When, when_clock, when_day

# What is done on a page of its own rather than by a click.
PAGES = {
    "prepare": ("interview", "Prepare"),
    "debrief": ("interview-debrief", "Write it down"),
    "answer-offer": ("application", "Decide"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    pk: int
    kind: str
    title: str
    about: str
    href: str
    date: When
    why: str
    advice: tuple[Advice, ...]
    window: str
    is_overdue: bool
    is_open: bool  # its window has opened: it can be done now
    page_href: str  # of the page where it is done, if there is one
    page_label: str
    done_href: str
    skip_href: str
    snooze_href: str


def entry(row: FollowUp, now: datetime) -> Entry:
    """`row` with its application, company, contact and interview at hand."""
    page, label = PAGES.get(row.kind, ("", ""))
    number = row.application_id if page == "application" else row.interview_id
    due = row.due_by
    # To prepare is a matter of the evening before; it is due when the interview begins.
    day = row.opens_from if row.kind == "prepare" else due
    return Entry(
        pk=row.pk,
        kind=row.kind,
        title=row.title,
        about=f"{row.application.role}, {row.application.company.name}",
        href=reverse("follow-up", args=[row.pk]),
        date=when_day(day, now),
        why=row.why,
        advice=cited(row),
        window=window_sentence(row, now),
        is_overdue=row.status == FollowUpStatus.OPEN and due < now,
        is_open=row.opens_from <= now,
        page_href=reverse(page, args=[number]) if page and number else "",
        page_label=label,
        done_href=reverse("follow-up-done", args=[row.pk]),
        skip_href=reverse("follow-up-skip", args=[row.pk]),
        snooze_href=reverse("follow-up-snooze", args=[row.pk]),
    )


def cited(row: FollowUp) -> tuple[Advice, ...]:
    """The pieces of the guides' advice behind it; none for a house rule."""
    return tuple(ADVICE[id_] for id_ in row.advice if id_ in ADVICE)


def window_sentence(row: FollowUp, now: datetime) -> str:
    """Its window in one sentence, as it looks now."""
    if row.snoozed_until and row.snoozed_until > now:
        return f"You put it off until {when_clock(row.snoozed_until, now).text}."
    if row.opens > now:
        opens, due = when_day(row.opens, now).text, when_day(row.due, now).text
        return f"Due {due}." if opens == due else f"From {opens}, due {due}."
    if row.closes < now:
        return f"It was due {when_day(row.due, now).text}; late is still better than not at all."
    if row.due == row.closes:
        return f"Due by {when_clock(row.due, now).text}."
    return f"Due {when_day(row.due, now).text}, at the latest {when_day(row.closes, now).text}."
