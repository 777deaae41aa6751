"""Mails of which nobody knows whether they arrived, and which of them a later one is to name."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from tracker.models import Delivery, DeliveryKind, DeliveryState

NAMED_FOR = timedelta(days=30)


def nameable(owners: Iterable[int], now: datetime) -> QuerySet[Delivery]:
    """The mails of which a later one may say that nobody knows whether they arrived."""
    recent = Delivery.objects.filter(owner__in=owners, entered_at__gt=now - NAMED_FOR)
    return recent.exclude(kind=DeliveryKind.TEST)


def unnamed_doubts(delivery: Delivery, now: datetime) -> Sequence[Delivery]:
    """The owner's mails that may not have arrived and that no mail sent since has named.

    A mail named the doubts that there were when it was written, which is not before it was made:
    counting from then, one may be named twice, and none is passed over.
    """
    recent = nameable([delivery.owner_id], now)
    doubts = list(recent.filter(state=DeliveryState.UNCERTAIN).order_by("entered_at"))
    if not doubts:
        return doubts
    named = recent.filter(state=DeliveryState.SENT, kind=DeliveryKind.REMINDER)
    sent = named.order_by("-entered_at").first()
    return [
        row
        for row in doubts
        if not (sent and row.finished_at and row.finished_at <= sent.entered_at)
    ]
