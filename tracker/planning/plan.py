"""plan(case, playbook, days): facts in, plan out. No clock, no database, no Django."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from tracker.planning.days import Days
from tracker.planning.facts import CaseFile
from tracker.planning.pace import moved_behind, paced, pauses
from tracker.planning.playbook import Action, Playbook
from tracker.planning.rules import RULE_BY_KIND, RULES
from tracker.planning.situation import Situation

ONE_MAIL = timedelta(hours=1)


def plan(case: CaseFile, playbook: Playbook, days: Days) -> tuple[Action, ...]:
    """Every action that follows from `case`, by when it opens; the same facts give the same plan.

    Dates are taken to lie between the years 1900 and 2200; no facts within them make it raise.
    """
    situation = Situation(case, days)
    made = list(_made(situation, playbook))
    unasked = [action for action in made if RULE_BY_KIND[action.kind].unasked]
    asked = [action for action in made if not RULE_BY_KIND[action.kind].unasked]
    gaps = playbook.numbers(RULE_BY_KIND["pace"])
    actions = [
        with_spaced_reminders(action)
        for action in (*_held(asked, situation), *paced(unasked, situation, gaps))
    ]
    return tuple(sorted(actions, key=lambda action: (action.window.opens, action.key)))


def _made(situation: Situation, playbook: Playbook) -> Iterator[Action]:
    for rule in RULES:
        if situation.case.stage in rule.stages:
            yield from rule.make(situation, playbook.numbers(rule))


def _held(actions: list[Action], situation: Situation) -> Iterator[Action]:
    """Optional actions wait for the end of a pause; what is owed and what is met does not."""
    for action in actions:
        pausing = situation.case.paused and RULE_BY_KIND[action.kind].optional
        if pausing and not action.settled_at:
            yield moved_behind(action, situation, list(pauses(action, situation)))
        else:
            yield action


def with_spaced_reminders(action: Action) -> Action:
    """`action` with its moments in order, none after it closes, at most one an hour."""
    kept: list[datetime] = []
    for moment in sorted(action.remind_at):
        if moment <= action.window.closes and (not kept or moment - kept[-1] >= ONE_MAIL):
            kept.append(moment)
    spaced = tuple(kept)
    return action if spaced == action.remind_at else replace(action, remind_at=spaced)
