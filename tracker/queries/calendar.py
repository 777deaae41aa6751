"""What a calendar carries: interviews and open follow-ups, as rows with finished values.

The page and the feed show the same rows.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse

from tracker.models import Attendance, CalendarFeed, FollowUp, Interview, User
from tracker.planning.facts import InterviewStatus
from tracker.tokens import digest

PAST = timedelta(days=90)
CANCELLED_FOR = timedelta(days=28)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event.

    `starts` and `ends` are two moments in UTC; or two days, of which the second is the first that
    no longer belongs to it.
    """

    uid: str
    version: int
    changed_at: datetime
    title: str
    starts: datetime | date
    ends: datetime | date
    place: str
    about: str
    path: str  # of its page
    is_cancelled: bool = False

    def begins(self, zone: ZoneInfo) -> datetime:
        """Where it stands among the others: a whole day comes before its hours."""
        if isinstance(self.starts, datetime):
            return self.starts.astimezone(zone)
        return datetime.combine(self.starts, time.min, zone)


def calendar_entries(owner: User, now: datetime) -> list[Entry]:
    """Everything from 90 days ago on, in the order of its beginning, in the owner's zone."""
    zone = owner.preferences.zone
    entries = [*_interviews(owner, now), *_follow_ups(owner, zone, now)]
    return sorted(entries, key=lambda entry: (entry.begins(zone), entry.uid))


def find_feed(token: str) -> CalendarFeed | None:
    """The feed at this address, unless it was revoked or its owner may not log in any more."""
    return (
        CalendarFeed.objects.filter(
            token_digest=digest(token), revoked_at=None, owner__is_active=True
        )
        .select_related("owner__preferences")
        .first()
    )


def _interviews(owner: User, now: datetime) -> Iterator[Entry]:
    served = ~Q(status=InterviewStatus.CANCELLED) | Q(called_off_at__gt=now - CANCELLED_FOR)
    interviews = owner.interviews.filter(served, ends_at__gt=now - PAST).select_related(
        "application__company"
    )
    people = _people(owner, now)
    return (_interview_entry(interview, people[interview.pk]) for interview in interviews)


def _people(owner: User, now: datetime) -> dict[int, list[str]]:
    """The names of who attends, by interview.

    Not prefetched: on SQLite, Django fails to prefetch a thousand people (a condition for each).
    """
    attendances = Attendance.objects.filter(
        interview__owner=owner, interview__ends_at__gt=now - PAST
    )
    people = defaultdict(list)
    for interview, name in attendances.values_list("interview_id", "contact__name"):
        people[interview].append(name)
    return people


def _interview_entry(interview: Interview, people: list[str]) -> Entry:
    application = interview.application
    lines = (
        interview.get_kind_display(),
        interview.place,
        interview.link,
        f"With {', '.join(people)}" if people else "",
    )
    return Entry(
        uid=f"{interview.uid}@heardback",
        version=interview.version,
        changed_at=interview.changed_at,
        title=f"Interview at {application.company.name}: {application.role}",
        starts=interview.starts_at,
        ends=interview.ends_at,
        place=interview.place or interview.link,
        about="\n".join(filter(None, lines)),
        path=reverse("interview", args=[interview.pk]),
        is_cancelled=interview.status == InterviewStatus.CANCELLED,
    )


def _follow_ups(owner: User, zone: ZoneInfo, now: datetime) -> Iterator[Entry]:
    since = now - PAST
    follow_ups = (
        owner.follow_ups.standing(now)
        .filter(Q(snoozed_until=None, due__gt=since) | Q(snoozed_until__gt=since))
        .select_related("application__company")
    )
    return (_follow_up_entry(follow_up, zone) for follow_up in follow_ups)


def _follow_up_entry(follow_up: FollowUp, zone: ZoneInfo) -> Entry:
    day = (follow_up.snoozed_until or follow_up.due).astimezone(zone).date()
    return Entry(
        uid=f"{follow_up.uid}@heardback",
        version=follow_up.version,
        changed_at=follow_up.changed_at,
        title=f"{follow_up.title} ({follow_up.application.company.name})",
        starts=day,
        ends=day + DAY,
        place="",
        about=f"{follow_up.application}\n{follow_up.why}",
        path=reverse("follow-up", args=[follow_up.pk]),
    )
