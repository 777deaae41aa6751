"""What was deleted a moment ago, kept for an hour so that it can be brought back."""

from django.conf import settings
from django.db import models


class Deleted(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="deleted")
    name = models.CharField(max_length=300)  # what it was, where that is said
    home = models.CharField(max_length=300)  # the page on which it is seen once it is back
    rows = models.TextField()  # all that went with it, as Django writes it down; empty: it is back
    links = models.JSONField()  # [table, number, column, what stood there]: see services/deleted.py
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
