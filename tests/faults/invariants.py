"""What holds of all rows at any moment, whoever died in the middle of whatever."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from tracker.models import Application, FollowUp, FollowUpStatus, Interview, Reminder, ReminderState
from tracker.services.interviews import set_moments
from tracker.services.replan import replan


def broken(email: str) -> list[str]:
    """Everything that does not hold, in words; of applications, of those of one owner."""
    own = Application.objects.filter(owner__email=email).live()
    return [*_database(), *_applications(own), *_reminders(), *_interviews()]


def _database() -> list[str]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        said = [
            str(row)
            for check in ("integrity_check", "foreign_key_check")
            for row in cursor.execute(f"PRAGMA {check}").fetchall()
        ]
    return [row for row in said if row != "('ok',)"]


def _applications(live: Iterable[Application]) -> list[str]:
    """Each live one has something to do or a dated wait, and its rows are what is planned for it."""
    found = []
    for application in live:
        if not application.follow_ups.open().exists():
            found.append(f"{application} has nothing to do and nothing to wait for")
        before = _plan_of(application)
        replan(application, because="it is looked at", now=timezone.now())
        if _plan_of(application) != before:
            found.append(f"{application} is not planned by its facts")
    return found


def _plan_of(application: Application) -> list[object]:
    return list(
        application.follow_ups.order_by("pk").values_list("key", "status", "due", "version")
    )


def _reminders() -> list[str]:
    scheduled = Reminder.objects.filter(state=ReminderState.SCHEDULED)
    about = scheduled.filter(interview=None)
    decided = about.exclude(follow_up__status=FollowUpStatus.OPEN)
    lost = Reminder.objects.filter(state=ReminderState.CLAIMED, delivery=None)
    twice = scheduled.filter(~Q(delivery=None))
    return [
        *(f"{row} is armed for what is decided" for row in decided),
        *(f"{row} is in no mail" for row in lost),
        *(f"{row} is in a mail and armed" for row in twice),
        *(
            f"{row} has no reason"
            for row in FollowUp.objects.filter(status="withdrawn", withdrawn_because="")
        ),
    ]


def _interviews() -> list[str]:
    return [f"{row} is at another time" for row in Interview.objects.all() if set_moments(row)]
