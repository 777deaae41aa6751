"""The mail server, as its owner sets it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tracker.models import Delivery, DeliveryState, MailServerSettings, User
from tracker.models.mail_server import signed
from tracker.services.holding import update_in_order
from tracker.services.reminders import wake
from tracker.services.versions import claim_version


@transaction.atomic
def set_mail_server(
    user: User, *, values: Mapping[str, Any], password: str, version: int, now: datetime
) -> None:
    """Keep it, with its password; what waited for a line that opens is tried at once.

    StaleError if it is no longer at `version`.
    """
    # Not from 1: a page may still be open that shows one which was forgotten since.
    new = {"owner": user, "version": int(now.timestamp()) % 2_000_000_000, **values}
    row, is_new = MailServerSettings.objects.get_or_create(pk=1, defaults=new)
    if not is_new or version:
        claim_version(row, version)
    for name, value in values.items():
        setattr(row, name, value)
    row.signed_password = signed(password)
    row.save()
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING, try_at__gt=now)
    update_in_order(waiting, try_at=now)
    transaction.on_commit(wake, robust=True)


@transaction.atomic
def forget_mail_server(row: MailServerSettings, *, version: int) -> None:
    """Mail stays in the outbox from now on, unless EMAIL_URL names a server.

    StaleError if it is no longer at `version`.
    """
    claim_version(row, version)
    row.delete()
