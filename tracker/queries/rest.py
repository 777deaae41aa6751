"""The rest of the search, after an offer was accepted: what would end, with a kind word for each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from tracker.models import Application, Contact, FollowUp, Offer
from tracker.planning.facts import ContactKind

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
    letter: str


def rest_of_search(offer: Offer) -> tuple[Withdrawal, ...]:
    """Every other live application, in three queries however many there are."""
    planned = Prefetch(
        "follow_ups", FollowUp.objects.open().order_by("due", "pk"), to_attr="planned"
    )
    others = live_beside(offer).select_related("company", "recruiter").prefetch_related(planned)
    met = set(others.filter(interviews__isnull=False).values_list("pk", flat=True))
    rows = list(others.order_by("company__name", "role", "pk"))
    people = _people(rows)
    sender = offer.owner.name
    return tuple(
        _withdrawal(row, people.get(row.company_id, []), sender, met=row.pk in met) for row in rows
    )


def live_beside(offer: Offer) -> "QuerySet[Application]":
    """The applications that an accepted offer leaves open."""
    return Application.objects.filter(owner=offer.owner_id).live().exclude(pk=offer.application_id)


def _people(rows: Iterable[Application]) -> dict[int, list[Contact]]:
    """By company."""
    found: dict[int, list[Contact]] = {}
    companies = {row.company_id for row in rows}
    for person in Contact.objects.filter(company__in=companies).order_by("pk"):
        found.setdefault(person.company_id, []).append(person)
    return found


def _withdrawal(row: Application, people: list[Contact], sender: str, *, met: bool) -> Withdrawal:
    to = row.recruiter or min(
        people, key=lambda each: FIRST.index(ContactKind(each.kind)), default=None
    )
    return Withdrawal(
        pk=row.pk,
        title=str(row),
        href=reverse("application", args=[row.pk]),
        ends=tuple(each.title for each in row.planned),  # type: ignore[attr-defined]  # prefetched
        to=to.name if to else "",
        letter=_letter(row, to.name if to else "", sender, met=met),
    )


def _letter(row: Application, to: str, sender: str, *, met: bool) -> str:
    thanks = "the time that you took to meet me" if met else "considering my application"
    return (
        f"Dear {to or f'{row.company} team'},\n\n"
        f"Thank you for {thanks}. I have accepted another offer, and so I withdraw my application"
        f" for the role of {row.role} at {row.company}.\n\n"
        f"{MET if met else NOT_MET}\n\n"
        f"With kind regards\n{sender}"
    )


MET = (
    "I enjoyed our conversation and hope that our paths cross again. I wish you all the best for"
    " the role and for your team."
)
NOT_MET = (
    "I wish you all the best in finding the right person, and hope that our paths cross another"
    " time."
)
