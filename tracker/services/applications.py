"""Applications and the stage that they have reached."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Lower

from tracker.models import Application, Company, StageChange, User
from tracker.planning.facts import Stage
from tracker.services.replan import replan, replan_all, replan_locked
from tracker.services.versions import claim_version

BEFORE_INTERVIEWS = (Stage.SAVED, Stage.APPLIED, Stage.SCREENING, Stage.NO_REPLY)
BECAUSE_OF_STAGE = {
    Stage.ACCEPTED: "you accepted an offer here",
    Stage.REJECTED: "they turned you down",
    Stage.WITHDRAWN: "you withdrew your application",
    Stage.NO_REPLY: "you put this down as no reply",
}


def company_named(owner: User, name: str) -> Company:
    """The owner's company of that name, however it is capitalised; made if it is new."""
    # As the table compares them: `iexact` would go by capitals, of which some letters have others.
    known = owner.companies.alias(lower=Lower("name")).filter(lower=Lower(Value(name))).first()
    return known or Company.objects.create(owner=owner, name=name)


@transaction.atomic
def log_application(
    *, by: User, company: str, values: Mapping[str, Any], now: datetime
) -> Application:
    """Enter an application; `values` are its fields by name, company and stage history excepted."""
    application = Application.objects.create(
        owner=by, company=company_named(by, company), entered_at=now, changed_at=now, **values
    )
    StageChange.objects.create(application=application, new=application.stage, at=now)
    replan(application, because="", now=now)
    return application


@transaction.atomic
def change_application(
    application: Application,
    *,
    company: str,
    values: Mapping[str, Any],
    version: int,
    now: datetime,
) -> None:
    """Change an application's fields; StaleError if it is no longer at `version`."""
    claim_version(application, version)
    stage = values.get("stage", application.stage)
    for name, value in values.items():
        if name != "stage":
            setattr(application, name, value)
    application.company = company_named(application.owner, company)
    application.changed_at = now
    application.save()
    if stage == application.stage:
        replan(application, because="the application was changed", now=now)
    else:
        change_stage(application, Stage(stage), now=now)


@transaction.atomic
def change_stage(
    application: Application,
    stage: Stage,
    *,
    because: str = "",
    at: datetime | None = None,
    now: datetime,
) -> None:
    """Move to `stage` and remember when; nothing is written if it is there already.

    `because` is why, if it is not the stage itself; `at` is when, if it was not now.
    """
    at = at or now
    locked = Application.objects.locked(application.pk)
    if locked.stage == stage:
        return
    rows = Application.objects.filter(pk=application.pk)
    rows.update(stage=stage, changed_at=now, version=F("version") + 1)
    StageChange.objects.create(application=application, old=locked.stage, new=stage, at=at)
    for each in (application, locked):
        each.stage = stage
    application.version += 1
    locked.since = at  # type: ignore[attr-defined]  # annotated
    said = BECAUSE_OF_STAGE.get(stage, f"the stage is now {stage.value}")
    replan_locked(locked, because=because or said, now=now)


def leave_no_reply(application: Application, *, because: str, now: datetime) -> None:
    """Back to the stage in which it was when it was put down as *no reply* (B8)."""
    last = application.stage_changes.filter(new=Stage.NO_REPLY).last()
    before = last.old if last and last.old else Stage.APPLIED
    change_stage(application, Stage(before), because=because, now=now)


@transaction.atomic
def delete_application(application: Application, *, now: datetime) -> None:
    """Remove it with all that hangs on it; its company and people stay.

    What its offers meant to others is planned again.
    """
    others = Application.objects.filter(owner=application.owner_id).live()
    touched = list(others.exclude(pk=application.pk)) if application.offers.exists() else []
    application.delete()
    replan_all(touched, because="the offer behind it was deleted", now=now)
