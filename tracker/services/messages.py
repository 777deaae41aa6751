"""What was said either way, and what it says of the time to come."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tracker.models import Application, Estimate, Message
from tracker.planning.facts import UNASKED, Direction, Stage
from tracker.planning.words import say_day
from tracker.services.applications import change_stage
from tracker.services.debriefs import Said
from tracker.services.replan import replan, replan_others


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
            certainty=said.certainty,
            entered_at=now,
        )
    from_them = message.direction == Direction.IN
    if from_them and application.stage == Stage.NO_REPLY:
        _reopen(application, now)
    replan(application, because=f"{'they' if from_them else 'you'} wrote on {say_day(on)}", now=now)
    if message.purpose in UNASKED:
        replan_others(application, message.contact, now=now)
    return message


def _reopen(application: Application, now: datetime) -> None:
    """A late word takes it back to where it had been (B8)."""
    last = application.stage_changes.filter(new=Stage.NO_REPLY).last()
    before = last.old if last and last.old else Stage.APPLIED
    change_stage(application, Stage(before), because="they wrote after all", now=now)


@transaction.atomic
def delete_message(message: Message, *, now: datetime) -> None:
    """Take a message out again, with the estimate in it: what they withdrew comes back."""
    application, contact = message.application, message.contact
    unasked = message.purpose in UNASKED
    message.delete()
    replan(application, because="the message behind it was deleted", now=now)
    if unasked:
        replan_others(application, contact, now=now)
