"""When they decide: what was said of it, taken back."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from tracker.models import Application, Estimate, Interview, Message
from tracker.services.replan import replan


@transaction.atomic
def delete_estimate(row: Estimate, *, now: datetime) -> None:
    """They did not say when; the interview or the message in which it stood stays.

    A form of either that was opened before does not bring it back.
    """
    application = row.application
    Application.objects.hold(application.pk)
    Interview.objects.filter(estimate=row).update(version=F("version") + 1)
    Message.objects.filter(estimate=row).update(version=F("version") + 1)
    row.delete()
    replan(application, because="the day by which they decide was deleted", now=now)
