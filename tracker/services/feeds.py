"""Private addresses that calendars subscribe to."""

from datetime import datetime, timedelta

from django.db.models import Q

from tracker.models import CalendarFeed, User
from tracker.tokens import digest, new_token

# Some calendars ask every few minutes; "last fetched" need not be truer than this.
NOTE_EVERY = timedelta(minutes=10)


def make_feed(user: User, name: str, *, now: datetime) -> tuple[CalendarFeed, str]:
    """A new feed and the token of its address, which is known now and never again."""
    token = new_token()
    feed = CalendarFeed.objects.create(
        owner=user, name=name, token_digest=digest(token), made_at=now
    )
    return feed, token


def revoke_feed(feed: CalendarFeed, *, now: datetime) -> None:
    """End `feed` for good. Revoked twice, it keeps the moment of the first time."""
    CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=now)


def note_fetch(feed: CalendarFeed, *, now: datetime) -> None:
    """Remember that `feed` was fetched, at most once in ten minutes."""
    noted_long_ago = Q(last_fetched_at=None) | Q(last_fetched_at__lte=now - NOTE_EVERY)
    if feed.last_fetched_at is None or feed.last_fetched_at <= now - NOTE_EVERY:
        CalendarFeed.objects.filter(noted_long_ago, pk=feed.pk).update(last_fetched_at=now)
