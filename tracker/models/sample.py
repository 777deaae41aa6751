"""What of the sample search is no application: its people and companies, known by their marks."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Q, QuerySet

from tracker.models.accounts import User
from tracker.models.companies import Company
from tracker.models.contacts import Contact

SURNAME = " Sample"
ADDRESS = "@example.com"  # nobody's, so that they are known at a company of the owner's own, too


def sample_people(owner: User) -> QuerySet[Contact]:
    """Wherever they are by now; whom the owner has added there is none of them."""
    marked = Q(company__is_sample=True) | Q(email__endswith=ADDRESS)
    return Contact.objects.filter(marked, owner=owner, name__endswith=SURNAME)


def sample_companies(owner: User) -> QuerySet[Company]:
    return Company.objects.filter(owner=owner, is_sample=True)


def alone(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those to which nothing refers, from whichever table."""
    relations = rows.model._meta.related_objects  # noqa: SLF001 - Django means it to be used
    refers = reduce(or_, (Q(**{f"{relation.name}__isnull": False}) for relation in relations))
    return rows.exclude(pk__in=rows.filter(refers).values("pk"))


def is_logged(owner: User) -> tuple[bool, bool]:
    """Whether there is an application, and whether some of the sample search is, in one query."""
    samples = owner.applications.filter(is_sample=True)
    parts = (samples, alone(sample_people(owner)), alone(sample_companies(owner)))
    asked = (Exists(rows) for rows in (owner.applications.all(), *parts))
    logged, *there = User.objects.filter(pk=owner.pk).values_list(*asked).get()
    return logged, any(there)
