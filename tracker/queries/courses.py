"""The rows of a search as courses and silences: six queries, however long the search is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tracker.insights.courses import Course, Silence, stays_of
from tracker.models import FollowUp, FollowUpStatus, StageChange, User
from tracker.planning.facts import Direction, InterviewStatus, Purpose, Stage
from tracker.planning.rules.moving_on import QUESTIONS

Happened = Any  # the chosen columns of a row, by name

LEFT_OUT = (FollowUpStatus.SKIPPED, FollowUpStatus.PASSED)
# Where it comes to before it was sent, or without.
NOT_SENT = (Stage.SAVED, Stage.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Search:
    """A whole search, or what was applied for since a day of it."""

    is_sample: bool  # while nothing else is there; what is the owner's own is counted alone
    courses: tuple[Course, ...]
    silences: tuple[Silence, ...]
    days: tuple[tuple[date, ...], ...]  # of what was done, in the order of ACTIVITIES


class _Rows:
    """What happened, by application, in days of the owner's zone."""

    def __init__(self, owner: User, since: date | None) -> None:
        self.zone = owner.preferences.zone
        every = list(
            owner.applications.order_by("pk").values(
                "pk", "stage", "source", "applied_on", "entered_at", "is_sample"
            )
        )
        own = [row for row in every if not row["is_sample"]]
        self.is_sample = bool(every) and not own
        changes = StageChange.objects.filter(application__owner=owner).order_by("pk")
        known = {row["pk"] for row in own or every}
        self.changes = _by_application(changes.values("application", "new", "at"), known)
        self.applications: list[Happened] = [
            row for row in own or every if not since or self.began(row) >= since
        ]
        mine = {row["pk"] for row in self.applications}
        messages = owner.messages.order_by("at", "pk")
        self.messages = _by_application(
            messages.values("application", "direction", "purpose", "at"), mine
        )
        interviews = owner.interviews.values(
            "application", "starts_at", "entered_at", "invited_on", "status"
        )
        self.interviews = _by_application(interviews, mine)
        self.offers = _by_application(owner.offers.values("application", "received_at"), mine)
        left_out = FollowUp.objects.filter(owner=owner, kind__in=QUESTIONS, status__in=LEFT_OUT)
        self.left_out = _by_application(left_out.values("application", "due"), mine)

    def applied(self, row: Happened) -> date | None:
        """When it was sent, by its owner's word; else when it left *saved*. None if it never was."""
        if row["stage"] == Stage.SAVED:
            return None
        if row["applied_on"]:
            said: date = row["applied_on"]
            return said
        changes = self.changes[row["pk"]]
        moves = (self.day(each["at"]) for each in changes if each["new"] not in NOT_SENT)
        return next(moves, None)

    def began(self, row: Happened) -> date:
        """When it was sent, or else entered."""
        return self.applied(row) or self.day(row["entered_at"])

    def held(self, pk: int) -> list[Happened]:
        """Its interviews, without those that were called off."""
        return [row for row in self.interviews[pk] if row["status"] != InterviewStatus.CANCELLED]

    def invited(self, row: Happened) -> date:
        """When they agreed to an interview, or at the latest by when they must have."""
        said: date | None = row["invited_on"]
        return said or self.day(min(row["starts_at"], row["entered_at"]))

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


def load_search(owner: User, since: date | None = None) -> Search:
    """The owner's applications of `since` or later, and what was done for them."""
    rows = _Rows(owner, since)
    return Search(
        is_sample=rows.is_sample,
        courses=tuple(_course(rows, each) for each in rows.applications),
        silences=tuple(silence for each in rows.applications for silence in _silences(rows, each)),
        days=tuple(tuple(days) for days in _days(rows)),
    )


def zone_today(owner: User, now: datetime) -> date:
    """The day it is where the owner is."""
    zone: ZoneInfo = owner.preferences.zone
    return now.astimezone(zone).date()


def _course(rows: _Rows, row: Happened) -> Course:
    pk, stage = row["pk"], Stage(row["stage"])
    changes = list(_changes(rows, row))
    reached = {new for new, _ in changes} | {stage}
    return Course(
        stage=stage,
        applied=rows.applied(row),
        source=row["source"],
        answered=_answered(rows, row),
        interviewed=bool(rows.held(pk)) or Stage.INTERVIEWING in reached,
        offered=bool(rows.offers[pk]) or bool({Stage.OFFER, Stage.ACCEPTED} & reached),
        stays=tuple(stays_of(changes)),
    )


def _answered(rows: _Rows, row: Happened) -> date | None:
    """Their first word since it was sent; who was invited before that has one when they meet."""
    applied, pk = rows.applied(row), row["pk"]
    met = (rows.day(each["starts_at"]) for each in rows.held(pk))
    return min(
        (day for day in (*_words(rows, pk), *met) if applied and day >= applied), default=None
    )


def _changes(rows: _Rows, row: Happened) -> Iterator[tuple[Stage, date]]:
    """The stages it came to, each on the day of what brought it there, however late it was logged."""
    pk = row["pk"]
    invited = [rows.invited(each) for each in rows.held(pk)]
    offered = [rows.day(each["received_at"]) for each in rows.offers[pk]]
    happened = {
        Stage.APPLIED: [rows.began(row)],
        Stage.INTERVIEWING: invited,
        Stage.OFFER: offered,
    }
    for each in rows.changes[pk]:
        stage = Stage(each["new"])
        yield stage, min([rows.day(each["at"]), *happened.pop(stage, [])])


def _words(rows: _Rows, pk: int) -> Iterator[date]:
    """Days on which they said something: wrote, agreed to meet, offered, or said no."""
    yield from (rows.day(each["at"]) for each in rows.messages[pk] if _is_theirs(each))
    yield from (rows.invited(each) for each in rows.interviews[pk])
    yield from (rows.day(each["received_at"]) for each in rows.offers[pk])
    said_no = (each for each in rows.changes[pk] if each["new"] == Stage.REJECTED)
    yield from (rows.day(each["at"]) for each in said_no)


def _silences(rows: _Rows, row: Happened) -> Iterator[Silence]:
    """Their questions that were sent, and those that were due and left out."""
    answers = sorted(_words(rows, row["pk"]))
    for each in rows.messages[row["pk"]]:
        if each["direction"] == Direction.OUT and each["purpose"] in QUESTIONS:
            yield _silence(rows.day(each["at"]), answers, asked=True)
    for each in rows.left_out[row["pk"]]:
        yield _silence(rows.day(each["due"]), answers, asked=False)


def _silence(day: date, answers: Iterable[date], *, asked: bool) -> Silence:
    return Silence(day, next((answer for answer in answers if answer >= day), None), asked)


def _days(rows: _Rows) -> Iterator[Iterator[date]]:
    yield (day for day in map(rows.applied, rows.applications) if day)
    ours = (each for group in rows.messages.values() for each in group if not _is_theirs(each))
    yield (rows.day(each["at"]) for each in ours if each["direction"] == Direction.OUT)
    met = (each for row in rows.applications for each in rows.held(row["pk"]))
    yield (rows.day(each["starts_at"]) for each in met)


def _is_theirs(message: Happened) -> bool:
    is_receipt: bool = message["purpose"] == Purpose.RECEIPT
    return message["direction"] == Direction.IN and not is_receipt


def _by_application(rows: Iterable[Happened], mine: set[int]) -> defaultdict[int, list[Happened]]:
    grouped: defaultdict[int, list[Happened]] = defaultdict(list)
    for row in rows:
        if row["application"] in mine:
            grouped[row["application"]].append(row)
    return grouped
