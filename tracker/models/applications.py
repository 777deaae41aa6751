"""An application: one role at one company, and the stage it has reached."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import connections, models

from tracker.models.companies import NAME_LENGTH, Company
from tracker.models.lists import Tag
from tracker.models.words import CHANNEL_CHOICES
from tracker.planning.facts import LIVE_STAGES, Stage

STAGE_CHOICES = [(stage.value, stage.value.capitalize()) for stage in Stage]


class ApplicationQuerySet(models.QuerySet["Application"]):
    def live(self) -> Self:
        """Those where something may still come."""
        return self.filter(stage__in=LIVE_STAGES)

    def for_planning(self) -> Self:
        """With all that planning asks of its row and of its owner."""
        last_change = StageChange.objects.filter(application=models.OuterRef("pk"))
        told = self.model.objects.filter(pk=models.OuterRef("pk"), news_to_tell__isnull=False)
        since = models.Subquery(last_change.order_by("-pk").values("at")[:1])
        return self.select_related("company", "owner__preferences").annotate(
            since=since, is_told_news=models.Exists(told)
        )

    def hold(self, pk: int) -> None:
        """Keep others from this application until the transaction ends; before anything is written.

        Its owner comes first: what one person does to several applications at once comes one after
        the other, in whatever order it needs them. New rows may point at the owner meanwhile.
        """
        rows = self.select_related("owner").only("pk", "owner__id")
        rows.select_for_update(of=("owner", "self"), no_key=True).get(pk=pk)

    def locked(self, pk: int) -> "Application":
        """This application, held and ready to be planned.

        Fetched only then: a query that had to wait would mix what was before with what is now.
        """
        if connections[self.db].features.has_select_for_update:
            self.hold(pk)  # elsewhere (SQLite) a transaction keeps all others out from its start
        return self.for_planning().get(pk=pk)


class Application(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="applications")
    company = models.ForeignKey(Company, models.PROTECT, related_name="applications")
    role = models.CharField(max_length=NAME_LENGTH)
    stage = models.CharField(max_length=20, choices=STAGE_CHOICES, default=Stage.APPLIED)
    posting_link = models.URLField(max_length=2000, blank=True)
    posting = models.TextField(max_length=100_000, blank=True)  # its text, as it was then
    place = models.CharField(max_length=NAME_LENGTH, blank=True)
    source = models.CharField(max_length=NAME_LENGTH, blank=True)
    applied_on = models.DateField(null=True, blank=True)
    interest = models.PositiveSmallIntegerField(null=True, blank=True)
    no_thanks = models.BooleanField(default=False)
    no_contact = models.BooleanField(default=False)
    good_terms = models.BooleanField(default=True)
    not_before = models.DateField(null=True, blank=True)
    # What the recruiter advises: by which way, and how many business days between two messages.
    medium = models.CharField(max_length=20, choices=CHANNEL_CHOICES, blank=True)
    gap = models.PositiveSmallIntegerField(null=True, blank=True)
    recruiter = models.ForeignKey(
        "tracker.Contact", models.SET_NULL, null=True, blank=True, related_name="applications"
    )
    notes = models.TextField(max_length=20_000, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="applications")
    is_sample = models.BooleanField(default=False)  # nothing is mailed about it
    entered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(role=""), name="application_has_a_role"),
            models.CheckConstraint(
                condition=models.Q(stage__in=[stage.value for stage in Stage]),
                name="application_stage_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(interest=None) | models.Q(interest__range=(1, 5)),
                name="interest_is_1_to_5",
            ),
        ]
        indexes = [models.Index(fields=["owner", "-changed_at"], name="application_recent")]

    def __str__(self) -> str:
        return f"{self.role} at {self.company}"

    @property
    def stage_since(self) -> datetime | None:
        """When it came to its stage, where `for_planning` has fetched it."""
        since: datetime | None = getattr(self, "since", None)
        return since


class StageChange(models.Model):
    """One move of how the application came to where it is; without `old`, the stage it began with."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="stage_changes")
    old = models.CharField(max_length=20, blank=True)
    new = models.CharField(max_length=20, choices=STAGE_CHOICES)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.old or 'new'} → {self.new}"

    @property
    def owner_id(self) -> int:
        return self.application.owner_id
