"""The page of a company: what was applied for there, and who is known there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from tracker.models import Application, Company, Contact
from tracker.planning.facts import LIVE_STAGES, Stage
from tracker.planning.words import say_day
from tracker.queries.applications import ApplicationRow, application_rows
from tracker.queries.contacts import ContactRow, contact_rows
from tracker.queries.filters import Filter

SAID = 3  # so many earlier ones in one sentence
ENDED: dict[str, str] = {Stage.REJECTED: "they said no", Stage.NO_REPLY: "no reply"}


@dataclass(frozen=True, slots=True)
class CompanyPage:
    company: Company
    applications: tuple[ApplicationRow, ...]
    more: bool  # applications than these
    people: tuple[ContactRow, ...]
    more_people: bool
    others: tuple[tuple[int, str], ...]  # companies that it may be one with
    list_href: str


def company_page(company: Company, now: datetime) -> CompanyPage:
    """What there is of it, as far as it fits on a page, in seven queries."""
    owner = company.owner
    rows, more = application_rows(owner, Filter(company=company.pk), now)
    people, more_people = contact_rows(owner, now, company=company.pk)
    others = owner.companies.exclude(pk=company.pk).order_by("name").values_list("pk", "name")
    return CompanyPage(
        company=company,
        applications=tuple(rows),
        more=more,
        people=tuple(people),
        more_people=more_people,
        others=tuple(others),
        list_href=f"{reverse('application-list')}?company={company.pk}",
    )


def namesakes(contact: Contact) -> list[Contact]:
    """Whom `contact` may be one with: the others at its company, and who is called or written to
    the same elsewhere.
    """
    same = Q(company=contact.company_id) | Q(name__iexact=contact.name)
    if contact.email:
        same |= Q(email__iexact=contact.email)
    rows = contact.owner.contacts.exclude(pk=contact.pk).select_related("company")
    return list(rows.filter(same).order_by("name", "pk"))


def applied_before(application: Application, today: date) -> str:
    """What else is known of applications to the same company; empty where there is none."""
    company = application.company
    rows = list(company.applications.exclude(pk=application.pk).order_by("-pk"))
    ended = [row for row in rows if row.stage in ENDED]
    before = f"You applied at {company} before: {_named(ended, today)}." if ended else ""
    going_on = _going_on(application, [row for row in rows if row.stage in LIVE_STAGES], today)
    return " ".join(filter(None, (going_on, before)))


def _going_on(application: Application, live: Sequence[Application], today: date) -> str:
    """The same one, logged a second time while the first goes on, is what matters most."""
    role = application.role.casefold()
    twin = next((row for row in live if row.role.casefold() == role), None)
    if twin:
        return (
            f"{application} stood here already ({_state(twin, today)}). If this is the same one,"
            " delete it again: two would plan everything twice."
        )
    if not live:
        return ""
    said = f"You are in touch with {application.company} already: {_named(live, today)}."
    return f"{said} Their people may be the same."


def _named(rows: Sequence[Application], today: date) -> str:
    return "; ".join(f"{row.role} ({_state(row, today)})" for row in rows[:SAID])


def _state(row: Application, today: date) -> str:
    said, sent = ENDED.get(row.stage, row.get_stage_display().lower()), row.applied_on
    if sent is None:
        return said
    return f"{said}, sent {say_day(sent)}" + (f" {sent.year}" if sent.year != today.year else "")
