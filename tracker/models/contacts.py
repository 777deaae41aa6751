from django.conf import settings
from django.db import models

from tracker.models.companies import NAME_LENGTH, Company
from tracker.planning.facts import ContactKind

CONTACT_KIND_CHOICES = [
    (ContactKind.HR, "HR"),
    (ContactKind.HIRING_MANAGER, "Hiring manager"),
    (ContactKind.INTERVIEWER, "Interviewer"),
    (ContactKind.AGENCY_RECRUITER, "Agency recruiter"),
    (ContactKind.REFERRER, "Referrer"),
    (ContactKind.OTHER, "Other"),
]


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
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

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
