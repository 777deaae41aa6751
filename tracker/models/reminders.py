"""Reminders (what is to be said when) and deliveries (one mail each): the truth about all mail.

The queue only wakes the sweep; these rows say what it has to do and what became of it.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from tracker.models.follow_ups import FollowUp
from tracker.models.interviews import Interview


class DeliveryState(models.TextChoices):
    CLAIMED = "claimed", "About to leave"
    SENDING = "sending", "Leaving"
    SENT = "sent", "Sent"
    WAITING = "waiting", "Will be tried again"
    FAILED = "failed", "Refused"
    UNCERTAIN = "uncertain", "Not sure it arrived"
    DROPPED = "dropped", "Not needed any more"
    KEPT = "kept", "Kept here: no mail server is set"


# A sender may hold these; when its lease runs out, the first can be taken again safely, the second
# cannot: nobody knows whether the server took the message.
IN_HAND = (DeliveryState.CLAIMED, DeliveryState.SENDING)


class DeliveryKind(models.TextChoices):
    REMINDER = "reminder", "Reminder"
    REVIEW = "review", "Weekly review"
    TEST = "test", "Test mail"


class Delivery(models.Model):
    """One mail to one person: made when its reminders are claimed, kept as the outbox's record."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="deliveries")
    kind = models.CharField(
        max_length=10, choices=DeliveryKind.choices, default=DeliveryKind.REMINDER
    )
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=DeliveryState.choices)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    # Raised by whoever takes a reminder out, so that a sender who read the old set can't send it.
    generation = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    # How often its sender stopped before it began to leave: writing it may be what stops them.
    crashes = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField()
    recipient = models.EmailField(max_length=254, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    answer = models.TextField(blank=True)  # what the server said, or why nothing was sent
    entered_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.values), name="delivery_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=IN_HAND)
                | (Q(lease_until__isnull=False) & Q(lease_token__isnull=False)),
                name="a_delivery_in_hand_has_a_lease",
            ),
        ]
        indexes = [
            models.Index(
                fields=["lease_until"], name="delivery_in_hand", condition=Q(state__in=IN_HAND)
            ),
            models.Index(fields=["try_at"], name="delivery_to_retry", condition=Q(state="waiting")),
            models.Index(fields=["owner", "-entered_at"], name="delivery_recent"),
        ]

    def __str__(self) -> str:
        return self.subject or f"delivery {self.pk}"

    @property
    def is_asked_for(self) -> bool:
        """Whether somebody waits for it: a test, or a mail that they have sent once more."""
        return self.kind == DeliveryKind.TEST or bool(self.subject and not self.attempts)


class ReminderState(models.TextChoices):
    SCHEDULED = "scheduled", "Scheduled"
    CLAIMED = "claimed", "In a mail"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Reminder(models.Model):
    """One moment at which one follow-up, or one interview, is to be mentioned in a mail.

    An interview has moments of its own: whoever has prepared still wants its link before it begins.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders")
    follow_up = models.ForeignKey(
        FollowUp, models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    interview = models.ForeignKey(
        Interview, models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    send_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=ReminderState.choices, default=ReminderState.SCHEDULED
    )
    delivery = models.ForeignKey(
        Delivery, models.SET_NULL, null=True, blank=True, related_name="reminders"
    )
    # A change has put its moment behind us: that it comes late is no sign that we were off.
    overtaken = models.BooleanField(default=False)

    class Meta:
        constraints = [
            # The same moment is never mentioned twice, whatever is planned again in between.
            models.UniqueConstraint(fields=["follow_up", "send_at"], name="one_reminder_a_moment"),
            models.UniqueConstraint(
                fields=["interview", "send_at"], name="one_reminder_a_moment_of_an_interview"
            ),
            models.CheckConstraint(
                condition=Q(follow_up__isnull=True, interview__isnull=False)
                | Q(follow_up__isnull=False, interview__isnull=True),
                name="a_reminder_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReminderState.values), name="reminder_state_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["send_at"],
                name="reminder_scheduled",
                condition=Q(state=ReminderState.SCHEDULED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.follow_up or self.interview} at {self.send_at:%Y-%m-%d %H:%M}"


class WeeklyReview(models.Model):
    """When a person's next weekly review is to be written, be it switched off or not.

    It moves on in the transaction that makes the review's delivery: never twice, never lost.
    """

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="weekly_review"
    )
    next_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"review of {self.owner} at {self.next_at:%Y-%m-%d %H:%M}"


class Beat(models.Model):
    """A moment by its name: the worker's last sign of life; until when a wrong setting holds all mail."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"
