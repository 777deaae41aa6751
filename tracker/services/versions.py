"""Forms that were loaded before someone else's change do not overwrite it."""

from django.db.models import F

from tracker.models import Application, Contact, Interview, Preferences
from tracker.services.errors import StaleError


def claim_version(row: Application | Contact | Interview | Preferences, version: int) -> None:
    """Raise the row's version by one if it still is `version`; else raise StaleError.

    To be called inside the transaction that writes the change.
    """
    rows = type(row).objects.filter(pk=row.pk, version=version)
    if not rows.update(version=F("version") + 1):
        raise StaleError(row)
    row.version = version + 1
