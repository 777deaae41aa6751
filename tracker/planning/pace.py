"""Never a nuisance: messages that nobody asked for keep their distance."""

from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter

from tracker.planning.days import DAY
from tracker.planning.facts import Channel, ContactKind
from tracker.planning.playbook import Action, Numbers
from tracker.planning.rules.windows import day_window
from tracker.planning.situation import Situation
from tracker.planning.words import count, say_day

BY_DUE = attrgetter("window.due", "key")
Floor = tuple[date, str]  # not before that day, because


def paced(actions: Iterable[Action], s: Situation, numbers: Numbers) -> Iterator[Action]:
    """The unasked `actions`, the later one of two moved where they would come too close.

    Only what was sent counts elsewhere (decision 13); what is settled stays where it is, and what
    had passed when it was entered, or comes too late, holds nothing up.
    """
    last: date | None = max((s.days.day_of(sent.at) for sent in s.unasked), default=None)
    called = [s.days.day_of(sent.at) for sent in s.unasked if sent.channel is Channel.PHONE]
    last_call = max(called, default=None)
    for action in sorted((_as_wished(each, s) for each in actions), key=BY_DUE):
        if action.settled_at or action.passed:
            yield action
            continue
        floors = list(_floors(action, s, numbers, last, last_call))
        moved = past_pause(moved_behind(action, s, floors), s)
        if not comes_too_late(moved, s):
            last = s.days.day_of(moved.window.due)
            last_call = last if moved.channel is Channel.PHONE else last_call
        yield moved


def comes_too_late(action: Action, s: Situation) -> bool:
    """Whether it is a note in a long wait, and they decide by its day or before it."""
    if action.kind != "mid-timeline-note" or action.settled_at or not s.estimate:
        return False
    return s.days.day_of(action.window.due) >= (s.estimate.latest or date.max)


def _as_wished(action: Action, s: Situation) -> Action:
    return action if action.settled_at else moved_behind(action, s, list(wishes(action, s)))


def _floors(
    action: Action, s: Situation, numbers: Numbers, last: date | None, last_call: date | None
) -> Iterator[Floor]:
    gap = s.case.gap or numbers["gap"]
    apart = f"{count(gap, 'business day')} lie between two messages that nobody asked for"
    if last:
        yield s.days.business_days_after(last, gap), apart
    if last_call and action.channel is Channel.PHONE:
        yield last_call + numbers["calls"] * DAY, "two calls in a week are one too many"
    written = s.case.elsewhere.written.get(action.contact or 0)
    if written and s.kind(action.contact) is not ContactKind.AGENCY_RECRUITER:
        day = s.days.day_of(written)
        who = s.name(action.contact)
        yield s.days.business_days_after(day, gap), f"you wrote to {who} on {say_day(day)}"


def wishes(action: Action, s: Situation) -> Iterator[Floor]:
    """What they asked for: not before a day, or away until then."""
    asked = [(each.at, each.not_before) for each in s.case.messages if each.not_before]
    said_last = max(asked)[1] if asked else None
    if days := [day for day in (said_last, s.case.not_before) if day]:
        day = max(days)
        yield day, f"they asked not to be written to before {say_day(day)}"
    contact = s.contacts.get(action.contact or 0)
    if contact and contact.away_until:
        day = contact.away_until + DAY
        yield day, f"{contact.name} is away until {say_day(contact.away_until)}"


def past_pause(action: Action, s: Situation) -> Action:
    """`action` behind the pause of the whole search in which it would be due; what was due before
    it, and would close in it, closes behind it.
    """
    if s.case.paused is None:
        return action
    first, last = s.case.paused
    if s.days.day_of(action.window.due) < first:
        in_it = first <= s.days.day_of(action.window.closes) <= last
        return _closing_on(action, s, s.days.working_day(last + DAY)) if in_it else action
    return moved_behind(action, s, [(last + DAY, f"your search pauses until {say_day(last)}")])


def _closing_on(action: Action, s: Situation, day: date) -> Action:
    moments = (*action.remind_at[:1], s.days.reminder(day))
    return action._replace(
        window=action.window._replace(closes=s.days.end(day)),
        remind_at=moments[: len(action.remind_at)],
    )


def moved_behind(action: Action, s: Situation, floors: list[Floor]) -> Action:
    """`action` behind the latest of `floors`, its closing moved as far as its due day; it is mailed
    as often as before.
    """
    if not floors:
        return action
    floor, because = max(floors)
    floor = s.days.working_day(floor)
    opens_on, due_on, closes_on = (
        s.days.day_of(moment)
        for moment in (action.window.opens, action.window.due, action.window.closes)
    )
    if floor <= opens_on:
        return action
    moved_due = max(due_on, floor)
    closes_on = s.days.working_day(closes_on + (moved_due - due_on))
    moments = (s.days.reminder(moved_due), s.days.reminder(closes_on))
    why = action.why
    if moved_due > due_on:
        why += f" Moved to {say_day(moved_due)}: {because}."
    return action._replace(
        why=why,
        window=day_window(s.days, floor, moved_due, closes_on),
        remind_at=moments[: len(action.remind_at)],
    )
