"""What a person settles about themselves and their days."""

from datetime import datetime, time

from django.db import transaction

from tracker.models import Application, Preferences, User
from tracker.services.accounts import require_free_address
from tracker.services.replan import replan
from tracker.services.versions import claim_version


@transaction.atomic
def change_preferences(
    user: User,
    *,
    name: str,
    email: str,
    time_zone: str,
    reminder_time: time,
    quiet_from: time,
    quiet_until: time,
    version: int,
    now: datetime,
) -> None:
    """Write the preferences and, when the owner's days run differently, plan everything again.

    Raises StaleError when they are no longer at `version`, and AddressTakenError when another
    account has this address. Nothing is written then.
    """
    preferences = Preferences.objects.get(user=user)
    claim_version(preferences, version)
    require_free_address(email, but=user)
    User.objects.filter(pk=user.pk).update(name=name, email=email.lower())
    days = {
        "time_zone": time_zone,
        "reminder_time": reminder_time,
        "quiet_from": quiet_from,
        "quiet_until": quiet_until,
    }
    if any(getattr(preferences, field) != value for field, value in days.items()):
        Preferences.objects.filter(user=user).update(**days)
        _replan_everything(user, now)


def _replan_everything(user: User, now: datetime) -> None:
    # Not through user.applications: their owner would be `user`, with the preferences of before.
    for application in Application.objects.filter(owner=user).live():
        replan(application, because="your time zone or reminder times changed", now=now)
