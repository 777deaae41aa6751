"""Accounts: the first is made by whoever sets Heardback up, others only where that is allowed."""

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django_q.tasks import async_task

from tracker.models import Calendar, Preferences, User
from tracker.services.errors import AddressTakenError, SignupClosedError
from tracker.services.event_rows import written_for
from tracker.services.reviews import set_review


@transaction.atomic
def create_account(*, name: str, email: str, password: str, time_zone: str, now: datetime) -> User:
    """A user with preferences; the address is kept in lower case.

    Raises SignupClosedError when there is an account already and ALLOW_SIGNUP is off, and
    AddressTakenError when the address has one.
    """
    _let_nobody_else_join()
    if User.objects.exists() and not settings.ALLOW_SIGNUP:
        raise SignupClosedError
    require_free_address(email)
    user = User(email=email.lower(), name=name, joined_at=now)
    user.set_password(password)
    user.save()
    Preferences.objects.create(user=user, time_zone=time_zone)
    set_review(user, now=now)
    Calendar.objects.create(owner=user, changed_at=now, written_for=written_for())
    return user


def change_password(user: User, password: str) -> None:
    """Whoever is logged in elsewhere has to log in again: sessions hold with one password only."""
    user.set_password(password)
    user.save(update_fields=["password"])


def mail_password_link(email: str) -> None:
    """Have a link for a new password mailed to `email`; whether somebody has it shows in no time."""
    # No row says that it is still to leave, so the queue keeps it until it has, or max_attempts.
    async_task("tracker.reminders.tasks.send_password_link", email, ack_failure=False)


def require_free_address(email: str, *, but: User | None = None) -> None:
    """Raise AddressTakenError when somebody other than `but` has this address."""
    holder = User.objects.filter(email=email.lower()).first()
    if holder and holder != but:
        raise AddressTakenError(email)


def _let_nobody_else_join() -> None:
    """Two first accounts at once: the second waits here, then finds the first.

    SQLite has one writer at a time from the start of each transaction on.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE tracker_user IN SHARE ROW EXCLUSIVE MODE")
