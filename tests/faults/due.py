"""Reminders that are due, one owner each, straight into the rows."""

from datetime import timedelta

from django.utils import timezone

from tests.factories import ApplicationFactory, FollowUpFactory, ReminderFactory, UserFactory
from tracker.models import Reminder, User


def due(number: int, *, in_seconds: float = 0) -> list[User]:
    """That many owners, to each of whom one thing is to be mentioned then."""
    return [due_to_one(in_seconds) for _ in range(number)]


def due_to_one(in_seconds: float) -> User:
    owner: User = UserFactory(password=None)
    now = timezone.now()
    follow_up = FollowUpFactory(
        application=ApplicationFactory(owner=owner),
        opens=now - timedelta(days=1),
        due=now + timedelta(days=1),
        closes=now + timedelta(days=2),
    )
    reminder: Reminder = ReminderFactory(
        follow_up=follow_up, send_at=now + timedelta(seconds=in_seconds)
    )
    assert reminder.pk
    return owner
