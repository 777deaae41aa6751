"""What they asked for: entered, corrected, sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tracker.models import Application, InformationRequest
from tracker.services.replan import replan


@transaction.atomic
def add_request(
    application: Application, *, values: Mapping[str, Any], now: datetime
) -> InformationRequest:
    """Enter something that they asked for: it is owed to them."""
    request = InformationRequest.objects.create(
        owner=application.owner, application=application, entered_at=now, **values
    )
    replan(application, because=f"they asked for {request.what}", now=now)
    return request


@transaction.atomic
def change_request(asked: InformationRequest, *, values: Mapping[str, Any], now: datetime) -> None:
    """Correct what they asked for, and until when; its follow-ups move along."""
    Application.objects.hold(asked.application_id)
    for name, value in values.items():
        setattr(asked, name, value)
    asked.save(update_fields=list(values))
    replan(asked.application, because="what they asked for was changed", now=now)


@transaction.atomic
def delete_request(asked: InformationRequest, *, now: datetime) -> None:
    """Take it out again: what it held up comes back."""
    application = asked.application
    Application.objects.hold(application.pk)
    asked.delete()
    replan(application, because="what they asked for was deleted", now=now)


@transaction.atomic
def deliver_request(asked: InformationRequest, *, now: datetime) -> bool:
    """They have it now; whether they had not had it."""
    Application.objects.hold(asked.application_id)
    rows = InformationRequest.objects.filter(pk=asked.pk, delivered_at=None)
    if not rows.update(delivered_at=max(now, asked.asked_at)):
        return False
    replan(asked.application, because="what they asked for was sent", now=now)
    return True


@transaction.atomic
def take_back_delivery(asked: InformationRequest, *, now: datetime) -> bool:
    """They do not have it after all; whether it stood as sent."""
    Application.objects.hold(asked.application_id)
    rows = InformationRequest.objects.filter(pk=asked.pk, delivered_at__isnull=False)
    if not rows.update(delivered_at=None):
        return False
    replan(asked.application, because="they still wait for what they asked for", now=now)
    return True
