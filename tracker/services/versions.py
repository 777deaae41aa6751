"""Forms that were loaded before someone else's change do not overwrite it."""

from typing import Any

from django.db.models import F

from tracker.models import (
    Application,
    CalendarFeed,
    Contact,
    InformationRequest,
    Interview,
    MailServerSettings,
    Message,
    News,
    Offer,
    Preferences,
)
from tracker.services.errors import StaleError

Versioned = (
    Application
    | CalendarFeed
    | Contact
    | InformationRequest
    | Interview
    | MailServerSettings
    | Message
    | News
    | Offer
    | Preferences
)


def claim_version(row: Versioned, version: int, **changes: Any) -> None:
    """Raise the row's version by one, with these `changes`, if it still is `version`; else raise
    StaleError.

    To be called inside the transaction that writes the change.
    """
    rows = type(row).objects.filter(pk=row.pk, version=version)
    if not rows.update(version=F("version") + 1, **changes):
        raise StaleError(row)
    for name, value in (changes | {"version": version + 1}).items():
        setattr(row, name, value)


def outdate_debrief(asked: InformationRequest) -> None:
    """A debrief shows what was asked there: a form loaded before does not overwrite what changed."""
    if asked.interview_id:
        Interview.objects.filter(pk=asked.interview_id).update(version=F("version") + 1)
