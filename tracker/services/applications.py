"""Applications and the stage that they have reached."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Lower

from tracker.models import Application, Company, Contact, StageChange, User
from tracker.planning.facts import TERMINAL_STAGES, OfferStatus, Stage
from tracker.services.replan import (
    others_with,
    replan,
    replan_all,
    replan_locked,
    replan_met,
)
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
    return known_company(owner, name) or Company.objects.create(owner=owner, name=name)


def known_company(owner: User, name: str) -> Company | None:
    """The owner's company of that name, however it is capitalised, if there is one."""
    # As the table compares them: `iexact` would go by capitals, of which some letters have others.
    return owner.companies.alias(lower=Lower("name")).filter(lower=Lower(Value(name))).first()


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
    Application.objects.hold(application.pk)
    claim_version(application, version)
    stage = values.get("stage", application.stage)
    for name, value in values.items():
        if name != "stage":
            setattr(application, name, value)
    application.company = _company_renamed(application, company)
    application.changed_at = now
    application.save()
    if stage == application.stage:
        replan(application, because="the application was changed", now=now)
    else:
        change_stage(application, Stage(stage), now=now)


def _company_renamed(application: Application, name: str) -> Company:
    """The company of that name; its own, set right, where nothing else is there to be meant.

    So a slip of the pen is mended without its people being left behind.
    """
    company = known_company(application.owner, name)
    alone = not application.company.applications.exclude(pk=application.pk).exists()
    if company is None and alone:
        company = application.company
        company.name = name
        company.save(update_fields=["name"])
    return company or company_named(application.owner, name)


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
    before = locked.stage
    if before == stage:
        return
    rows = Application.objects.filter(pk=application.pk)
    rows.update(stage=stage, changed_at=now, version=F("version") + 1)
    StageChange.objects.create(application=application, old=before, new=stage, at=at)
    for each in (application, locked):
        each.stage = stage
    application.version += 1
    locked.since = at  # type: ignore[attr-defined]  # annotated
    because = because or BECAUSE_OF_STAGE.get(stage, f"the stage is now {stage.value}")
    replan_locked(locked, because=because, now=now)
    if (before in TERMINAL_STAGES) != (stage in TERMINAL_STAGES):
        _tell_of_end(application, now)


def _tell_of_end(application: Application, now: datetime) -> None:
    """An open offer is news elsewhere for as long as its application has not ended."""
    if application.offers.filter(status=OfferStatus.OPEN).exists():
        because = f"the offer of {application.company} stands otherwise now"
        replan_met(application, because=because, now=now)


def leave_no_reply(application: Application, *, because: str, now: datetime) -> None:
    """Back to the stage in which it was when it was put down as *no reply* (B8)."""
    last = application.stage_changes.filter(new=Stage.NO_REPLY).last()
    before = last.old if last and last.old else Stage.APPLIED
    change_stage(application, Stage(before), because=because, now=now)


@transaction.atomic
def delete_application(application: Application, *, now: datetime) -> None:
    """Remove it with all that hangs on it; its company and people stay.

    What its offers, and what was written from it, meant to others is planned again.
    """
    Application.objects.hold(application.pk)
    people = Contact.objects.people_of(application).values_list("pk", flat=True)
    touched, had_offers = others_with(application, people), application.offers.exists()
    application.delete()
    if had_offers:
        replan_met(application, because="the offer behind it was deleted", now=now)
    replan_all(touched, because="what was behind it was deleted", now=now)
