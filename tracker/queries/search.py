"""This week's search (B7): what was done, beside the goal."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from tracker.models import Preferences, User
from tracker.planning.facts import UNASKED, Direction
from tracker.planning.search import SearchWeek, plan_search

WEEK = timedelta(days=7)
Span = tuple[date, date]  # the second day no longer belongs to it


@dataclass(frozen=True, slots=True)
class Search:
    label: str  # 2 of 5 steps
    done: int
    goal: int
    says: str


def search_of(user: User, now: datetime) -> Search | None:
    """The week's line, in one query; None without a goal, or while the search pauses."""
    preferences, today = user.preferences, timezone.localdate(now)
    monday = today - timedelta(days=today.weekday())
    pause = _pause(preferences)
    if plan_search(0, 0, preferences.weekly_goal, today, pause) is None:
        return None
    this_week, last_week = _steps(user, (monday, monday + WEEK), (monday - WEEK, monday))
    if _was_no_week(user, pause, monday):
        last_week = preferences.weekly_goal
    week = plan_search(this_week, last_week, preferences.weekly_goal, today, pause)
    return _said(week) if week else None


def _said(week: SearchWeek) -> Search:
    steps = "step" if week.goal == 1 else "steps"
    label = f"{week.done} of {week.goal} {steps}"
    return Search(label, min(week.done, week.goal), week.goal, week.says)


def _pause(preferences: Preferences) -> Span | None:
    since, until = preferences.paused_from, preferences.paused_until
    return (since, until) if since and until else None


def _was_no_week(user: User, pause: Span | None, monday: date) -> bool:
    """Whether last week cannot be missed: it was not whole here, or the search paused in it."""
    began = timezone.localtime(user.joined_at).date() > monday - WEEK
    return began or bool(pause and pause[0] < monday and pause[1] >= monday - WEEK)


def _steps(user: User, *weeks: Span) -> tuple[int, ...]:
    """How much of what counts was done in each of `weeks`."""
    found = Preferences.objects.filter(user=user)
    names = []
    for place, week in enumerate(weeks):
        for kind, rows in _counted(user, week).items():
            names.append((place, f"{kind}_{place}"))
            found = found.annotate(**{names[-1][1]: _number(rows)})
    numbers: dict[str, int] = found.values(*(name for _, name in names)).get()
    return tuple(
        sum(numbers[name] for at, name in names if at == place) for place in range(len(weeks))
    )


def _counted(user: User, week: Span) -> dict[str, QuerySet[Any]]:
    """The settings page says it in one line: what is counted here is named there."""
    first, end = week
    entered = Q(entered_at__gte=_start(first), entered_at__lt=_start(end))
    unasked = Q(direction=Direction.OUT, purpose__in=UNASKED)
    return {
        "sent": user.applications.filter(applied_on__gte=first, applied_on__lt=end),
        "agreed": user.interviews.filter(entered, starts_at__gt=F("entered_at")),
        "written": user.messages.filter(unasked, at__gte=_start(first), at__lt=_start(end)),
        "added": user.contacts.filter(entered),
    }


def _number(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("owner").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
