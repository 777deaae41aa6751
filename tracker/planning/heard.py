"""Their last word: what they said or did that starts the count of silence anew."""

from collections.abc import Iterator
from datetime import datetime
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


def last_word(case: CaseFile, days: Days) -> Word | None:
    """Their latest message, an interview's end, or their calling one off; a receipt is none."""
    return max(_words(case, days), key=lambda word: word[:2], default=None)


def _words(case: CaseFile, days: Days) -> Iterator[Word]:
    theirs = (
        message
        for message in case.messages
        if message.direction is Direction.IN and message.purpose is not Purpose.RECEIPT
    )
    if latest := max(theirs, key=lambda each: (each.at, f"message-{each.id}"), default=None):
        text = f"the message of {say_day(days.day_of(latest.at))}"
        yield Word(latest.at, f"message-{latest.id}", text, latest.entered_at)
    for interview in case.interviews:
        if interview.counts or (interview.by_them and interview.called_off_at):
            yield _of_interview(interview, days)


def _of_interview(interview: Interview, days: Days) -> Word:
    key, off = f"interview-{interview.id}", interview.called_off_at
    text = f"the interview on {say_day(days.day_of(interview.starts))}"
    if interview.counts or off is None:
        return Word(interview.ends, key, text, interview.entered_at)
    if interview.status is InterviewStatus.CANCELLED:
        text = f"the cancellation of {say_day(days.day_of(off))}"
    return Word(off, f"{key}-off", text, off)
