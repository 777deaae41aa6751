"""What a person settles about themselves and their days."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tracker.models import Preferences, User, Work
from tracker.services.accounts import require_free_address
from tracker.services.reviews import set_review
from tracker.services.versions import claim_version
from tracker.services.work import start_work, take_up

# What every plan rests on, and when it is mailed; the weekly goal is not among it.
PLANNED_BY = (
    "time_zone",
    "reminder_time",
    "quiet_from",
    "quiet_until",
    "working_days",
    "country",
    "region",
    "paused_from",
    "paused_until",
    "one_mail_a_morning",
    "clock",
    "interview_mails",
    "evening_mail_at",
    "minutes_before",
)
REVIEWED_BY = (
    "time_zone",
    "reminder_time",
    "quiet_from",
    "quiet_until",
    "review_weekday",
    "mails_review",
)


def change_preferences(
    user: User, *, name: str, email: str, values: Mapping[str, Any], version: int, now: datetime
) -> Work | None:
    """Write the preferences (`values`, by their fields) and plan again what rests on them.

    Raises StaleError when they are no longer at `version`, and AddressTakenError when another
    account has this address; nothing is written then. None where nothing is to be planned.
    """
    work = _write(user, name, email, values, version, now)
    if work:
        take_up(work, now=now)
    return work


def end_pause(user: User, *, now: datetime) -> Work | None:
    """The search goes on: what the pause held back is planned again. None if it did not pause."""
    with transaction.atomic():
        paused = Preferences.objects.filter(user=user, paused_from__isnull=False)
        preferences = paused.first()
        if preferences is None:
            return None
        claim_version(preferences, preferences.version)
        paused.update(paused_from=None, paused_until=None)
        work = _start(user, "your search goes on", now)
    if work:
        take_up(work, now=now)
    return work


@transaction.atomic
def _write(
    user: User, name: str, email: str, values: Mapping[str, Any], version: int, now: datetime
) -> Work | None:
    preferences = Preferences.objects.get(user=user)
    claim_version(preferences, version)
    require_free_address(email, but=user)
    changed = {
        field: value for field, value in values.items() if getattr(preferences, field) != value
    }
    Preferences.objects.filter(user=user).update(**changed)
    if any(field in changed for field in REVIEWED_BY):
        set_review(user, now=now)
    # Last: a sweep that makes this review's mail holds the review, and waits for its owner.
    User.objects.filter(pk=user.pk).update(name=name, email=email.lower())
    if not any(field in changed for field in PLANNED_BY):
        return None
    return _start(user, "your days, times or holidays changed", now)


def _start(user: User, because: str, now: datetime) -> Work | None:
    return start_work(
        user, name="Planning by your changed days", because=because, back="settings", now=now
    )
