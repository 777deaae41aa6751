"""Who uses this, and how they want their days counted and their mail sent."""

from datetime import time
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from tracker.planning.playbook import BLEND_NAME


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
    reminder_time = models.TimeField(default=time(9))
    quiet_from = models.TimeField(default=time(21))
    quiet_until = models.TimeField(default=time(7, 30))
    working_days = models.CharField(max_length=7, default="01234")  # Monday is 0
    country = models.CharField(max_length=2, blank=True)  # of the public holidays
    region = models.CharField(max_length=32, blank=True)
    preset = models.CharField(max_length=10, default=BLEND_NAME)
    numbers = models.JSONField(default=dict)  # {"check-in.grace": 3}
    weekly_goal = models.PositiveSmallIntegerField(default=5)
    paused_from = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
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
        ]

    def __str__(self) -> str:
        return f"preferences of {self.user}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
