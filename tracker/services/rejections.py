"""They said no: how it ends, and how that is taken back."""

from datetime import datetime

from django.db import transaction

from tracker.models import Application, Contact, StageChange
from tracker.planning.facts import Channel, Direction, Stage
from tracker.services.applications import BECAUSE_OF_STAGE, change_stage
from tracker.services.messages import log_message
from tracker.services.replan import replan


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
) -> bool:
    """End it as of `at`; their words, where there are some, are kept as a message.

    If its stage was set by hand before, that was then: the day is set right. Whether it ended only
    by this.
    """
    Application.objects.hold(application.pk)
    application.good_terms = good_terms
    application.save(update_fields=["good_terms"])
    if words:
        values = {
            "direction": Direction.IN,
            "contact": contact,
            "channel": channel,
            "at": at,
            "text": words,
        }
        log_message(application, values=values, said=None, now=now)
    last = _last(application)
    if last is None:
        change_stage(application, Stage.REJECTED, at=at, now=now)
        return True
    last.at = at
    last.save(update_fields=["at"])
    replan(application, because=BECAUSE_OF_STAGE[Stage.REJECTED], now=now)
    return False


def is_told(application: Application) -> bool:
    """Whether it stands as rejected with their words; set by hand, it has none."""
    last = _last(application)
    return bool(last and application.messages.filter(direction=Direction.IN, at=last.at).exists())


@transaction.atomic
def take_back_rejection(application: Application, *, now: datetime) -> bool:
    """It was none: back to the stage before, without their words. Whether it stood as rejected."""
    Application.objects.hold(application.pk)
    last = _last(application)
    if last is None:
        return False
    application.messages.filter(direction=Direction.IN, at=last.at).delete()
    before = Stage(last.old or Stage.APPLIED)
    change_stage(application, before, because="they did not turn you down", now=now)
    return True


def _last(application: Application) -> StageChange | None:
    """How it came to stand as rejected, if it does."""
    application.refresh_from_db(fields=["stage"])
    if application.stage != Stage.REJECTED:
        return None
    return application.stage_changes.filter(new=Stage.REJECTED).order_by("pk").last()
