"""The sample search is removed, and nothing of the owner's own with it."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from tracker.models import Application, Deleted, User
from tracker.services.applications import touched_by
from tracker.services.deleted import Gone, keep_deleted, note_down
from tracker.services.holding import hold_owner
from tracker.services.replan import replan_all
from tracker.services.sample import SURNAME


class Removed(NamedTuple):
    """How many applications went, what had to stay, and what brings all of it back."""

    applications: int
    stays: tuple[str, ...]
    kept: Deleted


@transaction.atomic
def remove_sample_search(owner: User, *, home: str, now: datetime) -> Removed:
    """Remove its applications with all that is in them, and what then stands alone of the rest.

    A sample person, or company, to which something of the owner's own refers stays, as do people
    whom the owner has added there. `home` is where it is seen again, should it be brought back.
    """
    hold_owner(owner.pk)
    samples = owner.applications.filter(is_sample=True)
    number, touched = samples.count(), _touched(owner)
    contacts = owner.contacts.filter(company__is_sample=True, name__endswith=SURNAME)
    companies = owner.companies.filter(is_sample=True)
    gone = [_delete(samples), _delete(_alone(contacts)), _delete(_alone(companies))]
    kept = keep_deleted(owner.pk, "the sample search", gone, home=home, now=now)
    replan_all(touched, because="the sample search was removed", now=now)
    left = (*companies.order_by("name"), *contacts.order_by("name"))
    return Removed(number, tuple(row.name for row in left), kept)


def _touched(owner: User) -> list[Application]:
    """The owner's own, where something of the sample search is a fact."""
    own, samples = (owner.applications.filter(is_sample=each) for each in (False, True))
    there = Q(company__is_sample=True) | Q(recruiter__company__is_sample=True)
    near = own.live().filter(there)
    far = {each.pk for sample in samples for each in touched_by(sample)}
    return list(own.filter(Q(pk__in=near) | Q(pk__in=far)).order_by("pk"))


def _alone(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those to which nothing refers, from whichever table."""
    relations = rows.model._meta.related_objects  # noqa: SLF001 - Django means it to be used
    refers = reduce(or_, (Q(**{f"{relation.name}__isnull": False}) for relation in relations))
    return rows.exclude(pk__in=rows.filter(refers).values("pk"))


def _delete(rows: QuerySet[Any]) -> Gone:
    gone = note_down(rows)
    rows.delete()
    return gone
