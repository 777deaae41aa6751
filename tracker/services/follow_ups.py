"""What the user decides about a follow-up.

Each is one conditional change: a second click, or a click on a page that has grown old, changes
nothing.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tracker.models import DECIDED, FollowUp, FollowUpStatus
from tracker.services.replan import replan


@transaction.atomic
def complete(follow_up: FollowUp, *, now: datetime) -> bool:
    """Mark it done; whether it was open. Information that was asked for is thereby delivered."""
    if follow_up.request is not None and follow_up.status == FollowUpStatus.OPEN:
        return _deliver(follow_up, now)
    return _decide(follow_up, FollowUpStatus.DONE, now)


@transaction.atomic
def skip(follow_up: FollowUp, *, now: datetime) -> bool:
    """Leave it out; whether it was open. What follows from it goes on as if it had been sent."""
    return _decide(follow_up, FollowUpStatus.SKIPPED, now)


@transaction.atomic
def snooze(follow_up: FollowUp, *, until: datetime, now: datetime) -> bool:
    """Put it off; whether it was open. It is mentioned again at `until` and not before."""
    return _write(follow_up, {"snoozed_until": until}, now, status=FollowUpStatus.OPEN)


@transaction.atomic
def reopen(follow_up: FollowUp, *, now: datetime) -> bool:
    """Undo a decision or a snooze; whether there was one."""
    request = follow_up.request
    if request is not None and request.delivered_at and follow_up.settled_by_fact:
        request.delivered_at = None
        request.save(update_fields=["delivered_at"])
        replan(follow_up.application, because="", now=now)
        return True
    values = {"status": FollowUpStatus.OPEN, "decided_at": None, "snoozed_until": None}
    open_or_decided = (*DECIDED, FollowUpStatus.OPEN)
    return _write(follow_up, values, now, status__in=open_or_decided, settled_by_fact=False)


def _deliver(follow_up: FollowUp, now: datetime) -> bool:
    request = follow_up.request
    assert request is not None
    delivered_at = max(now, request.asked_at)
    undelivered = type(request).objects.filter(pk=request.pk, delivered_at=None)
    if not undelivered.update(delivered_at=delivered_at):
        return False
    replan(follow_up.application, because="what they asked for was sent", now=now)
    follow_up.refresh_from_db()
    return True


def _decide(follow_up: FollowUp, status: FollowUpStatus, now: datetime) -> bool:
    values = {"status": status, "decided_at": now, "settled_by_fact": False}
    return _write(follow_up, values, now, status=FollowUpStatus.OPEN)


def _write(
    follow_up: FollowUp, values: Mapping[str, object], now: datetime, **only: object
) -> bool:
    rows = FollowUp.objects.filter(pk=follow_up.pk, **only)
    if not rows.update(**values, changed_at=now, version=F("version") + 1):
        return False
    replan(follow_up.application, because="", now=now)
    follow_up.refresh_from_db()
    return True
