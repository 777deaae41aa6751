"""What was old news already when it was entered: one list, one question (decision 1)."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from tracker.models import FollowUp, User
from tracker.models.applications import STAGE_CHOICES
from tracker.planning.old import OLD_KEY

SHOWN = 100
STAGES = dict(STAGE_CHOICES)


@dataclass(frozen=True, slots=True)
class OldApplication:
    pk: int  # of the follow-up that asks
    title: str
    href: str
    stage: str
    why: str  # what was known last, and how old it was


def old_news(owner: User) -> "QuerySet[FollowUp]":
    """The questions that are still to be answered."""
    return owner.follow_ups.open().filter(kind=OLD_KEY)


def old_applications(owner: User) -> tuple[list[OldApplication], int]:
    """So many of them as a page holds, by company, and how many there are; in two queries."""
    rows = old_news(owner).select_related("application__company")
    shown = rows.order_by("application__company__name", "application__role", "pk")[:SHOWN]
    found = [_row(row) for row in shown]
    return found, len(found) if len(found) < SHOWN else rows.count()


def _row(row: FollowUp) -> OldApplication:
    return OldApplication(
        pk=row.pk,
        title=str(row.application),
        href=reverse("application", args=[row.application_id]),
        stage=STAGES[row.application.stage],
        why=row.why.partition(". ")[0] + ".",
    )
