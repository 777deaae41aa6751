"""They said no: how it ends, and how that is taken back."""

from datetime import datetime

from django.db import transaction

from tracker.models import Application, Contact
from tracker.planning.facts import Channel, Direction, Stage
from tracker.services.applications import change_stage
from tracker.services.messages import log_message


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
) -> None:
    """End it as of `at`; their words, where there are some, are kept as a message."""
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
    change_stage(application, Stage.REJECTED, at=at, now=now)


@transaction.atomic
def take_back_rejection(application: Application, *, now: datetime) -> bool:
    """It was none: back to the stage before, without their words. Whether it stood as rejected."""
    Application.objects.hold(application.pk)
    last = application.stage_changes.filter(new=Stage.REJECTED).order_by("pk").last()
    if application.stage != Stage.REJECTED or last is None:
        return False
    application.messages.filter(direction=Direction.IN, at=last.at).delete()
    before = Stage(last.old or Stage.APPLIED)
    change_stage(application, before, because="they did not turn you down", now=now)
    return True
