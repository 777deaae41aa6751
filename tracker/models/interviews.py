"""Interviews, who was there, and what they said of the time to come."""

import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tracker.models.applications import Application
from tracker.models.contacts import Contact
from tracker.models.words import CERTAINTY_CHOICES
from tracker.planning.facts import Certainty, InterviewStatus

INTERVIEW_KIND_CHOICES = [
    ("phone", "Phone"),
    ("video", "Video"),
    ("on-site", "On site"),
    ("panel", "Panel"),
    ("task", "Task or presentation"),
    ("other", "Other"),
]


class Interview(models.Model):
    """Wall time and zone are what was agreed; `starts_at` and `ends_at` are what they mean in UTC.

    Both are kept, so that a change of a zone's rules can be followed.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="interviews")
    application = models.ForeignKey(Application, models.CASCADE, related_name="interviews")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=INTERVIEW_KIND_CHOICES, default="video")
    date = models.DateField()
    time = models.TimeField()
    fold = models.PositiveSmallIntegerField(default=0)  # 1: the second of two equal wall times
    zone_name = models.CharField(max_length=64)
    minutes = models.PositiveSmallIntegerField(default=60)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=500, blank=True)
    link = models.URLField(max_length=2000, blank=True)
    notes = models.TextField(max_length=20_000, blank=True)
    forgot_to_say = models.TextField(max_length=2_000, blank=True)
    status = models.CharField(
        max_length=20,
        choices=[(status.value, status.value.capitalize()) for status in InterviewStatus],
        default=InterviewStatus.SCHEDULED,
    )
    invited_on = models.DateField(null=True, blank=True)  # a word from them
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by_them = models.BooleanField(default=False)
    debriefed_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="interview_ends_after_its_start"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in InterviewStatus]),
                name="interview_status_is_known",
            ),
            models.CheckConstraint(condition=Q(fold__lte=1), name="interview_fold_is_a_bit"),
        ]
        indexes = [models.Index(fields=["owner", "starts_at"], name="interview_by_start")]
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} interview, {self.date} {self.time:%H:%M}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone_name)


class Attendance(models.Model):
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="attendances")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="attendances")
    rapport = models.PositiveSmallIntegerField(null=True, blank=True)
    talking_point = models.CharField(max_length=500, blank=True)
    lead = models.BooleanField(default=False)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "contact"], name="one_attendance_a_contact"
            ),
            models.CheckConstraint(
                condition=Q(rapport=None) | Q(rapport__range=(1, 5)), name="rapport_is_1_to_5"
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.contact} at {self.interview}"

    @property
    def owner_id(self) -> int:
        return self.interview.owner_id

    @property
    def application_id(self) -> int:
        return self.interview.application_id


class Estimate(models.Model):
    """When they expect to decide, in their words and as the days that these mean.

    Without `latest` they were asked and would not say: that ends an estimate given before.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="estimates")
    application = models.ForeignKey(Application, models.CASCADE, related_name="estimates")
    # Where it was said: it goes when that is deleted. One debrief, or message, says one thing.
    interview = models.OneToOneField(
        Interview, models.CASCADE, null=True, blank=True, related_name="estimate"
    )
    message = models.OneToOneField(
        "tracker.Message", models.CASCADE, null=True, blank=True, related_name="estimate"
    )
    said_on = models.DateField()
    said_by = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True)
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True)
    certainty = models.CharField(max_length=10, choices=CERTAINTY_CHOICES, default=Certainty.LIKELY)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latest=None) | Q(latest__gte=F("said_on")),
                name="estimate_is_not_before_it_was_said",
            ),
            models.CheckConstraint(
                condition=Q(earliest=None) | Q(latest__gte=F("earliest")),
                name="estimate_is_ordered",
            ),
        ]
        ordering = ["said_on", "pk"]

    def __str__(self) -> str:
        return self.words or f"decision by {self.latest}"
