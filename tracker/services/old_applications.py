"""Old applications: put down as no reply, several at once, and taken up again."""

from collections.abc import Iterable
from datetime import datetime

from tracker.models import FollowUp, FollowUpStatus, User
from tracker.planning.old import OLD_KEY
from tracker.services.follow_ups import complete, reopen


def close_old(follow_ups: Iterable[FollowUp], *, now: datetime) -> int:
    """Put down as no reply what these ask about; how many were still asked about.

    Each application in a transaction of its own: what was done before a fault stays done.
    """
    return sum(complete(each, now=now) for each in follow_ups)


def reopen_old(owner: User, *, closed_at: datetime, now: datetime) -> int:
    """Take up again all that was put down at that moment; how many there were."""
    rows = owner.follow_ups.filter(
        kind=OLD_KEY, status=FollowUpStatus.DONE, decided_at=closed_at
    ).select_related("application", "request")
    return sum(reopen(each, now=now) for each in rows.order_by("pk"))
