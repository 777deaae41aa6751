"""Applications and the stage that they have reached."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Lower

from tracker.models import Application, Company, Contact, FollowUp, StageChange, User
from tracker.planning.facts import LIVE_STAGES, TERMINAL_STAGES, ContactKind, OfferStatus, Stage
from tracker.services.events import withdraw_events
from tracker.services.holding import hold_owner
from tracker.services.renaming import rename_in_words
from tracker.services.replan import (
    others_with,
    replan,
    replan_all,
    replan_locked,
    replan_met,
)
from tracker.services.versions import claim_version

BEFORE_INTERVIEWS = (Stage.SAVED, Stage.APPLIED, Stage.SCREENING, Stage.NO_REPLY)
NOT_ACCEPTED = [stage for stage in Stage if stage is not Stage.ACCEPTED]
BECAUSE_OF_STAGE = {
    Stage.ACCEPTED: "you accepted an offer here",
    Stage.REJECTED: "they turned you down",
    Stage.WITHDRAWN: "you withdrew your application",
    Stage.NO_REPLY: "you put this down as no reply",
}


def company_named(owner: User, name: str) -> Company:
    """The owner's company of that name, however it is capitalised; made if it is new."""
    return known_company(owner, name) or _new_company(owner, name)


def _new_company(owner: User, name: str) -> Company:
    try:
        with transaction.atomic():
            return Company.objects.create(owner=owner, name=name)
    except IntegrityError:
        # Another form was faster: then it is that one's.
        company = known_company(owner, name)
        if company is None:
            raise
        return company


def give_name(company: Company, name: str, *, now: datetime) -> Company:
    """Call it so; or the owner's other company that has the name already, which then stays as it is."""
    known = known_company(company.owner, name)
    if known and known != company:
        return known
    if company.name == name:
        return company
    try:
        with transaction.atomic():
            Company.objects.filter(pk=company.pk).update(name=name)
    except IntegrityError:
        # Another form was faster: then it is that one's.
        return company_named(company.owner, name)
    quoting = FollowUp.objects.filter(application__company=company)
    rename_in_words(quoting, company.name, name, now=now)
    company.name = name
    return company


def known_company(owner: User, name: str) -> Company | None:
    """The owner's company of that name, however it is capitalised, if there is one."""
    # As the table compares them: `iexact` would go by capitals, of which some letters have others.
    return owner.companies.alias(lower=Lower("name")).filter(lower=Lower(Value(name))).first()


@transaction.atomic
def log_application(
    *, by: User, company: str, values: Mapping[str, Any], now: datetime
) -> Application:
    """Enter an application; `values` are its fields by name, company and stage history excepted."""
    hold_owner(by.pk)  # before its company, whose name another form may be taking
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
    application.company = _company_renamed(application, company, now)
    application.changed_at = now
    application.save()
    if stage == application.stage:
        replan(application, because="the application was changed", now=now)
    else:
        change_stage(application, Stage(stage), now=now)


def _company_renamed(application: Application, name: str, now: datetime) -> Company:
    """The company of that name; its own, set right, where nothing else is there to be meant.

    So a slip of the pen is mended without its people being left behind. An agency that stood for
    an employer that was not known keeps its name.
    """
    company = application.company
    meant = Q(company=company) | Q(recruiter__company=company)
    others = application.owner.applications.exclude(pk=application.pk).filter(meant)
    agents = company.contacts.filter(kind=ContactKind.AGENCY_RECRUITER)
    if others.exists() or agents.exists():
        return company_named(application.owner, name)
    return give_name(company, name, now=now)


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
    tell_elsewhere(application, Stage(before), stage, now)


def tell_elsewhere(application: Application, left: Stage, stage: Stage, now: datetime) -> None:
    """An open offer is news elsewhere until its application ends; a final round, while it lives."""
    if (left in TERMINAL_STAGES) != (stage in TERMINAL_STAGES):
        _tell_of_offer(application, now)
    if (left in LIVE_STAGES) != (stage in LIVE_STAGES):
        because = f"{application.company} stands otherwise now"
        replan_all(_told_by(application), because=because, now=now)


def _tell_of_offer(application: Application, now: datetime) -> None:
    if application.offers.filter(status=OfferStatus.OPEN).exists():
        because = f"the offer of {application.company} stands otherwise now"
        replan_met(application, because=because, now=now)


def _told_by(application: Application) -> list[Application]:
    """Where a final round of this application is news."""
    told = Application.objects.filter(news_to_tell__application=application.pk)
    return list(told.order_by("pk").distinct())


def leave_no_reply(application: Application, *, because: str, now: datetime) -> None:
    """Back to the stage in which it was when it was put down as *no reply* (B8)."""
    last = application.stage_changes.filter(new=Stage.NO_REPLY).last()
    before = last.old if last and last.old else Stage.APPLIED
    change_stage(application, Stage(before), because=because, now=now)


def touched_by(application: Application) -> list[Application]:
    """Where its people, its offers and its final rounds are facts as well."""
    people = Contact.objects.people_of(application).values_list("pk", flat=True)
    offered = application.offers.exists()
    met = Application.objects.filter(owner=application.owner_id).live().exclude(pk=application.pk)
    met = met.filter(interviews__isnull=False).order_by("pk").distinct()
    others = others_with(application, people, NOT_ACCEPTED)
    found = (others, met if offered else (), _told_by(application))
    return list(dict.fromkeys(each for group in found for each in group))


@transaction.atomic
def delete_application(application: Application, *, now: datetime) -> None:
    """Remove it with all that hangs on it; its company and people stay.

    What its offers, and what was written from it, meant to others is planned again.
    """
    Application.objects.hold(application.pk)
    touched = touched_by(application)
    withdraw_events(application, now=now)
    application.delete()
    replan_all(touched, because="what was behind it was deleted", now=now)
