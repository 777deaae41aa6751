"""What is to be done, when, and why; and what was decided about it."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tracker.models.applications import Application
from tracker.models.contacts import Contact
from tracker.models.interviews import Interview
from tracker.models.letters import REGISTER_CHOICES, LetterText
from tracker.models.messages import InformationRequest
from tracker.models.words import CHANNEL_CHOICES
from tracker.planning.facts import Channel
from tracker.planning.lapsing import LAPSING, STILL_WANTED, has_lapsed
from tracker.planning.old import OLD_KEY


class FollowUpStatus(models.TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    SKIPPED = "skipped", "Skipped"
    PASSED = "passed", "Passed"  # its window had closed before its cause was entered
    WITHDRAWN = "withdrawn", "Withdrawn"


# What the user decided; no plan undoes it.
DECIDED = (FollowUpStatus.DONE, FollowUpStatus.SKIPPED)


def lapsed(now: datetime) -> Q:
    """Those that are pointless by `now`, as `has_lapsed` says it of one."""
    not_put_off = Q(snoozed_until=None) | Q(snoozed_until__lte=F("closes"))
    over = not_put_off | Q(snoozed_until__lte=now - STILL_WANTED)
    return Q(kind__in=LAPSING, closes__lte=now) & over


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def open(self) -> Self:
        return self.filter(status=FollowUpStatus.OPEN)

    def standing(self, now: datetime) -> Self:
        """Open, not pointless by now, and not asked about in a list of its own."""
        return self.open().exclude(kind=OLD_KEY).exclude(lapsed(now))


class FollowUp(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follow_ups")
    application = models.ForeignKey(Application, models.CASCADE, related_name="follow_ups")
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="follow_ups"
    )
    interview = models.ForeignKey(
        Interview, models.SET_NULL, null=True, blank=True, related_name="follow_ups"
    )
    request = models.ForeignKey(
        InformationRequest, models.SET_NULL, null=True, blank=True, related_name="follow_ups"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=100)
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=500)
    channel = models.CharField(max_length=20, choices=CHANNEL_CHOICES, default=Channel.EMAIL)
    opens = models.DateTimeField()
    due = models.DateTimeField()
    closes = models.DateTimeField()
    why = models.TextField()
    advice = models.JSONField(default=list)
    status = models.CharField(
        max_length=10, choices=FollowUpStatus.choices, default=FollowUpStatus.OPEN
    )
    snoozed_until = models.DateTimeField(null=True, blank=True)
    # Done because a fact shows it (a debrief, a logged message): undone with that fact.
    settled_by_fact = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    # The letter as the owner left it; empty: it is composed from the facts.
    draft_subject = models.CharField(max_length=300, blank=True)
    draft_body = models.TextField(max_length=10_000, blank=True)
    draft_register = models.CharField(max_length=10, choices=REGISTER_CHOICES, blank=True)
    # Letters that another took the place of, each as a list; none is thrown away.
    put_aside = models.JSONField(default=list)
    entered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "key"], name="one_follow_up_a_key"),
            models.CheckConstraint(
                condition=Q(opens__lte=F("due")) & Q(due__lte=F("closes")),
                name="follow_up_window_is_ordered",
            ),
            models.CheckConstraint(
                condition=Q(status__in=FollowUpStatus.values), name="follow_up_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=DECIDED) | Q(decided_at__isnull=False),
                name="a_decision_has_its_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due"],
                name="follow_up_open_by_due",
                condition=Q(status=FollowUpStatus.OPEN),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def letter(self) -> LetterText:
        """The letter as the owner left it."""
        return LetterText(self.draft_subject, self.draft_body, self.draft_register)

    @property
    def earlier_letters(self) -> list[LetterText]:
        """Those that another took the place of, the first one first."""
        return [LetterText(*each) for each in self.put_aside]

    @property
    def letters(self) -> list[LetterText]:
        """All that the owner wrote for it, the first one first."""
        return [each for each in (*self.earlier_letters, self.letter) if each.body]

    @property
    def opens_from(self) -> datetime:
        """When it may be done: when its window opens, or the later moment to which it was put off."""
        return max(self.opens, self.snoozed_until) if self.snoozed_until else self.opens

    @property
    def due_by(self) -> datetime:
        """When it is due, or the end of the later day to which it was put off, where the reader is."""
        if self.snoozed_until is None:
            return self.due
        local = timezone.localtime(self.snoozed_until)
        return max(self.due, local.replace(hour=23, minute=59, second=59))

    def has_lapsed(self, now: datetime) -> bool:
        """Whether it is pointless by `now`: its window has closed, and late is no use."""
        return has_lapsed(self.kind, self.opens_from, self.closes, now)
