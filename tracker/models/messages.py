"""What was said in writing or on the phone, and what they asked to be sent."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tracker.models.applications import Application
from tracker.models.contacts import Contact
from tracker.models.interviews import Interview
from tracker.planning.facts import Channel, Direction, Purpose

CHANNEL_CHOICES = [
    (Channel.EMAIL, "E-mail"),
    (Channel.PHONE, "Phone"),
    (Channel.LINKEDIN, "LinkedIn"),
    (Channel.POST, "Post"),
    (Channel.IN_PERSON, "In person"),
    (Channel.OTHER, "Another way"),
]
PURPOSE_CHOICES = [
    (Purpose.THANK_YOU, "Thank-you"),
    (Purpose.CHECK_IN, "Check-in"),
    (Purpose.INFORMATION, "What they asked for"),
    (Purpose.OTHER, "Something else"),
]


class Message(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages")
    application = models.ForeignKey(Application, models.CASCADE, related_name="messages")
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    direction = models.CharField(
        max_length=10, choices=[(Direction.IN, "From them"), (Direction.OUT, "From me")]
    )
    channel = models.CharField(max_length=20, choices=CHANNEL_CHOICES, default=Channel.EMAIL)
    purpose = models.CharField(max_length=20, choices=PURPOSE_CHOICES, default=Purpose.OTHER)
    at = models.DateTimeField()
    text = models.TextField(max_length=20_000, blank=True)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=[direction.value for direction in Direction]),
                name="message_direction_is_known",
            ),
        ]
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_direction_display()}, {self.at:%Y-%m-%d}"


class InformationRequest(models.Model):
    """Something they asked for, by the channel on which they want it."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="information_requests"
    )
    application = models.ForeignKey(
        Application, models.CASCADE, related_name="information_requests"
    )
    interview = models.ForeignKey(
        Interview, models.CASCADE, null=True, blank=True, related_name="information_requests"
    )
    what = models.CharField(max_length=500)
    channel = models.CharField(max_length=20, choices=CHANNEL_CHOICES, default=Channel.EMAIL)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True)
    promised_for = models.DateField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="request_says_what"),
            models.CheckConstraint(
                condition=Q(delivered_at=None) | Q(delivered_at__gte=F("asked_at")),
                name="request_is_delivered_after_it_was_made",
            ),
        ]
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return self.what
