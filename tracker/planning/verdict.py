"""What is right now: do this, or wait until then. A second pure function over what is planned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from tracker.planning.lapsing import has_lapsed
from tracker.planning.old import OLD_KEY
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


# What proposes "no reply"; nothing else that is optional is ever what to do.
ENDS_A_WAIT = ("move-on", OLD_KEY)
P = TypeVar("P", bound=Planned)


@dataclass(frozen=True, slots=True)
class Verdict(Generic[P]):
    """`do` is what is to be done now; else `wait` is what opens next; `then` comes after it."""

    do: P | None = None
    wait: P | None = None
    then: P | None = None


def verdict(planned: Iterable[P], now: datetime) -> Verdict[P]:
    """An interview of today first, then what is owed to them, then what is due first.

    `now` is in the owner's zone, for it says which day today is. What is optional is never the
    verdict. "Move on" ends a wait: it is what comes next, and once its day has come it is what to do where
    nothing else is. What lapses is no duty any more when its window has closed.
    """
    known = sorted(planned, key=lambda each: (each.opens_from, each.due_by, each.kind))
    duties = [each for each in known if not (_is(each, "optional") or _is_over(each, now))]
    open_now = [each for each in duties if each.opens_from <= now]
    later = [each for each in known if each.opens_from > now and _leads(each)]
    if open_now:
        first = min(open_now, key=lambda each: urgency(each, now))
        return Verdict(do=first, then=next(iter(later), None))
    leaving = [each for each in known if each.kind in ENDS_A_WAIT and each.opens_from <= now]
    if leaving:
        return Verdict(do=leaving[0], then=next(iter(later), None))
    return Verdict(wait=next(iter(later), None), then=next(iter(later[1:]), None))


def urgency(each: Planned, now: datetime) -> tuple[bool, bool, bool, datetime]:
    """What is to be done first is the least."""
    is_today = each.due_by.astimezone(now.tzinfo).date() <= now.date()
    meets_today = each.kind == "prepare" and is_today
    return not meets_today, not _is(each, "owed"), _is(each, "optional"), each.due_by


def _is_over(each: Planned, now: datetime) -> bool:
    """Nobody prepares for an interview that has begun."""
    return has_lapsed(each.kind, each.opens_from, each.closes, now)


def _leads(each: Planned) -> bool:
    return each.kind == "move-on" or not _is(each, "optional")


def _is(each: Planned, nature: str) -> bool:
    rule = RULE_BY_KIND.get(each.kind)
    return bool(rule and getattr(rule, nature))
