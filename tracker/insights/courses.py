"""What the figures are counted from: how each application went, and the questions asked in silence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from tracker.planning.facts import Stage


class Stay(NamedTuple):
    """A time in one stage; without `until`, it is there still."""

    stage: Stage
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Course:
    """How one application went, in days of its owner's zone."""

    stage: Stage
    applied: date | None  # when it was sent, if it was
    source: str = ""
    answered: date | None = None  # their first word after it was sent; a receipt is none
    interviewed: bool = False
    offered: bool = False
    stays: tuple[Stay, ...] = ()

    @property
    def days_to_answer(self) -> int | None:
        """Days from the application to their first word; none before it was sent."""
        if not self.answered or not self.applied:
            return None
        return max((self.answered - self.applied).days, 0)


class Silence(NamedTuple):
    """A moment at which a check-in was due: it was sent, or it was left out."""

    day: date
    answered: date | None  # their next word, if there was one
    asked: bool


def stays_of(changes: list[tuple[Stage, date]]) -> Iterator[Stay]:
    """The stays that `changes` (the stage it came to, and when; in order) amount to."""
    ends: list[date | None] = [since for _, since in changes[1:]]
    for (stage, since), until in zip_longest(changes, ends):
        if until is None or until >= since:
            yield Stay(stage, since, until)
