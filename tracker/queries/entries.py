"""Follow-ups as a page shows them: finished words, no rule and no query left for the template."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from tracker.models import FollowUp, FollowUpStatus
from tracker.planning.facts import Channel
from tracker.planning.guides import ADVICE, Advice
from tracker.planning.old import OLD_KEY
from tracker.planning.rules import RULE_BY_KIND
from tracker.queries.letters import kinds_of
from tracker.queries.when import When, when_clock, when_day

# What is done on a page of its own rather than by a click.
PAGES = {
    "prepare": ("interview", "Prepare"),
    "debrief": ("interview-debrief", "Write it down"),
    "answer-offer": ("application", "Decide"),
    OLD_KEY: ("old-applications", "Answer"),
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
    write_label: str  # of the way to its letter or its call, if there is one
    done_label: str
    done_href: str
    skip_href: str
    snooze_href: str


def entry(row: FollowUp, now: datetime) -> Entry:
    """`row` with its application, company, contact and interview at hand."""
    page_href, label = _page(row)
    return Entry(
        pk=row.pk,
        kind=row.kind,
        title=row.title,
        about=f"{row.application.role}, {row.application.company.name}",
        href=reverse("follow-up", args=[row.pk]),
        date=when_day(day_of(row, now), now),
        why=row.why,
        advice=cited(row),
        window=window_sentence(row, now),
        is_overdue=is_late(row, now),
        is_open=row.opens_from <= now,
        page_href=page_href,
        page_label=label,
        write_label=_write_label(row),
        done_label="Move on" if row.kind == "move-on" else "Done",
        done_href=reverse("follow-up-done", args=[row.pk]),
        skip_href=reverse("follow-up-skip", args=[row.pk]),
        snooze_href=reverse("follow-up-snooze", args=[row.pk]),
    )


def day_of(row: FollowUp, now: datetime) -> datetime:
    """The day under which it stands: to prepare is a matter of the evening before, until it begins."""
    if row.kind != "prepare":
        return row.due_by
    return max(row.opens_from, min(now, row.due_by))


def is_overdue(row: FollowUp, now: datetime) -> bool:
    """Whether its day has ended, and it stands still open."""
    return row.status == FollowUpStatus.OPEN and row.due_by < now and row.kind != OLD_KEY


def is_late(row: FollowUp, now: datetime) -> bool:
    """Whether it is overdue; what nobody misses is never late."""
    rule = RULE_BY_KIND.get(row.kind)
    return is_overdue(row, now) and not (rule and rule.optional)


def _write_label(row: FollowUp) -> str:
    if not kinds_of(row):
        return ""
    return "Prepare the call" if row.channel == Channel.PHONE else "Write it"


def _page(row: FollowUp) -> tuple[str, str]:
    """Where it is done, and what the button there says; nothing where a click is enough."""
    page, label = PAGES.get(row.kind, ("", ""))
    numbers = {"application": row.application_id, "old-applications": None}
    number = numbers.get(page, row.interview_id)
    if not page or (page not in numbers and number is None):
        return "", label
    return reverse(page, args=[number] if number else []), label


def cited(row: FollowUp) -> tuple[Advice, ...]:
    """The pieces of the guides' advice behind it; none for a house rule."""
    return tuple(ADVICE[id_] for id_ in row.advice if id_ in ADVICE)


def window_sentence(row: FollowUp, now: datetime) -> str:
    """Its window in one sentence, as it looks now."""
    if row.kind == OLD_KEY:
        return "There is no hurry."
    if said := put_off(row, now):
        return said
    if row.opens > now:
        opens, due = when_day(row.opens, now).text, when_day(row.due, now).text
        return f"Due {due}." if opens == due else f"From {opens}, due {due}."
    if row.closes < now:
        return f"It was due {when_day(row.due, now).text}; late is still better than not at all."
    if row.due == row.closes:
        return f"Due by {when_clock(row.due, now).text}."
    return f"Due {when_day(row.due, now).text}, at the latest {when_day(row.closes, now).text}."


def put_off(row: FollowUp, now: datetime) -> str:
    """That the owner chose another day than the plan, which its reason still speaks of."""
    if row.snoozed_until is None or row.snoozed_until <= min(now, row.opens):
        return ""
    until, due = when_day(row.snoozed_until, now).text, when_day(row.due, now).text
    return f"You put it off until {until}" + (
        f"; the plan has it due {due}." if due != until else "."
    )
