"""What is still to be done, of all applications: the rows behind the dashboard and the mails."""

from datetime import datetime
from operator import attrgetter

from django.db.models import Case, Count, F, Q, QuerySet, Window
from django.db.models import When as If
from django.db.models.functions import Coalesce, Greatest, RowNumber

from tracker.models import FollowUp, User
from tracker.models.follow_ups import lapsed
from tracker.planning.facts import LIVE_STAGES
from tracker.planning.rules import RULES
from tracker.planning.verdict import ENDS_A_WAIT

SHOWN_BESIDE = 12
OPTIONAL = [rule.kind for rule in RULES if rule.optional]
COMES_FIRST = [rule.kind for rule in RULES if rule.owed or rule.kind == "prepare"]
BY_DAY = ("day", "opens", "pk")
EVERYTHING, REAL = Q(), Q(application__is_sample=False)  # nothing of a sample search is mailed
# When it may be done, as FollowUp.opens_from says it.
FROM_WHEN = Greatest("opens", Coalesce("snoozed_until", "opens"))


def open_rows(user: User) -> "QuerySet[FollowUp]":
    """Where something may still come; and after an end, what that end calls for."""
    planned = Q(application__stage__in=LIVE_STAGES)
    for rule in RULES:
        if rule.stages != LIVE_STAGES:
            planned |= Q(kind=rule.kind, application__stage__in=rule.stages)
    rows = user.follow_ups.filter(planned, status="open")
    return rows.select_related("application__company", "contact", "interview")


def to_do(user: User, now: datetime) -> "QuerySet[FollowUp]":
    """By the day under which each stands; what only ends a wait is offered beside it."""
    snoozed = If(snoozed_until__gt=now, then=F("snoozed_until"))
    rows = open_rows(user).exclude(kind__in=ENDS_A_WAIT).exclude(lapsed(now))
    return rows.annotate(day=Case(snoozed, default=F("due"))).order_by(*BY_DAY)


def most_urgent(user: User, now: datetime, number: int) -> tuple[list[FollowUp], bool]:
    """So many of what is to be done, by day, and whether there is more; what comes before all
    else is among them.
    """
    comes_first = Case(If(kind__in=COMES_FIRST, then=0), default=1)
    rows = to_do(user, now).order_by(comes_first, *BY_DAY)
    found = list(rows[: number + 1])
    return sorted(found[:number], key=attrgetter(*BY_DAY)), len(found) > number


def still_open(user: User, now: datetime) -> "QuerySet[FollowUp]":
    """For a mail: what was due before now and is still to be done, the oldest first."""
    rows = to_do(user, now).filter(REAL).filter(Q(snoozed_until=None) | Q(snoozed_until__lte=now))
    return rows.filter(due__lt=now)


def coming(user: User, now: datetime, until: datetime) -> "QuerySet[FollowUp]":
    """For a mail: what falls due from now on, before `until`, the next first."""
    asleep = Q(snoozed_until__gt=now)
    put_off = asleep & Q(snoozed_until__lt=until)
    return to_do(user, now).filter(REAL).filter(put_off | ~asleep & Q(due__gte=now, due__lt=until))


def moving(user: User, now: datetime) -> "QuerySet[FollowUp]":
    """Where it is fair to stop waiting; the old ones are counted, for they have a page."""
    rows = open_rows(user).filter(Q(snoozed_until=None) | Q(snoozed_until__lte=now))
    rows = rows.filter(kind__in=ENDS_A_WAIT, opens__lte=now).annotate(
        nth=Window(RowNumber(), partition_by="kind", order_by=("due", "pk")),
        of=Window(Count("pk"), partition_by="kind"),
    )
    return rows.filter(nth__lte=SHOWN_BESIDE).order_by("due", "pk")
