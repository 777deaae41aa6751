"""What they asked for: entered, corrected, sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from tracker.models import Application, InformationRequest
from tracker.planning.facts import Stage
from tracker.services.applications import leave_no_reply
from tracker.services.replan import replan
from tracker.services.stages import take_back_moved_by
from tracker.services.versions import claim_version, outdate_debrief


@transaction.atomic
def add_request(
    application: Application, *, values: Mapping[str, Any], now: datetime
) -> InformationRequest:
    """Enter something that they asked for: it is owed to them, and a word from them."""
    request = InformationRequest.objects.create(
        owner=application.owner, application=application, entered_at=now, **values
    )
    because = f"they asked for {request.what}"
    if application.stage == Stage.NO_REPLY:
        leave_no_reply(application, because=because, now=now)
    replan(application, because=because, now=now)
    return request


@transaction.atomic
def change_request(
    asked: InformationRequest, *, values: Mapping[str, Any], version: int, now: datetime
) -> None:
    """Correct what they asked for, and until when; its follow-ups move along.

    StaleError if it is no longer at `version`.
    """
    Application.objects.hold(asked.application_id)
    claim_version(asked, version)
    outdate_debrief(asked)
    for name, value in values.items():
        setattr(asked, name, value)
    asked.save(update_fields=list(values))
    replan(asked.application, because="what they asked for was changed", now=now)


@transaction.atomic
def delete_request(asked: InformationRequest, *, now: datetime) -> None:
    """Take it out again: what it held up comes back."""
    application = asked.application
    Application.objects.hold(application.pk)
    outdate_debrief(asked)
    asked.delete()
    because = "what they asked for was deleted"
    take_back_moved_by(asked, application, because=because, now=now)
    replan(application, because=because, now=now)


@transaction.atomic
def deliver_request(asked: InformationRequest, *, now: datetime) -> bool:
    """They have it now; whether they had not had it."""
    Application.objects.hold(asked.application_id)
    rows = InformationRequest.objects.filter(pk=asked.pk, delivered_at=None)
    if not rows.update(delivered_at=max(now, asked.asked_at), version=F("version") + 1):
        return False
    outdate_debrief(asked)
    replan(asked.application, because="what they asked for was sent", now=now)
    return True


@transaction.atomic
def take_back_delivery(asked: InformationRequest, *, now: datetime) -> bool:
    """They do not have it after all; whether it stood as sent."""
    Application.objects.hold(asked.application_id)
    rows = InformationRequest.objects.filter(pk=asked.pk, delivered_at__isnull=False)
    if not rows.update(delivered_at=None, version=F("version") + 1):
        return False
    outdate_debrief(asked)
    replan(asked.application, because="they still wait for what they asked for", now=now)
    return True
