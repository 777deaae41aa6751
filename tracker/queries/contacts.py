from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q
from django.urls import reverse

from tracker.models import User
from tracker.planning.facts import Direction
from tracker.queries.when import When, when_day

SHOWN = 200


@dataclass(frozen=True, slots=True)
class ContactRow:
    name: str
    href: str
    about: str
    email: str
    last_in: When | None
    last_out: When | None


def contact_rows(user: User, now: datetime) -> list[ContactRow]:
    """The owner's contacts by company, with the last word either way."""
    rows: Any = user.contacts.select_related("company").annotate(
        last_in=Max("messages__at", filter=Q(messages__direction=Direction.IN)),
        last_out=Max("messages__at", filter=Q(messages__direction=Direction.OUT)),
    )  # with two more attributes than a contact has
    return [
        ContactRow(
            name=row.name,
            href=reverse("contact", args=[row.pk]),
            about=f"{row.title or row.get_kind_display()}, {row.company.name}",
            email=row.email,
            last_in=when_day(row.last_in, now) if row.last_in else None,
            last_out=when_day(row.last_out, now) if row.last_out else None,
        )
        for row in rows.order_by("company__name", "name", "pk")[:SHOWN]
    ]
