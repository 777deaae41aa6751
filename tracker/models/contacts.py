from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from tracker.models.companies import NAME_LENGTH, Company
from tracker.models.letters import REGISTER_CHOICES
from tracker.planning.facts import ContactKind

if TYPE_CHECKING:
    from tracker.models.applications import Application
    from tracker.models.interviews import Interview

CONTACT_KIND_CHOICES = [
    (ContactKind.HR, "HR"),
    (ContactKind.HIRING_MANAGER, "Hiring manager"),
    (ContactKind.INTERVIEWER, "Interviewer"),
    (ContactKind.AGENCY_RECRUITER, "Agency recruiter"),
    (ContactKind.REFERRER, "Referrer"),
    (ContactKind.OTHER, "Other"),
]


class ContactQuerySet(models.QuerySet["Contact"]):
    def people_of(self, application: "Application") -> Self:
        """Who can be met or written to: the people at the company, and the recruiter."""
        theirs = models.Q(company=application.company_id) | models.Q(pk=application.recruiter_id)
        return self.filter(theirs, owner=application.owner_id).order_by("pk")

    def who_may_attend(self, interview: "Interview") -> Self:
        """Those people, and whoever is expected there from elsewhere."""
        theirs = models.Q(company=interview.application.company_id)
        theirs |= models.Q(pk=interview.application.recruiter_id)
        there = models.Q(pk__in=interview.attendances.values("contact"))
        return self.filter(theirs | there, owner=interview.owner_id).order_by("pk")

    def recruiters_for(self, application: "Application") -> Self:
        """Through whom it may have come: recruiters of agencies, and the people at the company."""
        recruiters = models.Q(kind=ContactKind.AGENCY_RECRUITER)
        known = models.Q(company=application.company_id) | models.Q(pk=application.recruiter_id)
        return self.filter(recruiters | known, owner=application.owner_id)


class Contact(models.Model):
    """A person at a company, or at the agency through which an application came."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="contacts")
    company = models.ForeignKey(Company, models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=NAME_LENGTH)
    kind = models.CharField(
        max_length=20, choices=CONTACT_KIND_CHOICES, default=ContactKind.INTERVIEWER
    )
    title = models.CharField(max_length=NAME_LENGTH, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    linkedin = models.URLField(max_length=500, blank=True)
    away_until = models.DateField(null=True, blank=True)
    connected = models.BooleanField(default=False)  # on LinkedIn
    register = models.CharField(max_length=10, choices=REGISTER_CHOICES, blank=True)
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="contact_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in ContactKind]),
                name="contact_kind_is_known",
            ),
        ]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
