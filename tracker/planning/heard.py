"""Their last word: what they said or did that starts the count of silence anew."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from tracker.planning.days import Days
from tracker.planning.facts import CaseFile, Direction, Interview, InterviewStatus, Purpose
from tracker.planning.words import say_day


class Word(NamedTuple):
    """Something they said or did that starts the count anew."""

    at: datetime
    key: str
    text: str
    entered_at: datetime


# A word while it is one of many: its moment and key, when it was entered, and what its text
# will be made of. Only the last one's is read.
Candidate = tuple[datetime, str, datetime, str, datetime]


def last_word(case: CaseFile, days: Days) -> Word | None:
    """Their latest message, an interview's end, or their calling one off; a receipt is none.

    Where there is none of these, the last that they asked for or offered: they did not say
    nothing, and the silence begins when they have got it (decision 5).
    """
    latest = max(_words(case, days), default=None) or max(_wanted(case), default=None)
    if latest is None:
        return None
    at, key, entered_at, what, happened = latest
    return Word(at, key, f"{what} {say_day(days.day_of(happened))}", entered_at)


def _words(case: CaseFile, days: Days) -> Iterator[Candidate]:
    theirs = (
        message
        for message in case.messages
        if message.direction is Direction.IN and message.purpose is not Purpose.RECEIPT
    )
    if latest := max(theirs, key=lambda each: (each.at, f"message-{each.id}"), default=None):
        yield latest.at, f"message-{latest.id}", latest.entered_at, "the message of", latest.at
    for interview in case.interviews:
        if interview.invited_on:
            yield _invitation(interview, interview.invited_on, days)
        if interview.counts or (interview.by_them and interview.called_off_at):
            yield _of_interview(interview)


def _wanted(case: CaseFile) -> Iterator[Candidate]:
    for request in case.requests:
        at = request.asked_at
        yield at, f"request-{request.id}", request.entered_at, "what they asked for on", at
    for offer in case.offers:
        at = offer.received_at
        yield at, f"offer-{offer.id}", offer.entered_at, "their offer of", at


def _invitation(interview: Interview, day: date, days: Days) -> Candidate:
    """Decision 7; of what happened on one day, theirs comes first."""
    at = days.start(day)
    return at, f"interview-{interview.id}-invited", interview.entered_at, "their invitation of", at


def _of_interview(interview: Interview) -> Candidate:
    key, off = f"interview-{interview.id}", interview.called_off_at
    if interview.counts or off is None:
        return interview.ends, key, interview.entered_at, "the interview on", interview.starts
    if interview.status is InterviewStatus.CANCELLED:
        return off, f"{key}-off", off, "the cancellation of", off
    return off, f"{key}-off", off, "the interview on", interview.starts
