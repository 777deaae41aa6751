"""What is right now: do this, or wait until then. A second pure function over what is planned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from tracker.planning.rules import RULE_BY_KIND


class Planned(Protocol):
    """An action's row, as far as the verdict looks at it."""

    @property
    def kind(self) -> str: ...
    @property
    def opens_from(self) -> datetime: ...
    @property
    def due_by(self) -> datetime: ...
    @property
    def closes(self) -> datetime: ...


P = TypeVar("P", bound=Planned)


@dataclass(frozen=True, slots=True)
class Verdict(Generic[P]):
    """`do` is what is to be done now; else `wait` is what opens next; `then` comes after it."""

    do: P | None = None
    wait: P | None = None
    then: P | None = None


def verdict(planned: Iterable[P], now: datetime) -> Verdict[P]:
    """What is owed to them first, then what is due first; what is optional is never the verdict.

    "Move on" ends a wait: it is what comes next, and once its day has come it is what to do where
    nothing else is. What lapses is no duty any more when its window has closed.
    """
    known = sorted(planned, key=lambda each: (each.opens_from, each.due_by, each.kind))
    duties = [each for each in known if not (_is(each, "optional") or _is_over(each, now))]
    open_now = [each for each in duties if each.opens_from <= now]
    later = [each for each in known if each.opens_from > now and _leads(each)]
    if open_now:
        first = min(open_now, key=lambda each: (not _is(each, "owed"), each.due_by))
        return Verdict(do=first, then=next(iter(later), None))
    leaving = [each for each in known if each.kind == "move-on" and each.opens_from <= now]
    if leaving:
        return Verdict(do=leaving[0], then=next(iter(later), None))
    return Verdict(wait=next(iter(later), None), then=next(iter(later[1:]), None))


def _is_over(each: Planned, now: datetime) -> bool:
    """Nobody prepares for an interview that has begun."""
    return _is(each, "lapses") and max(each.closes, each.due_by) <= now


def _leads(each: Planned) -> bool:
    return each.kind == "move-on" or not _is(each, "optional")


def _is(each: Planned, nature: str) -> bool:
    rule = RULE_BY_KIND.get(each.kind)
    return bool(rule and getattr(rule, nature))
