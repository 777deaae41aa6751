"""What was said either way, and what it says of the time to come."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tracker.models import Application, Estimate, Message
from tracker.planning.facts import UNASKED, Direction, Stage
from tracker.planning.words import say_day
from tracker.services.applications import leave_no_reply
from tracker.services.debriefs import Said
from tracker.services.replan import replan, replan_others
from tracker.services.stages import take_back_moved_by
from tracker.services.versions import claim_version


@transaction.atomic
def log_message(
    application: Application, *, values: Mapping[str, Any], said: Said | None, now: datetime
) -> Message:
    """Enter a message; one from them withdraws what waited for it, one of ours may settle it."""
    message = Message.objects.create(
        owner=application.owner, application=application, entered_at=now, **values
    )
    on = _day_of(message)
    if said:
        Estimate.objects.create(
            owner=application.owner,
            application=application,
            message=message,
            entered_at=now,
            **_estimate_values(message, said),
        )
    from_them = message.direction == Direction.IN
    if from_them and application.stage == Stage.NO_REPLY:
        leave_no_reply(application, because="they wrote after all", now=now)
    replan(application, because=f"{'they' if from_them else 'you'} wrote on {say_day(on)}", now=now)
    if message.purpose in UNASKED:
        replan_others(application, message.contact_id, now=now)
    return message


@transaction.atomic
def change_message(
    message: Message,
    *,
    values: Mapping[str, Any],
    said: Said | None,
    version: int,
    now: datetime,
) -> None:
    """Correct a message and what it says of the time to come; what hangs on it moves along.

    StaleError if it is no longer at `version`.
    """
    Application.objects.hold(message.application_id)
    claim_version(message, version)
    before, was_unasked = message.contact_id, message.purpose in UNASKED
    for name, value in values.items():
        setattr(message, name, value)
    message.save()
    _keep_said(message, said, now)
    replan(message.application, because="the message behind it was changed", now=now)
    if was_unasked or message.purpose in UNASKED:
        for contact in {before, message.contact_id}:
            replan_others(message.application, contact, now=now)


def _keep_said(message: Message, said: Said | None, now: datetime) -> None:
    if said is None:
        Estimate.objects.filter(message=message).delete()
        return
    values = _estimate_values(message, said)
    entered = {"owner": message.owner, "application": message.application, "entered_at": now}
    Estimate.objects.update_or_create(
        message=message, defaults=values, create_defaults=values | entered
    )


def _estimate_values(message: Message, said: Said) -> dict[str, Any]:
    return {
        "said_on": _day_of(message),
        "said_by": message.contact,
        "earliest": said.earliest,
        "latest": said.latest,
        "words": said.words,
        "certainty": said.certainty,
    }


def _day_of(message: Message) -> date:
    return message.at.astimezone(message.application.owner.preferences.zone).date()


@transaction.atomic
def delete_message(message: Message, *, now: datetime) -> None:
    """Take a message out again, with the estimate in it: what it withdrew comes back, and a stage
    that it ended.
    """
    application, contact = message.application, message.contact_id
    unasked = message.purpose in UNASKED
    Application.objects.hold(application.pk)
    message.delete()
    because = "the message behind it was deleted"
    if not take_back_moved_by(message, application, because=because, now=now):
        replan(application, because=because, now=now)
    if unasked:
        replan_others(application, contact, now=now)
