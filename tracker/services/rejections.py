"""They said no: how it ends, and how that is taken back."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from tracker.models import Application, Contact, Message, StageChange
from tracker.planning.facts import Channel, Direction, Stage
from tracker.services.applications import BECAUSE_OF_STAGE, change_stage
from tracker.services.messages import log_message
from tracker.services.replan import replan
from tracker.services.stages import take_back_stage


class Rejection(NamedTuple):
    """What was entered with a rejection, and stood before it: all that its undo needs."""

    has_ended: bool  # only by this
    words: int | None  # the message that keeps them
    good_terms: bool  # as it was noted before


@transaction.atomic
def log_rejection(
    application: Application,
    *,
    at: datetime,
    good_terms: bool,
    words: str = "",
    contact: Contact | None = None,
    channel: str = Channel.EMAIL,
    now: datetime,
) -> Rejection:
    """End it as of `at`; their words, where there are some, are kept as a message.

    If its stage was set by hand before, that was then: the day is set right.
    """
    Application.objects.hold(application.pk)
    last, before = _last(application), application.good_terms
    application.good_terms = good_terms
    application.save(update_fields=["good_terms"])
    if last is None:  # first, so that their words do not reopen what was put down as no reply
        change_stage(application, Stage.REJECTED, at=at, now=now)
    else:
        last.at = at
        last.save(update_fields=["at"])
        replan(application, because=BECAUSE_OF_STAGE[Stage.REJECTED], now=now)
    message = _keep(application, words, contact, channel, at, now) if words else None
    return Rejection(last is None, message.pk if message else None, before)


def _keep(
    application: Application,
    words: str,
    contact: Contact | None,
    channel: str,
    at: datetime,
    now: datetime,
) -> Message:
    values = {
        "direction": Direction.IN,
        "contact": contact,
        "channel": channel,
        "at": at,
        "text": words,
    }
    return log_message(application, values=values, said=None, now=now)


def is_told(application: Application) -> bool:
    """Whether it stands as rejected with their words; set by hand, it has none."""
    last = _last(application)
    return bool(last and application.messages.filter(direction=Direction.IN, at=last.at).exists())


@transaction.atomic
def take_back_rejection(
    application: Application, *, words: int | None, good_terms: bool, now: datetime
) -> bool:
    """It was none: all is as it was before, as `Rejection` says it. Whether it stood as rejected."""
    Application.objects.hold(application.pk)
    last = _last(application)
    if last is None or not last.old:
        return False
    if words:
        application.messages.filter(pk=words).delete()
    application.good_terms = good_terms
    application.save(update_fields=["good_terms"])
    return take_back_stage(application, Stage(last.old), Stage.REJECTED, now=now)


def _last(application: Application) -> StageChange | None:
    """How it came to stand as rejected, if it does."""
    application.refresh_from_db(fields=["stage"])
    if application.stage != Stage.REJECTED:
        return None
    return application.stage_changes.filter(new=Stage.REJECTED).order_by("pk").last()
