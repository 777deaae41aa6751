from django.conf import settings
from django.db import models

from tracker.models.calendars import EventKind

PAST_CHOICES = [(7, "A week"), (30, "A month"), (90, "Three months"), (365, "A year")]
ALARM_CHOICES = [
    (0, "None"),
    (10, "10 minutes before"),
    (30, "30 minutes before"),
    (60, "An hour before"),
    (1440, "A day before"),
]


def all_kinds() -> list[str]:
    """What a feed carries unless something is taken out of it."""
    return list(EventKind.values)


class CalendarFeed(models.Model):
    """A private address that a calendar subscribes to. Only the token's digest is kept."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feeds")
    name = models.CharField(max_length=100)
    kinds = models.JSONField(default=all_kinds)
    is_private = models.BooleanField(default=False)  # titles without company and people
    by_hour = models.BooleanField(default=False)  # follow-ups at an hour, not all day
    days_back = models.PositiveSmallIntegerField(choices=PAST_CHOICES, default=90)
    alarm = models.PositiveSmallIntegerField(choices=ALARM_CHOICES, default=0)  # minutes before
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_fetched_at = models.DateTimeField(null=True, blank=True)
    last_fetched_by = models.CharField(max_length=200, blank=True)  # as the client names itself

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name
