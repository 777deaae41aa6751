"""The search of a week (B7): what was done, beside the goal."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from tracker.models import Preferences, StageChange, User
from tracker.planning.days import start_of_week
from tracker.planning.facts import UNASKED, Direction, Stage
from tracker.planning.search import OVER, SearchWeek, look_back, plan_search

WEEK = timedelta(days=7)
Span = tuple[date, date]  # the second day no longer belongs to it


@dataclass(frozen=True, slots=True)
class Search:
    label: str  # 2 of 5 steps
    done: int
    goal: int
    says: str
    is_over: bool = False  # an offer was accepted, and nothing has been logged since


def search_of(user: User, now: datetime) -> Search | None:
    """The week's line, in one query; None without a goal, or while the search pauses."""
    preferences, today = user.preferences, timezone.localdate(now)
    first = start_of_week(today, preferences.week_starts)
    pause = _pause(preferences)
    if plan_search(0, 0, preferences.weekly_goal, today, pause) is None:
        return None
    (this_week, last_week), is_over = _steps(user, (first, first + WEEK), (first - WEEK, first))
    if is_over:
        return Search("", 0, preferences.weekly_goal, OVER, is_over=True)
    if _was_no_week(user, pause, first):
        last_week = preferences.weekly_goal
    week = plan_search(
        this_week, last_week, preferences.weekly_goal, today, pause, preferences.week_starts
    )
    return _said(week) if week else None


def search_in(user: User, week: Span) -> str:
    """What was done in seven days that are over, beside the goal; nothing without a goal."""
    preferences, (_, end) = user.preferences, week
    if not preferences.weekly_goal:
        return ""
    [done], is_over = _steps(user, week)
    if is_over:
        return ""
    is_whole = not _was_no_week(user, _pause(preferences), end)
    return look_back(done, preferences.weekly_goal, is_whole=is_whole)


def _said(week: SearchWeek) -> Search:
    label = f"{week.done} of {week.goal} {'step' if week.goal == 1 else 'steps'}"
    if week.done > week.goal:
        label = f"{week.done} steps; the goal was {week.goal}"
    return Search(label, min(week.done, week.goal), week.goal, week.says)


def _pause(preferences: Preferences) -> Span | None:
    since, until = preferences.paused_from, preferences.paused_until
    return (since, until) if since and until else None


def _was_no_week(user: User, pause: Span | None, first: date) -> bool:
    """Whether the week before `first` cannot be missed: it was not whole here, or in part a pause."""
    began = timezone.localtime(user.joined_at).date() > first - WEEK
    return began or bool(pause and pause[0] < first and pause[1] >= first - WEEK)


def _steps(user: User, *weeks: Span) -> tuple[tuple[int, ...], bool]:
    """How much of what counts was done in each of `weeks`; and whether the search is over."""
    found = Preferences.objects.filter(user=user).annotate(**_ends(user))
    names = []
    for place, week in enumerate(weeks):
        for kind, rows in _counted(user, week).items():
            names.append((place, f"{kind}_{place}"))
            found = found.annotate(**{names[-1][1]: _number(rows)})
    numbers: dict[str, Any] = found.values("accepted", "logged", *(name for _, name in names)).get()
    steps = tuple(
        sum(numbers[name] for at, name in names if at == place) for place in range(len(weeks))
    )
    return steps, bool(numbers["accepted"] and numbers["logged"] <= numbers["accepted"])


def _ends(user: User) -> dict[str, Subquery]:
    """When an offer was accepted that still is, and when the last application was logged."""
    own = user.applications.filter(is_sample=False)
    accepted = StageChange.objects.filter(
        application__in=own.filter(stage=Stage.ACCEPTED), new=Stage.ACCEPTED
    )
    return {
        "accepted": Subquery(accepted.order_by("-at").values("at")[:1]),
        "logged": Subquery(own.order_by("-entered_at").values("entered_at")[:1]),
    }


def _counted(user: User, week: Span) -> dict[str, QuerySet[Any]]:
    """The settings page says it in one line: what is counted here is named there."""
    first, end = week
    entered = Q(entered_at__gte=_start(first), entered_at__lt=_start(end))
    own = Q(application__is_sample=False)
    unasked = Q(direction=Direction.OUT, purpose__in=UNASKED)
    return {
        "sent": user.applications.filter(
            is_sample=False, applied_on__gte=first, applied_on__lt=end
        ),
        "agreed": user.interviews.filter(entered, own, starts_at__gt=F("entered_at")),
        "written": user.messages.filter(unasked, own, at__gte=_start(first), at__lt=_start(end)),
        "added": user.contacts.filter(entered, company__is_sample=False),
    }


def _number(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("owner").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
