"""plan(case, playbook, days): facts in, plan out. No clock, no database, no Django."""

from dataclasses import replace
from datetime import datetime, timedelta

from tracker.planning.days import Days
from tracker.planning.facts import LIVE_STAGES, CaseFile
from tracker.planning.playbook import Action, Playbook
from tracker.planning.rules import RULES
from tracker.planning.situation import Situation

ONE_MAIL = timedelta(hours=1)


def plan(case: CaseFile, playbook: Playbook, days: Days) -> tuple[Action, ...]:
    """Every action that follows from `case`, by when it opens; the same facts give the same plan.

    Dates are taken to lie between the years 1900 and 2200; no facts within them make it raise.
    """
    if case.stage not in LIVE_STAGES:
        return ()
    situation = Situation(case, days)
    actions = [
        replace(action, remind_at=spaced(action))
        for rule in RULES
        for action in rule.make(situation, playbook.numbers(rule))
    ]
    return tuple(sorted(actions, key=lambda action: (action.window.opens, action.key)))


def spaced(action: Action) -> tuple[datetime, ...]:
    """Its reminder moments in order, none after it closes, at most one an hour."""
    kept: list[datetime] = []
    for moment in sorted(action.remind_at):
        if moment <= action.window.closes and (not kept or moment - kept[-1] >= ONE_MAIL):
            kept.append(moment)
    return tuple(kept)
