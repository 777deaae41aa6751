"""Who uses this, and how they want their days counted and their mail sent."""

from datetime import time
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from tracker.planning.playbook import BLEND_NAME


class MailKind(models.TextChoices):
    """What somebody can have mails about, or not: `mails_…` among the preferences."""

    FOLLOW_UPS = "follow_ups", "Follow-ups"
    INTERVIEWS = "interviews", "Interviews"
    REVIEW = "review", "The weekly review"


class InterviewMails(models.TextChoices):
    """Which of the mails before an interview come."""

    BOTH = "both", "The evening before, and shortly before"
    EVENING = "evening", "Only the evening before"
    SHORTLY = "shortly", "Only shortly before"


class Clock(models.IntegerChoices):
    OF_24_HOURS = 24, "14:30"
    OF_12_HOURS = 12, "2:30 pm"


class WeekStart(models.IntegerChoices):
    MONDAY = 0, "Monday"
    SUNDAY = 6, "Sunday"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the account by its address, however it is capitalised."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    email = models.EmailField(max_length=254, unique=True)  # kept in lower case
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.email


class Preferences(models.Model):
    user = models.OneToOneField(User, models.CASCADE, related_name="preferences", primary_key=True)
    time_zone = models.CharField(max_length=64)
    clock = models.PositiveSmallIntegerField(choices=Clock, default=Clock.OF_24_HOURS)
    week_starts = models.PositiveSmallIntegerField(choices=WeekStart, default=WeekStart.MONDAY)
    reminder_time = models.TimeField(default=time(9))
    quiet_from = models.TimeField(default=time(21))
    quiet_until = models.TimeField(default=time(7, 30))
    # When mails come: each when its time comes, or one each morning.
    one_mail_a_morning = models.BooleanField(default=False)
    interview_mails = models.CharField(
        max_length=10, choices=InterviewMails, default=InterviewMails.BOTH
    )
    evening_mail_at = models.TimeField(default=time(18))
    minutes_before = models.PositiveSmallIntegerField(default=60)
    review_weekday = models.PositiveSmallIntegerField(default=0)
    working_days = models.CharField(max_length=7, default="01234")  # Monday is 0
    country = models.CharField(max_length=2, blank=True)  # of the public holidays
    region = models.CharField(max_length=32, blank=True)
    preset = models.CharField(max_length=10, default=BLEND_NAME)
    numbers = models.JSONField(default=dict)  # {"check-in.grace": 3}
    weekly_goal = models.PositiveSmallIntegerField(default=5)
    paused_from = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    # Which mails are wanted, by MailKind.
    mails_follow_ups = models.BooleanField(default=True)
    mails_interviews = models.BooleanField(default=True)
    mails_review = models.BooleanField(default=True)
    # What letters may draw on.
    work_link = models.URLField(max_length=500, blank=True)
    news = models.CharField(max_length=500, blank=True)
    contract_work = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(paused_from=None, paused_until=None)
                | models.Q(paused_until__gte=models.F("paused_from")),
                name="a_pause_has_both_ends_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(review_weekday__lte=6),
                name="a_review_has_its_weekday",
            ),
            models.CheckConstraint(
                condition=models.Q(interview_mails__in=InterviewMails.values),
                name="interview_mails_are_known",
            ),
            models.CheckConstraint(
                condition=models.Q(clock__in=Clock.values, week_starts__in=WeekStart.values),
                name="clock_and_week_are_known",
            ),
        ]

    def __str__(self) -> str:
        return f"preferences of {self.user}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def has_twelve_hours(self) -> bool:
        return self.clock == Clock.OF_12_HOURS

    def wants(self, kind: MailKind) -> bool:
        """Whether mails of this kind are to be sent."""
        return bool(getattr(self, f"mails_{kind}"))
