"""Files that belong to an application: each version of the CV and of the letter that went out."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tracker.models.applications import Application


class DocumentKind(models.TextChoices):
    CV = "cv", "CV"
    LETTER = "letter", "Letter"
    OTHER = "other", "Other"


class Document(models.Model):
    """What is known of a file; its bytes lie under MEDIA_ROOT, by a name that nobody chose."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="documents")
    application = models.ForeignKey(Application, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=10, choices=DocumentKind)
    number = models.PositiveIntegerField()  # which version of its kind
    name = models.CharField(max_length=150)  # as it was called; never a path
    size = models.PositiveIntegerField()  # in bytes
    stored_as = models.CharField(max_length=100, unique=True)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "number"], name="document_version_is_one"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values), name="document_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="document_has_a_name"),
        ]
        ordering = ["kind", "-number"]

    def __str__(self) -> str:
        return self.name
