"""People, by company: the last word either way, and what is planned with them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q
from django.urls import reverse

from tracker.models import User
from tracker.planning.facts import Direction
from tracker.queries.full_text import MOST_WORDS, matching_here
from tracker.queries.nexts import Next, nexts_of, with_next
from tracker.queries.when import When, when_day

PAGE = 100


@dataclass(frozen=True, slots=True)
class ContactRow:
    name: str
    href: str
    company: str
    company_href: str
    about: str
    email: str
    last_in: When | None
    last_out: When | None
    next: Next | None


def contact_rows(
    user: User, now: datetime, *, company: int | None = None, words: str = "", first: int = 0
) -> tuple[list[ContactRow], bool]:
    """One page of the owner's contacts, by company, and whether there are more."""
    rows: Any = user.contacts.select_related("company").annotate(
        last_in=Max("messages__at", filter=Q(messages__direction=Direction.IN)),
        last_out=Max("messages__at", filter=Q(messages__direction=Direction.OUT)),
    )  # with more attributes than a contact has
    if company:
        rows = rows.filter(company=company)
    for word in words.split()[:MOST_WORDS]:
        people = matching_here(user.contacts.all(), "tracker_contact", word)
        companies = matching_here(user.companies.all(), "tracker_company", word)
        rows = rows.filter(Q(pk__in=people.values("pk")) | Q(company__in=companies.values("pk")))
    rows = with_next(rows, now, "contact").order_by("company__name", "company", "name", "pk")
    found = list(rows[first : first + PAGE + 1])
    nexts = nexts_of(found[:PAGE], now)
    shown = [_row(row, nexts.get(row.next_pk), now) for row in found[:PAGE]]
    return shown, len(found) > PAGE


def _row(row: Any, coming: Next | None, now: datetime) -> ContactRow:
    return ContactRow(
        name=row.name,
        href=reverse("contact", args=[row.pk]),
        company=row.company.name,
        company_href=reverse("company", args=[row.company_id]),
        about=row.title or row.get_kind_display(),
        email=row.email,
        last_in=when_day(row.last_in, now) if row.last_in else None,
        last_out=when_day(row.last_out, now) if row.last_out else None,
        next=coming,
    )
