"""A feed's answer: its bytes, joined from those that are stored, and what tells it from another."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from tracker.ical.calendar import calendar_of
from tracker.queries.calendar import Choice, Feed, event_bytes, stored_moment
from tracker.services.event_rows import written_for


class Marks(NamedTuple):
    """By what a client can tell whether it has this already."""

    etag: str
    last_modified: int | None  # seconds; None: it may change again within this one


def body_of(name: str, owner: int, choice: Choice, today: datetime) -> bytes:
    """A whole calendar called `name`, on the day that begins at `today`."""
    return calendar_of(name, event_bytes(owner, choice, today))


def marks_of(feed: Feed, now: datetime) -> Marks:
    """All that the bytes rest on: the events, the options, and the local day."""
    today = feed.midnight(now)
    changed_at = int(max(stored_moment(feed.changed_at), today).timestamp())
    rests_on = f"{written_for()} {feed.pk} {feed.version} {feed.calendar_version} {changed_at}"
    etag = f'"{hashlib.sha256(rests_on.encode()).hexdigest()[:32]}"'
    # A date says no more than a second: what changes within it would go unseen.
    return Marks(etag, changed_at if changed_at < int(now.timestamp()) else None)
