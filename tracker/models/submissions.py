from django.conf import settings
from django.db import models


class Submission(models.Model):
    """A form that was taken once: sent again (a double click), it leads to what it made."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="submissions")
    token = models.UUIDField()
    location = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "token"], name="a_form_is_taken_once"),
        ]

    def __str__(self) -> str:
        return f"{self.token} → {self.location}"
