"""The people at companies and agencies."""

from collections.abc import Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from tracker.models import Application, Company, Contact
from tracker.planning.facts import ContactKind
from tracker.services.applications import company_named
from tracker.services.holding import hold_owner
from tracker.services.renaming import rename_in_words
from tracker.services.replan import replan_all
from tracker.services.versions import claim_version


@transaction.atomic
def add_contact(
    application: Application, *, agency: str = "", values: Mapping[str, Any], now: datetime
) -> Contact:
    """Add someone to the people of an application.

    An agency recruiter belongs to `agency` (without one, to the company) and becomes the one
    through whom the application came, unless there is one already.
    """
    through_agency = values.get("kind") == ContactKind.AGENCY_RECRUITER
    company: Company = application.company
    if through_agency and agency:
        hold_owner(application.owner_id)  # another form may be taking that name
        company = company_named(application.owner, agency)
    contact = Contact.objects.create(
        owner=application.owner, company=company, entered_at=now, **values
    )
    if through_agency and application.recruiter_id is None:
        Application.objects.hold(application.pk)
        application.recruiter = contact
        # A form that was filled before does not take them out again.
        rows = Application.objects.filter(pk=application.pk)
        rows.update(recruiter=contact, version=F("version") + 1)
    replan_all(_touched(contact), because=f"{contact.name} was added", now=now)
    return contact


@transaction.atomic
def change_contact(
    contact: Contact, *, company: str = "", values: Mapping[str, Any], version: int, now: datetime
) -> None:
    """Change a contact's fields, and its company if one is named; StaleError if it is no longer at
    `version`.
    """
    hold_owner(contact.owner_id)
    claim_version(contact, version)
    before, left = contact.name, _touched(contact)
    if company:
        contact.company = company_named(contact.owner, company)
    for name, value in values.items():
        setattr(contact, name, value)
    contact.save()
    if contact.name != before:
        rename_in_words(contact.follow_ups.all(), before, contact.name, now=now)
    touched = sorted({*left, *_touched(contact)}, key=attrgetter("pk"))
    replan_all(touched, because=f"{contact.name}'s entry was changed", now=now)


@transaction.atomic
def delete_contact(contact: Contact, *, now: datetime) -> None:
    """Take someone out again; what was said either way stays, without their name."""
    hold_owner(contact.owner_id)
    touched = _touched(contact)
    through = Application.objects.filter(recruiter=contact)
    through.update(recruiter=None, version=F("version") + 1)
    contact.delete()
    replan_all(touched, because=f"{contact.name} was deleted", now=now)


def _touched(contact: Contact) -> list[Application]:
    """The applications where they are named: where they can be written to, or were met.

    By number: locked one after the other, always in the same order.
    """
    theirs = (
        Q(company=contact.company_id)
        | Q(recruiter=contact)
        | Q(pk__in=contact.attendances.values("interview__application"))
    )
    return list(Application.objects.filter(theirs, owner=contact.owner_id).order_by("pk"))
