"""The sample search is removed, and nothing of the owner's own with it."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from tracker.models import Application, Deleted, User
from tracker.models.sample import alone, sample_companies, sample_people
from tracker.services.applications import touched_by
from tracker.services.deleted import Gone, keep_deleted, note_down
from tracker.services.holding import hold_owner
from tracker.services.replan import replan_all


class Removed(NamedTuple):
    """How many applications went, what had to stay, and what brings all back, if anything went."""

    applications: int
    stays: tuple[str, ...]
    kept: Deleted | None


@transaction.atomic
def remove_sample_search(owner: User, *, home: str, now: datetime) -> Removed:
    """Remove its applications with all that is in them, and what then stands alone of the rest.

    A sample person, or company, to which something of the owner's own refers stays, as do people
    whom the owner has added there. `home` is where it is seen again, should it be brought back.
    """
    hold_owner(owner.pk)
    samples = owner.applications.filter(is_sample=True)
    number, touched = samples.count(), _touched(owner)
    contacts, companies = sample_people(owner), sample_companies(owner)
    gone = [_delete(samples), _delete(alone(contacts)), _delete(alone(companies))]
    kept = None
    if any(step.rows for step in gone):
        kept = keep_deleted(owner.pk, "the sample search", gone, home=home, now=now)
    replan_all(touched, because="the sample search was removed", now=now)
    left = (*companies.order_by("name"), *contacts.order_by("name"))
    return Removed(number, tuple(map(str, left)), kept)


def _touched(owner: User) -> list[Application]:
    """The owner's own, where something of the sample search is a fact."""
    own, samples = (owner.applications.filter(is_sample=each) for each in (False, True))
    there = Q(company__is_sample=True) | Q(recruiter__company__is_sample=True)
    there |= Q(company__contacts__in=sample_people(owner))
    near = own.live().filter(there)
    far = {each.pk for sample in samples for each in touched_by(sample)}
    return list(own.filter(Q(pk__in=near) | Q(pk__in=far)).order_by("pk"))


def _delete(rows: QuerySet[Any]) -> Gone:
    gone = note_down(rows)
    rows.delete()
    return gone
