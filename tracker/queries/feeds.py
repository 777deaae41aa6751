"""The feeds that there are, as a person reads of them."""

from dataclasses import dataclass
from datetime import datetime

from tracker.models import CalendarFeed, EventKind, User
from tracker.models.feeds import ALARM_CHOICES, PAST_CHOICES
from tracker.queries.when import When, when_clock, when_day

# How clients name themselves, by a part of it; the first that fits.
CLIENTS = (
    ("google-calendar", "Google Calendar"),
    ("googlebot", "Google Calendar"),
    ("microsoft", "Outlook"),
    ("outlook", "Outlook"),
    ("thunderbird", "Thunderbird"),
    ("dataaccessd", "an Apple device"),
    ("calendaragent", "an Apple device"),
    ("ios/", "an Apple device"),
    ("macos/", "an Apple device"),
    ("icsx5", "ICSx⁵"),
    ("davx5", "DAVx⁵"),
    ("nextcloud", "Nextcloud"),
    ("vdirsyncer", "vdirsyncer"),
    ("mozilla/", "a browser"),
)
KINDS = {
    EventKind.INTERVIEW: "interviews",
    EventKind.FOLLOW_UP: "follow-ups",
    EventKind.DECISION: "decisions",
    EventKind.OFFER: "offer deadlines",
}


@dataclass(frozen=True, slots=True)
class FeedRow:
    pk: int
    name: str
    carries: str
    made: When
    fetched: When | None
    by: str


def feed_rows(owner: User, now: datetime) -> list[FeedRow]:
    """Those that can be fetched, the newest first."""
    return [feed_row(feed, now) for feed in owner.feeds.filter(revoked_at=None)]


def feed_row(feed: CalendarFeed, now: datetime) -> FeedRow:
    fetched = feed.last_fetched_at
    return FeedRow(
        pk=feed.pk,
        name=feed.name,
        carries=carries(feed),
        made=when_day(feed.made_at, now),
        fetched=when_clock(fetched, now) if fetched else None,
        by=client_name(feed.last_fetched_by),
    )


def carries(feed: CalendarFeed) -> str:
    """What a feed carries, in a sentence."""
    kinds = [name for kind, name in KINDS.items() if kind in feed.kinds]
    words = "Everything" if len(kinds) == len(KINDS) else ", ".join(kinds)
    said = [
        words,
        "without names" if feed.is_private else "",
        "follow-ups at an hour" if feed.by_hour and EventKind.FOLLOW_UP in feed.kinds else "",
        f"{dict(PAST_CHOICES)[feed.days_back].lower()} back",
        f"alarm {dict(ALARM_CHOICES)[feed.alarm].lower()}" if feed.alarm else "",
    ]
    sentence = "; ".join(filter(None, said))
    return f"{sentence[0].upper()}{sentence[1:]}."


def client_name(agent: str) -> str:
    """What fetched it, as people call it; else the name that it gives itself."""
    known = (name for part, name in CLIENTS if part in agent.lower())
    return next(known, agent.partition("/")[0][:40].strip())
