"""What another playbook would change: one plan beside another, action by action."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from tracker.planning.playbook import Action


@dataclass(frozen=True, slots=True)
class Change:
    """One action: due `old` by the one plan and `new` by the other; None where it is in only one.

    With both the same it keeps its day, and is open or mentioned at other times.
    """

    title: str
    old: datetime | None
    new: datetime | None


def compare(
    before: Iterable[Action],
    after: Iterable[Action],
    *,
    decided: Collection[str],
    put_off: Mapping[str, datetime],
    now: datetime,
) -> Iterator[Change]:
    """What differs of all that is still to be done.

    What the owner decided (`decided`, by key) stays as it is. What they put off comes no sooner.
    """
    old, new = (
        {action.key: action for action in plan if _is_ahead(action, now)}
        for plan in (before, after)
    )
    for key in sorted((old.keys() | new.keys()) - set(decided)):
        was, will_be = old.get(key), new.get(key)
        if _as_planned(was) != _as_planned(will_be):
            action = will_be or was
            assert action is not None
            floor = put_off.get(key)
            yield Change(action.title, _due(was, floor), _due(will_be, floor))


def _is_ahead(action: Action, now: datetime) -> bool:
    return action.settled_at is None and not action.passed and action.window.closes >= now


def _as_planned(action: Action | None) -> object:
    return action and (action.window, action.remind_at)


def _due(action: Action | None, floor: datetime | None) -> datetime | None:
    if action is None or floor is None:
        return action and action.window.due
    return max(action.window.due, floor)
