"""What a link in a mail shows without a log-in: as little as tells what its button will do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from tracker.mail_links import Act, ActionLink
from tracker.models import FollowUp, FollowUpStatus, MailKind, User
from tracker.queries.entries import window_sentence
from tracker.queries.follow_ups import state_sentence
from tracker.queries.when import when_clock, when_day

MAILS = {
    MailKind.FOLLOW_UPS: "mails about follow-ups",
    MailKind.INTERVIEWS: "mails about interviews",
    MailKind.REVIEW: "mails with the weekly review",
}


@dataclass(frozen=True, slots=True)
class LinkPage:
    title: str
    company: str
    question: str
    button: str
    said: str  # once it is done
    late: str  # where it would be put off past its last day
    stands: str  # how it is now
    holds: bool  # it can still be done
    has_passed: bool  # the day to which it would be put off has come
    href: str  # of the follow-up, behind the log-in


def find_linked(uid: UUID) -> FollowUp | None:
    """The follow-up of a link, with what its page needs."""
    rows = FollowUp.objects.filter(uid=uid, owner__is_active=True)
    return rows.select_related(
        "owner__preferences", "application__company", "contact", "interview", "request"
    ).first()


def find_reader(pk: int) -> User | None:
    """Whose mails a link stops."""
    return User.objects.filter(pk=pk, is_active=True).select_related("preferences").first()


def link_page(link: ActionLink, row: FollowUp, now: datetime) -> LinkPage:
    """`row` as it stands, and what `link` would make of it; in the current zone."""
    question, button, said = _words(link, row, now)
    is_as_it_was = row.status == FollowUpStatus.OPEN and row.version == link.version
    has_passed = is_as_it_was and link.until is not None and link.until <= now
    return LinkPage(
        title=row.title,
        company=row.application.company.name,
        question=question,
        button=button,
        said=said,
        late=_late(link, row, now),
        stands=state_sentence(row, now) or window_sentence(row, now),
        holds=is_as_it_was and not has_passed,
        has_passed=has_passed,
        href=reverse("follow-up", args=[row.pk]),
    )


def _late(link: ActionLink, row: FollowUp, now: datetime) -> str:
    if link.until is None or link.until <= row.closes:
        return ""
    return f"That is after {when_day(row.closes, now).text}, its last day."


def _words(link: ActionLink, row: FollowUp, now: datetime) -> tuple[str, str, str]:
    match link.act:
        case Act.DONE if row.kind == "move-on":
            return "Move on?", "Move on", "You have moved on"
        case Act.DONE:
            return "Is it done?", "Done", "It is done"
        case Act.SKIP:
            return "Skip it?", "Skip", "It is skipped"
        case Act.SNOOZE:
            until = when_clock(link.until or now, now).text
            return "Put it off?", f"Put it off until {until}", f"It is put off until {until}"
    return "They answered", "Log it", "Their answer is logged"
