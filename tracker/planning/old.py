"""What was old news already when it was entered (decision 1): asked about once, in one list."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import NamedTuple

from tracker.planning.days import Days
from tracker.planning.facts import CaseFile, Interview
from tracker.planning.words import say_day

OLD_DAYS = 60  # older than so many when it is entered
TWO_DAYS = timedelta(days=2)
BY_DAY = itemgetter(0)
OLD_KEY = "old-application"
# What ends a wait says nothing of how fresh the news are.
NO_NEWS = (OLD_KEY, "move-on")


# As Known, while it is one of many: only the last one is read.
Fact = tuple[date, datetime, str]


class Known(NamedTuple):
    """The last day that a fact speaks of, and when it was entered."""

    day: date
    entered_at: datetime
    text: str

    def age(self, days: Days) -> int:
        """How many days it had behind it when it was entered; below zero where it lay ahead."""
        return (days.day_of(self.entered_at) - self.day).days

    def said(self) -> str:
        """your application of Mon 5 Jan 2026"""
        return f"{self.text} of {say_day(self.day)} {self.day.year}"


def last_news(case: CaseFile, days: Days) -> Known | None:
    """The latest of all that is known; of two of one day, the one that was entered first."""
    known = [*_all(case, days)] or [*_application(case, days)]
    if not known:
        return None
    latest = max(known, key=BY_DAY)[0]
    return Known(*min(each for each in known if each[0] == latest))


def _application(case: CaseFile, days: Days) -> Iterator[Fact]:
    if case.entered_at:
        yield days.day_of(case.entered_at), case.entered_at, "your application"


def _all(case: CaseFile, days: Days) -> Iterator[Fact]:
    if case.entered_at:
        for day in filter(None, (case.applied_on, case.not_before)):
            yield day, case.entered_at, "your application"
    for interview in case.interviews:
        yield _of_interview(interview, days)
    yield from _messages(case, days)
    for estimate in case.estimates:
        yield estimate.latest or estimate.said_on, estimate.entered_at, "their estimate"
    yield from _owed(case, days)
    for each in case.decided:
        if each.kind not in NO_NEWS:
            yield days.day_of(each.at), each.at, "what you did"


def _messages(case: CaseFile, days: Days) -> Iterator[Fact]:
    """Those that may be of the last day; what is two days older than another is not."""
    recent = max((message.at for message in case.messages), default=None)
    for message in case.messages:
        if message.not_before or (recent and recent - message.at < TWO_DAYS):
            day = max(days.day_of(message.at), message.not_before or date.min)
            yield day, message.entered_at, "the message"


def _of_interview(interview: Interview, days: Days) -> Fact:
    off = interview.called_off_at
    if interview.counts or off is None:
        return days.day_of(interview.ends), interview.entered_at, "the interview"
    return days.day_of(off), off, "the interview called off"


def _owed(case: CaseFile, days: Days) -> Iterator[Fact]:
    for each in case.requests:
        hanging = (each.can_send_on, each.promised_for, each.needed_by)
        day = max(days.day_of(each.asked_at), *(day or date.min for day in hanging))
        yield day, each.entered_at, "what they asked for"
        if each.delivered_at:
            yield days.day_of(each.delivered_at), each.delivered_at, "what you sent them"
    for offer in case.offers:
        day = max(days.day_of(offer.received_at), offer.answer_by or date.min)
        yield day, offer.entered_at, "the offer"
        if offer.decided_at:
            yield days.day_of(offer.decided_at), offer.decided_at, "your decision"
