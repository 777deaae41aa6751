"""plan(case, playbook, days): facts in, plan out. No clock, no database, no Django."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from operator import attrgetter

from tracker.planning.days import Days
from tracker.planning.facts import CaseFile
from tracker.planning.pace import comes_too_late, paced, past_pause
from tracker.planning.playbook import Action, Playbook
from tracker.planning.rules import RULE_BY_KIND, RULES
from tracker.planning.rules.moving_on import after_all_questions
from tracker.planning.situation import Situation

ONE_MAIL = timedelta(hours=1)
BY_OPENING = attrgetter("window.opens", "key")


def plan(case: CaseFile, playbook: Playbook, days: Days) -> tuple[Action, ...]:
    """Every action that follows from `case`, by when it opens; the same facts give the same plan.

    Dates are taken to lie between the years 1900 and 2200; no facts within them make it raise.
    """
    numbers = playbook.all_numbers(RULES)
    situation = Situation(case, days, numbers)
    unasked: list[Action] = []
    asked: list[Action] = []
    for rule in RULES:
        if case.stage in rule.stages:
            made = rule.make(situation, numbers[rule.kind])
            (unasked if rule.unasked else asked).extend(_decided(made, situation.decided))
    paced_ones = paced(unasked, situation, numbers["pace"])
    spaced = [each for each in paced_ones if _is_still_of_use(each, situation)]
    ended = after_all_questions(asked, spaced, situation)
    actions = map(with_spaced_reminders, (*_held(ended, situation), *spaced))
    return tuple(sorted(actions, key=BY_OPENING))


def _decided(made: Iterator[Action], decided: Mapping[str, datetime]) -> Iterator[Action]:
    """What the owner decided about is settled (decision 7)."""
    if not decided:
        return made
    return (
        action._replace(settled_at=decided[action.key])
        if action.key in decided and not action.settled_at
        else action
        for action in made
    )


def _is_still_of_use(action: Action, situation: Situation) -> bool:
    """What old news would have asked for long ago is not: their list asks instead (decision 1)."""
    if action.settled_at or action.passed:
        return True
    optional = RULE_BY_KIND[action.kind].optional
    return (optional or not situation.is_old_news) and not comes_too_late(action, situation)


def _held(actions: list[Action], situation: Situation) -> Iterable[Action]:
    """Optional actions wait for the end of a pause; what is owed and what is met does not."""
    if situation.case.paused is None:
        return actions
    return (
        past_pause(action, situation)
        if RULE_BY_KIND[action.kind].optional and not action.settled_at
        else action
        for action in actions
    )


def with_spaced_reminders(action: Action) -> Action:
    """`action` with its moments in order, none after it closes, at most one an hour."""
    moments, closes = action.remind_at, action.window.closes
    match moments:  # as they mostly are
        case () | (_,) if not moments or moments[0] <= closes:
            return action
        case (first, second) if second <= closes and second - first >= ONE_MAIL:
            return action
    kept: tuple[datetime, ...] = ()
    for moment in sorted(moments):
        if moment <= closes and (not kept or moment - kept[-1] >= ONE_MAIL):
            kept += (moment,)
    return action if kept == moments else action._replace(remind_at=kept)
