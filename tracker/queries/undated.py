"""An answer of theirs that named no day: on top of the application's page, the day can be added."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from tracker.planning.facts import Direction, Purpose
from tracker.queries.timeline import Told
from tracker.queries.when import when_day

NEWS = timedelta(days=7)  # so long it is asked


@dataclass(frozen=True, slots=True)
class Undated:
    """They wrote a short while ago, and no day is known by which they decide."""

    says: str
    href: str  # where the day can be added


def undated_of(told: Told, now: datetime) -> Undated | None:
    """Their last message, while it is news, if nobody has said yet whether it named a day."""
    theirs = [row for row in told.messages if row.direction == Direction.IN]
    last = theirs[-1] if theirs else None
    if last is None or hasattr(last, "estimate") or now - last.entered_at > NEWS:
        return None
    if last.purpose != Purpose.OTHER or _knows_when(told, now):
        return None
    return Undated(
        says=f"They wrote {when_day(last.at, now).text}. Did they name a day by which they decide?",
        href=f"{reverse('message-change', args=[last.pk])}#id_decides",
    )


def _knows_when(told: Told, now: datetime) -> bool:
    """Whether they have named a day that is still to come."""
    said = (row.estimate for row in (*told.interviews, *told.messages) if hasattr(row, "estimate"))
    return any(each.latest and each.latest >= timezone.localdate(now) for each in said)
