"""Numbers that are each within their bounds, but make no sense beside one another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tracker.planning.playbook import Playbook
from tracker.planning.rules import RULE_BY_KIND
from tracker.planning.words import count

LONG_WAIT = 14  # days from which an estimate is worth a mid-timeline note

Get = Callable[[str], int]  # the number at a place: "check-in.grace"


@dataclass(frozen=True, slots=True)
class Contradiction:
    place: str  # where it is to be mended: "check-in.grace"
    says: str


def contradictions(playbook: Playbook) -> tuple[Contradiction, ...]:
    """Where the rules would cross each other, in the order of the rules; none in any preset."""

    def get(place: str) -> int:
        kind, _, name = place.partition(".")
        return playbook.numbers(RULE_BY_KIND[kind])[name]

    found = (each for find in _CHECKS for each in find(get))
    return tuple(Contradiction(place, says) for place, says in found)


Found = Iterator[tuple[str, str]]


def _mid_timeline(get: Get) -> Found:
    due = get("mid-timeline-note.due")
    if due >= LONG_WAIT:
        yield (
            "mid-timeline-note.due",
            f"They may have decided by then: choose fewer than {LONG_WAIT} days.",
        )
    if get("mid-timeline-note.closes") < due:
        yield "mid-timeline-note.closes", f"It would close before it is due, {_days(due)} in."


def _check_in(get: Get) -> Found:
    grace = get("check-in.grace")
    if get("check-in.opens") > grace:
        yield (
            "check-in.opens",
            f"It would open after it is due: choose {grace} at most, or let it be due later.",
        )


def _paced(get: Get) -> Found:
    gap = get("pace.gap")
    for place in ("escalate.gap", "second-check-in.gap"):
        if get(place) < gap:
            yield place, f"The pace guard would hold it back: it asks for {_business(gap)}."
    if get("keep-in-touch.every") < calendar_days(gap):
        yield (
            "keep-in-touch.every",
            f"The pace guard would hold it back: it asks for {_business(gap)}.",
        )


def _move_on(get: Get) -> Found:
    """A second check-in that is sent on its last day can still be answered."""
    needed = calendar_days(get("check-in.silence"))
    if get("move-on.days") < needed:
        yield (
            "move-on.days",
            "The second check-in could not be answered by then: choose"
            f" {_days(needed)} at least, or ask sooner.",
        )


def _offer(get: Get) -> Found:
    first = get("answer-offer.first")
    if get("answer-offer.second") >= first:
        yield (
            "answer-offer.second",
            f"The first reminder comes {_days(first)} before: the second has to be nearer.",
        )


_CHECKS = (_mid_timeline, _check_in, _paced, _move_on, _offer)


def calendar_days(business_days: int) -> int:
    """As many days as so many business days take at most, with every weekend that may lie between."""
    return business_days + 2 * -(-business_days // 5)


def _days(number: int) -> str:
    return count(number, "day")


def _business(number: int) -> str:
    return count(number, "business day")
