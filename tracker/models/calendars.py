"""What calendars are given: events as they were last written, and a version that tells of a change."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tracker.models.applications import Application


class EventKind(models.TextChoices):
    INTERVIEW = "interview", "Interview"
    FOLLOW_UP = "follow-up", "Follow-up"
    DECISION = "decision", "Decision expected"
    OFFER = "offer", "Offer deadline"


# So long an event that is off is still served, as cancelled: some calendars never remove what is
# merely missing.
CANCELLED_FOR = timedelta(days=28)


class Calendar(models.Model):
    """Raised with every change of the owner's events, in the transaction of the fact behind it."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar", primary_key=True
    )
    version = models.PositiveIntegerField(default=0)
    # Each version has a second of its own: calendars that know nothing but dates can tell them apart.
    changed_at = models.DateTimeField()
    written_for = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"calendar of {self.owner}, version {self.version}"


class CalendarEventQuerySet(models.QuerySet["CalendarEvent"]):
    def without_bytes(self) -> Self:
        """For whoever reads what an event says, and not how it is written."""
        return self.defer("times", "times_by_hour", "full", "private")

    def not_gone(self, today: datetime) -> Self:
        """What stands, and what was called off not long before the day that begins at `today`."""
        return self.filter(Q(cancelled_at=None) | Q(cancelled_at__gt=today - CANCELLED_FOR))


class CalendarEvent(models.Model):
    """One event, as it stands in the calendar, and its bytes: see `tracker.ical.event`.

    It outlives what it comes from, so that calendars hear that it is off.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_events"
    )
    application = models.ForeignKey(
        Application, models.SET_NULL, null=True, related_name="calendar_events"
    )
    key = models.CharField(max_length=40)  # what it comes from: interview-12
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    title = models.CharField(max_length=750)
    place = models.TextField(blank=True)
    about = models.TextField(blank=True)
    path = models.CharField(max_length=100)  # of its page
    # Two moments; or two days, of which the second is the first that no longer belongs to it.
    begins_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    # The hour of a day that suits it, for calendars that would rather have it so.
    hour_begins_at = models.DateTimeField(null=True)
    hour_ends_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    written_for = models.CharField(max_length=300)
    times = models.BinaryField()
    times_by_hour = models.BinaryField()
    full = models.BinaryField()
    private = models.BinaryField()

    objects = CalendarEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "key"], name="one_event_a_key"),
            models.CheckConstraint(
                condition=Q(begins_on=None, ends_on=None, ends_at__gt=F("begins_at"))
                | Q(begins_at=None, ends_at=None, ends_on__gt=F("begins_on")),
                name="event_has_moments_or_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=EventKind.values), name="event_kind_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["cancelled_at"],
                name="event_to_forget",
                condition=Q(cancelled_at__isnull=False),
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def span(self) -> tuple[datetime, datetime] | tuple[date, date]:
        """Its two moments, in UTC, or its two days."""
        if self.begins_at and self.ends_at:
            return self.begins_at.astimezone(UTC), self.ends_at.astimezone(UTC)
        assert self.begins_on is not None
        assert self.ends_on is not None
        return self.begins_on, self.ends_on

    def day_in(self, zone: ZoneInfo) -> date:
        """The day on which it begins, in `zone`."""
        begins = self.span[0]
        return begins.astimezone(zone).date() if isinstance(begins, datetime) else begins

    @property
    def hour(self) -> tuple[datetime, datetime] | None:
        """The hour at which it can stand instead, in UTC."""
        if self.hour_begins_at and self.hour_ends_at:
            return self.hour_begins_at.astimezone(UTC), self.hour_ends_at.astimezone(UTC)
        return None
