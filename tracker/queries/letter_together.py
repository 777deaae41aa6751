"""Several check-ins to one recruiter of an agency, which one letter can carry (decision 13)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tracker.models import FollowUp
from tracker.planning.facts import ContactKind

CHECK_INS = ("check-in", "second-check-in")
STILL_INTERESTED = "C12"  # the guide's advice that makes a check-in a note, which asks nothing


@dataclass(frozen=True, slots=True)
class Together:
    """Another check-in to the same person, and whether the letter as it stands names its role."""

    row: FollowUp
    role: str
    is_named: bool


def asked_together(follow_up: FollowUp, now: datetime) -> tuple[FollowUp, ...]:
    """The check-ins of other applications that go to the same recruiter, and may go now."""
    contact = follow_up.contact
    if contact is None or contact.kind != ContactKind.AGENCY_RECRUITER or not _asks(follow_up):
        return ()
    rows = FollowUp.objects.standing(now).filter(
        Q(snoozed_until=None) | Q(snoozed_until__lte=now),
        owner=follow_up.owner_id,
        application__is_sample=follow_up.application.is_sample,
        contact=contact,
        kind__in=CHECK_INS,
        opens__lte=now,
    )
    rows = rows.exclude(application=follow_up.application_id)
    rows = rows.select_related("application__company", "contact").order_by("due", "pk")
    return tuple(row for row in rows if _asks(row))


def _asks(follow_up: FollowUp) -> bool:
    return follow_up.kind in CHECK_INS and STILL_INTERESTED not in follow_up.advice


def role_of(follow_up: FollowUp) -> str:
    """Engineer at Acme"""
    return f"{follow_up.application.role} at {follow_up.application.company.name}"


def together_of(others: tuple[FollowUp, ...], body: str) -> tuple[Together, ...]:
    """The `others`, with what `body` says of them."""
    low = body.casefold()
    return tuple(
        Together(
            row=row,
            role=role_of(row),
            is_named=row.application.role.casefold() in low
            and row.application.company.name.casefold() in low,
        )
        for row in others
    )
