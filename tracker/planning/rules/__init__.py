"""The rules, in the order in which they are told.

A rule looks at the situation and yields the actions that follow from it. It never asks what time
it is: the same facts give the same actions.
"""

# Importing a module enters its rules.
from tracker.planning.rules import (  # noqa: I001  # the order of telling
    interviews,
    thanks,
    requests,
    silence,
    patience,
    moving_on,
    offers,
    news,
    endings,
    old,
    whole_search,
)
from tracker.planning.rules.entry import ENTERED
from tracker.planning.playbook import Rule

__all__ = [
    "RULES",
    "RULE_BY_KIND",
    "endings",
    "interviews",
    "moving_on",
    "news",
    "offers",
    "old",
    "patience",
    "requests",
    "silence",
    "thanks",
    "whole_search",
]

RULES: tuple[Rule, ...] = tuple(ENTERED)
RULE_BY_KIND = {each.kind: each for each in RULES}
