"""When the next weekly review comes: moved on in the transaction that makes the last one's mail."""

import logging
from datetime import date, datetime
from zoneinfo import ZoneInfoNotFoundError

from django.db import transaction

from tracker.models import Delivery, DeliveryKind, DeliveryState, Preferences, User, WeeklyReview
from tracker.planning.days import DAY, Days
from tracker.services.case_files import load_days
from tracker.services.skipping import unlocked

log = logging.getLogger(__name__)


def make_due_reviews(now: datetime) -> None:
    """Make a mail of each review that is due, and set when the next one comes.

    In the caller's transaction. One that was missed comes once, late; none comes in a pause, or to
    whom they are switched off.
    """
    due = WeeklyReview.objects.filter(next_at__lte=now).select_related("owner__preferences")
    for row in unlocked(due):
        owner = row.owner
        weekday, wanted = owner.preferences.review_weekday, owner.preferences.mails_review
        row.next_at, may_come = _next(owner, weekday, now)
        row.save(update_fields=["next_at"])
        if wanted and may_come:
            Delivery.objects.create(
                owner=owner,
                kind=DeliveryKind.REVIEW,
                state=DeliveryState.WAITING,
                try_at=now,
                entered_at=now,
            )


def _next(owner: User, weekday: int, now: datetime) -> tuple[datetime, bool]:
    """When the next one comes, and whether this one does: one person's zone, unknown after a change
    of the system's, keeps nobody else's mails.
    """
    try:
        return load_days(owner).next_weekly(weekday, now), not is_paused(owner, now)
    except ZoneInfoNotFoundError:
        log.exception("the review of %s cannot be planned", owner.pk)
        return now + DAY, False


@transaction.atomic
def set_review(owner: User, *, now: datetime) -> None:
    """Bring the next review in line with the owner's settings, as they stand in the database.

    One that is still to come today comes today: at once, if by the new settings it is due by now.
    """
    preferences = Preferences.objects.select_related("user").get(user=owner)
    weekday, days = preferences.review_weekday, load_days(preferences.user)
    row = WeeklyReview.objects.select_for_update().filter(owner=owner).first()
    today = days.day_of(now)
    next_at = days.next_weekly(weekday, days.end(today) if _came_on(owner, today, days) else now)
    if row and days.day_of(row.next_at) == today and today.weekday() == weekday:
        next_at = days.reminder(today)
    WeeklyReview.objects.update_or_create(owner=owner, defaults={"next_at": next_at})


def _came_on(owner: User, day: date, days: Days) -> bool:
    reviews = Delivery.objects.filter(owner=owner, kind=DeliveryKind.REVIEW)
    return reviews.filter(entered_at__gte=days.start(day), entered_at__lte=days.end(day)).exists()


def is_paused(owner: User, now: datetime) -> bool:
    """Whether the owner's search pauses on this day of theirs."""
    preferences = owner.preferences
    since, until = preferences.paused_from, preferences.paused_until
    today = now.astimezone(preferences.zone).date()
    return bool(since and until and since <= today <= until)
