"""How an application came to its stage, set right afterwards: on another day, or not at all."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from tracker.models import Application, InformationRequest, Interview, Message, StageChange
from tracker.planning.facts import TERMINAL_STAGES, Direction, Stage
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


@transaction.atomic
def take_back_stage(
    application: Application,
    before: Stage | None,
    after: Stage,
    *,
    because: str = "",
    now: datetime,
) -> bool:
    """Undo its last move, history included; False if that was another than from `before`, or from
    anywhere, to `after`.

    `because` is why, if it is not the stage itself.
    """
    Application.objects.hold(application.pk)
    last = _last_move(application)
    if last is None or last.new != after or before not in (None, last.old):
        return False
    _take_back(application, last, because, now)
    return True


@transaction.atomic
def take_back_moved_by(
    fact: InformationRequest | Interview | Message,
    application: Application,
    *,
    because: str,
    now: datetime,
) -> bool:
    """Undo the move that came with a fact that is gone; False if there was none, or if more has
    been entered since: that has its own say on where it stands.
    """
    Application.objects.hold(application.pk)
    last, since = _last_move(application), {"entered_at__gte": fact.entered_at}
    if last is None or last.at != fact.entered_at or last.new in TERMINAL_STAGES:
        return False  # an end that came with their words has a form of its own
    facts = (application.interviews, application.messages, application.information_requests)
    if any(rows.filter(**since) for rows in facts):
        return False
    _take_back(application, last, because, now)
    return True


def _last_move(application: Application) -> StageChange | None:
    """What brought it where it is, if it has not been there from the beginning."""
    return application.stage_changes.exclude(old="").order_by("pk").last()


def _take_back(application: Application, move: StageChange, because: str, now: datetime) -> None:
    before, after = Stage(move.old), Stage(move.new)
    move.delete()
    rows = Application.objects.filter(pk=application.pk)
    rows.update(stage=before, changed_at=now, version=F("version") + 1)
    application.stage = before
    application.version += 1
    because = because or f"the stage is {before.value} after all"
    replan(application, because=because, now=now)
    tell_elsewhere(application, after, before, now)


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
