"""How a rule is entered: one line of data over the function that carries it out."""

from collections.abc import Callable
from typing import Any

from tracker.planning.playbook import Make, Number, Rule

ENTERED: list[Rule] = []


def rule(
    kind: str,
    name: str,
    sentence: str,
    *,
    advice: str = "",
    numbers: tuple[Number, ...] = (),
    **nature: Any,
) -> Callable[[Make], Make]:
    """Enter the function below into the rules, in the order in which they are written.

    `advice` are ids with spaces between; `nature` is what Rule says of it besides.
    """

    def enter(make: Make) -> Make:
        ENTERED.append(Rule(kind, name, sentence, tuple(advice.split()), numbers, make, **nature))
        return make

    return enter
