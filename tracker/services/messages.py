"""What was said either way, and what it says of the time to come."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tracker.models import Application, Estimate, Message
from tracker.planning.facts import Direction
from tracker.planning.words import say_day
from tracker.services.debriefs import Said
from tracker.services.replan import replan


@transaction.atomic
def log_message(
    application: Application, *, values: Mapping[str, Any], said: Said | None, now: datetime
) -> Message:
    """Enter a message; one from them withdraws what waited for it, one of ours may settle it."""
    message = Message.objects.create(
        owner=application.owner, application=application, entered_at=now, **values
    )
    on = message.at.astimezone(application.owner.preferences.zone).date()
    if said:
        Estimate.objects.create(
            owner=application.owner,
            application=application,
            message=message,
            said_on=on,
            said_by=message.contact,
            latest=said.latest,
            words=said.words,
            entered_at=now,
        )
    who = "they" if message.direction == Direction.IN else "you"
    replan(application, because=f"{who} wrote on {say_day(on)}", now=now)
    return message


@transaction.atomic
def delete_message(message: Message, *, now: datetime) -> None:
    """Take a message out again, with the estimate in it: what they withdrew comes back."""
    application = message.application
    message.delete()
    replan(application, because="the message behind it was deleted", now=now)
