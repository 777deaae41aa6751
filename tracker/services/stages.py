"""How an application came to its stage, set right afterwards: on another day, or not at all."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from tracker.models import Application, StageChange
from tracker.planning.facts import Direction, Stage
from tracker.services.applications import tell_elsewhere
from tracker.services.replan import replan
from tracker.services.versions import claim_version


@transaction.atomic
def change_stage_moment(row: StageChange, *, at: datetime, version: int, now: datetime) -> None:
    """It came to that stage at another moment; their words of rejection move along.

    StaleError if the application is no longer at `version`.
    """
    application = row.application
    Application.objects.hold(application.pk)
    claim_version(application, version)
    if row.new == Stage.REJECTED:
        words = application.messages.filter(direction=Direction.IN, at=row.at)
        words.update(at=at, version=F("version") + 1)
    row.at = at
    row.save(update_fields=["at"])
    replan(application, because=f"the day of {row.new} was changed", now=now)


@transaction.atomic
def delete_stage(row: StageChange, *, now: datetime) -> None:
    """It never came to that stage; was it the last, it is where it was before."""
    application = row.application
    Application.objects.hold(application.pk)
    application.refresh_from_db(fields=["stage"])
    before = Stage(application.stage)
    _begin_next(row, row.old)
    row.delete()
    application.refresh_from_db(fields=["stage", "version"])
    after = Stage(application.stage)
    replan(application, because=f"the stage is {after.value} after all", now=now)
    tell_elsewhere(application, before, after, now)


def put_back_stage(row: StageChange) -> None:
    """It is back: it follows what is before it now, and what followed it follows it again. Plans
    nothing.
    """
    before = row.application.stage_changes.filter(pk__lt=row.pk).order_by("pk").last()
    if before:  # that one may have come, or gone, meanwhile
        row.old = before.new
        row.save(update_fields=["old"])
    _begin_next(row, row.new)


def _begin_next(row: StageChange, stage: str) -> None:
    """The next move begins with `stage`; without one, the application stands there."""
    following = row.application.stage_changes.filter(pk__gt=row.pk).order_by("pk").first()
    if following:
        following.old = stage
        following.save(update_fields=["old"])
        return
    rows = Application.objects.filter(pk=row.application_id)
    rows.update(stage=stage, version=F("version") + 1)
