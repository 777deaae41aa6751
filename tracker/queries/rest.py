"""The rest of the search, after an offer was accepted: what would end, with a kind word for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from tracker.models import Application, Contact, FollowUp, Offer
from tracker.planning.facts import ContactKind, Stage
from tracker.queries.letter_sources import own_templates
from tracker.queries.mailto import mailto_of
from tracker.writing.composing import compose
from tracker.writing.letters import Draft, Kind, LetterFacts, Register, Template

Own = Mapping[tuple[str, str], Template]  # the owner's templates, by kind and register

# To whom a withdrawal is written: first those who carry the news to the others.
FIRST = (
    ContactKind.AGENCY_RECRUITER,
    ContactKind.HR,
    ContactKind.HIRING_MANAGER,
    ContactKind.INTERVIEWER,
    ContactKind.REFERRER,
    ContactKind.OTHER,
)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    pk: int
    title: str
    href: str
    ends: tuple[str, ...]  # the titles of what is planned there
    to: str
    letter: str  # empty where it was never sent
    mailto: str  # empty where no address is known


def rest_of_search(offer: Offer) -> tuple[Withdrawal, ...]:
    """Every other live application, in four queries however many there are."""
    planned = Prefetch(
        "follow_ups", FollowUp.objects.open().order_by("due", "pk"), to_attr="planned"
    )
    others = live_beside(offer).select_related("company", "recruiter").prefetch_related(planned)
    rows = list(others.order_by("company__name", "role", "pk"))
    people = _people(rows)
    own = own_templates(offer.owner_id, (Kind.WITHDRAW_AFTER_ACCEPTING,))
    return tuple(_withdrawal(row, people.get(row.company_id, []), offer, own) for row in rows)


def live_beside(offer: Offer) -> "QuerySet[Application]":
    """The applications that an accepted offer leaves open, of the same search."""
    alike = Application.objects.filter(owner=offer.owner_id, is_sample=offer.application.is_sample)
    return alike.live().exclude(pk=offer.application_id)


def _people(rows: Iterable[Application]) -> dict[int, list[Contact]]:
    """By company."""
    found: dict[int, list[Contact]] = {}
    companies = {row.company_id for row in rows}
    for person in Contact.objects.filter(company__in=companies).order_by("pk"):
        found.setdefault(person.company_id, []).append(person)
    return found


def _withdrawal(row: Application, people: list[Contact], offer: Offer, own: Own) -> Withdrawal:
    to = row.recruiter or min(
        people, key=lambda each: FIRST.index(ContactKind(each.kind)), default=None
    )
    letter = _letter(row, to, offer, own) if row.stage != Stage.SAVED else None
    return Withdrawal(
        pk=row.pk,
        title=str(row),
        href=reverse("application", args=[row.pk]),
        ends=tuple(each.title for each in row.planned),  # type: ignore[attr-defined]  # prefetched
        to=to.name if to else "",
        letter=letter.body if letter else "",
        mailto=mailto_of(letter) if letter else "",
    )


def _letter(row: Application, to: Contact | None, offer: Offer, own: Own) -> Draft:
    kind = Kind.WITHDRAW_AFTER_ACCEPTING
    register = Register(to.register) if to and to.register else Register.NEUTRAL
    facts = LetterFacts(
        my_name=offer.owner.name,
        contact_name=to.name if to else "",
        contact_address=to.email if to else "",
        company=row.company.name,
        role=row.role,
        recruiter_name=row.recruiter.name if row.recruiter else "",
        recruiter_address=row.recruiter.email if row.recruiter else "",
    )
    return compose(kind, facts, register, own=own.get((kind.value, register.value)))
