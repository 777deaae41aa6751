"""Private addresses that calendars subscribe to, each with its own choice of what they get."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from tracker.models import CalendarFeed, User
from tracker.services.versions import claim_version
from tracker.text import clean_line
from tracker.tokens import digest, new_token

# Some calendars ask every few minutes; "last fetched" need not be truer than this.
NOTE_EVERY = timedelta(minutes=10)
PATIENCE = 100  # milliseconds that a fetch may wait to be noted


def make_feed(
    user: User, name: str, *, options: Mapping[str, Any] | None = None, now: datetime
) -> tuple[CalendarFeed, str]:
    """A new feed and the token of its address, which is known now and never again.

    `options` are its other fields by name: kinds, is_private, by_hour, days_back, alarm.
    """
    token = new_token()
    feed = CalendarFeed.objects.create(
        owner=user,
        name=name,
        token_digest=digest(token),
        made_at=now,
        changed_at=now,
        **options or {},
    )
    return feed, token


def change_feed(
    feed: CalendarFeed, *, values: Mapping[str, Any], version: int, now: datetime
) -> None:
    """Change its name and options (`values`, by their fields); its address stays.

    StaleError if it is no longer at `version`.
    """
    claim_version(feed, version)
    CalendarFeed.objects.filter(pk=feed.pk).update(**values, changed_at=now)


def renew_feed(feed: CalendarFeed, *, now: datetime) -> str:
    """The token of a new address for the same feed; the old one leads nowhere from now on."""
    token = new_token()
    CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(
        token_digest=digest(token),
        changed_at=now,
        version=F("version") + 1,
        last_fetched_at=None,
        last_fetched_by="",
    )
    return token


def revoke_feed(feed: CalendarFeed, *, now: datetime) -> None:
    """End `feed`. Revoked twice, it keeps the moment of the first time."""
    CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=now)


def restore_feed(feed: CalendarFeed, *, now: datetime) -> None:
    """Undo `revoke_feed`: whoever subscribed finds it again at the same address."""
    CalendarFeed.objects.filter(pk=feed.pk).exclude(revoked_at=None).update(
        revoked_at=None, changed_at=now
    )


def note_fetch(pk: int, *, by: str, now: datetime) -> None:
    """Remember that the feed was fetched, and by what, at most once in ten minutes.

    Raises OperationalError where the database is taken: a fetch does not wait for it.
    """
    noted_long_ago = Q(last_fetched_at=None) | Q(last_fetched_at__lte=now - NOTE_EVERY)
    rows = CalendarFeed.objects.filter(noted_long_ago, pk=pk)
    with _hardly_waiting():
        rows.update(last_fetched_at=now, last_fetched_by=clean_line(by)[:200])


@contextmanager
def _hardly_waiting() -> Iterator[None]:
    """Whoever is writing may take longer than a calendar waits for its answer."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            with transaction.atomic():
                cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE}")
                yield
            return
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            yield
        finally:
            seconds = connection.settings_dict["OPTIONS"].get("timeout", 5)
            cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
