"""The page of a company: what was applied for there, and who is known there."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from tracker.models import Application, Company, Contact
from tracker.planning.facts import LIVE_STAGES
from tracker.planning.words import say_day
from tracker.queries.applications import ApplicationRow, application_rows
from tracker.queries.contacts import ContactRow, contact_rows
from tracker.queries.filters import Filter

SAID = 3  # so many earlier ones in one sentence


@dataclass(frozen=True, slots=True)
class CompanyPage:
    company: Company
    applications: tuple[ApplicationRow, ...]
    people: tuple[ContactRow, ...]
    others: tuple[tuple[int, str], ...]  # companies that it may be one with
    list_href: str


def company_page(company: Company, now: datetime) -> CompanyPage:
    """All of it, however much there is, in five queries."""
    owner = company.owner
    rows, _ = application_rows(owner, Filter(company=company.pk), now)
    people, _ = contact_rows(owner, now, company=company.pk)
    others = owner.companies.exclude(pk=company.pk).order_by("name").values_list("pk", "name")
    return CompanyPage(
        company=company,
        applications=tuple(rows),
        people=tuple(people),
        others=tuple(others),
        list_href=f"{reverse('application-list')}?company={company.pk}",
    )


def namesakes(contact: Contact) -> list[Contact]:
    """The others at the company of `contact`, whom it may be one with."""
    rows = contact.owner.contacts.exclude(pk=contact.pk).select_related("company")
    return list(rows.filter(company=contact.company_id).order_by("name", "pk"))


def applied_before(application: Application) -> str:
    """What else is known of applications to the same company; empty where there is none.

    The same one, logged a second time while the first goes on, is what matters most.
    """
    company = application.company
    rows = list(company.applications.exclude(pk=application.pk).order_by("-pk"))
    live = [row for row in rows if row.stage in LIVE_STAGES]
    twins = [row for row in live if row.role.casefold() == application.role.casefold()]
    if twins:
        return (
            f"{application} stood here already ({_standing(twins[0])}). If this is the same one,"
            " delete it again: two would plan everything twice."
        )
    if live:
        said = "; ".join(f"{row.role} ({_standing(row)})" for row in live[:SAID])
        return f"You are in touch with {company} already: {said}. Their people may be the same."
    ended = [row for row in rows if row.stage in ("rejected", "no reply")][:SAID]
    said = "; ".join(f"{row.role} ({_ending(row)})" for row in ended)
    return f"You applied at {company} before: {said}." if said else ""


def _standing(row: Application) -> str:
    since = f", sent {say_day(row.applied_on)}" if row.applied_on else ""
    return f"{row.get_stage_display().lower()}{since}"


def _ending(row: Application) -> str:
    said = "they said no" if row.stage == "rejected" else "no reply"
    return f"{said}, sent {row.applied_on:%d %b %Y}" if row.applied_on else said
