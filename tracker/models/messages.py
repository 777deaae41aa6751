"""What was said in writing or on the phone, and what they asked to be sent."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tracker.models.applications import Application
from tracker.models.contacts import Contact
from tracker.models.interviews import Interview
from tracker.models.words import CHANNEL_CHOICES, DELAY_REASON_CHOICES, OFFER_STATUS_CHOICES
from tracker.planning.facts import Channel, Direction, OfferStatus, Purpose


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
    purpose = models.CharField(
        max_length=30,
        choices=[(purpose.value, purpose.value) for purpose in Purpose],
        default=Purpose.OTHER,
    )
    wants_answer = models.BooleanField(default=False)
    delay_reason = models.CharField(max_length=30, choices=DELAY_REASON_CHOICES, blank=True)
    not_before = models.DateField(null=True, blank=True)  # when we should follow up, they said
    at = models.DateTimeField()
    text = models.TextField(max_length=20_000, blank=True)
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

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
    can_send_on = models.DateField(null=True, blank=True)  # the owner's own guess
    promised_for = models.DateField(null=True, blank=True)  # what they were told
    needed_by = models.DateField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

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


class Offer(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="offers")
    application = models.ForeignKey(Application, models.CASCADE, related_name="offers")
    received_at = models.DateTimeField()
    answer_by = models.DateField(null=True, blank=True)
    amount = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=OFFER_STATUS_CHOICES, default=OfferStatus.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in OfferStatus]),
                name="offer_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status=OfferStatus.OPEN) | Q(decided_at__isnull=False),
                name="a_decided_offer_has_its_moment",
            ),
        ]
        ordering = ["received_at", "pk"]

    def __str__(self) -> str:
        return f"Offer of {self.received_at:%Y-%m-%d}"


class Question(models.Model):
    """Something the owner wants to know, to be asked when there is occasion (C15)."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="questions")
    application = models.ForeignKey(Application, models.CASCADE, related_name="questions")
    text = models.CharField(max_length=500)
    asked_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="question_says_something"),
        ]
        ordering = ["entered_at", "pk"]

    def __str__(self) -> str:
        return self.text
