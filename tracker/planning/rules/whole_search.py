"""Rules that plan no action of one application: the pace of all, and the search that goes on."""

from collections.abc import Iterator

from tracker.planning.playbook import Action, Number, Numbers
from tracker.planning.rules.entry import rule
from tracker.planning.situation import Situation


@rule(
    "pace",
    "Pace guard",
    "Between two messages that nobody asked for lie {gap} at least, and {calls} between two calls.",
    advice="D5 E3 E9",
    numbers=(
        Number("gap", 5, "business days", 1, 30),
        Number("calls", 7, "days", 1, 60),
    ),
)
def pace(_s: Situation, _numbers: Numbers) -> Iterator[Action]:
    """Carried out over what the other rules have planned: see tracker/planning/pace.py."""
    yield from ()


@rule(
    "keep-searching",
    "Keep searching",
    "While you wait, go on: a weekly goal, and one line on Monday where it was missed.",
    advice="B7",
)
def keep_searching(_s: Situation, _numbers: Numbers) -> Iterator[Action]:
    """The whole search's, not one application's: see tracker/planning/search.py."""
    yield from ()
