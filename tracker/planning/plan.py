"""plan(case, playbook, days): facts in, plan out. No clock, no database, no Django."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from operator import attrgetter

from tracker.planning.days import Days
from tracker.planning.facts import CaseFile
from tracker.planning.pace import after_all_questions, paced, past_pause
from tracker.planning.playbook import Action, Playbook
from tracker.planning.rules import RULE_BY_KIND, RULES
from tracker.planning.situation import Situation

ONE_MAIL = timedelta(hours=1)
BY_OPENING = attrgetter("window.opens", "key")


def plan(case: CaseFile, playbook: Playbook, days: Days) -> tuple[Action, ...]:
    """Every action that follows from `case`, by when it opens; the same facts give the same plan.

    Dates are taken to lie between the years 1900 and 2200; no facts within them make it raise.
    """
    within = playbook.numbers(RULE_BY_KIND["answer-them"])["within"]
    situation = Situation(case, days, within)
    made = list(_made(situation, playbook))
    unasked = [action for action in made if RULE_BY_KIND[action.kind].unasked]
    asked = [action for action in made if not RULE_BY_KIND[action.kind].unasked]
    spaced = list(paced(unasked, situation, playbook.numbers(RULE_BY_KIND["pace"])))
    patience = playbook.numbers(RULE_BY_KIND["move-on"])["days"]
    ended = [after_all_questions(action, spaced, situation, patience) for action in asked]
    actions = [with_spaced_reminders(action) for action in (*_held(ended, situation), *spaced)]
    return tuple(sorted(actions, key=BY_OPENING))


def _made(situation: Situation, playbook: Playbook) -> Iterator[Action]:
    """What the rules make; what the owner decided about is settled (decision 7)."""
    stage, decided = situation.case.stage, situation.decided
    for rule in RULES:
        if stage in rule.stages:
            for action in rule.make(situation, playbook.numbers(rule)):
                mine = action.key in decided and not action.settled_at
                yield action._replace(settled_at=decided[action.key]) if mine else action


def _held(actions: list[Action], situation: Situation) -> Iterator[Action]:
    """Optional actions wait for the end of a pause; what is owed and what is met does not."""
    for action in actions:
        held = RULE_BY_KIND[action.kind].optional and not action.settled_at
        yield past_pause(action, situation) if held else action


def with_spaced_reminders(action: Action) -> Action:
    """`action` with its moments in order, none after it closes, at most one an hour."""
    kept: list[datetime] = []
    for moment in sorted(action.remind_at):
        if moment <= action.window.closes and (not kept or moment - kept[-1] >= ONE_MAIL):
            kept.append(moment)
    return action._replace(remind_at=tuple(kept)) if kept != [*action.remind_at] else action
