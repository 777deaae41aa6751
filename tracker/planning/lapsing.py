"""What late is no use for: how long it is worth doing, of which the database has a twin."""

from datetime import datetime

from tracker.planning.days import DAY
from tracker.planning.rules import RULES

LAPSING = frozenset(rule.kind for rule in RULES if rule.lapses)
STILL_WANTED = DAY


def has_lapsed(kind: str, opens_from: datetime, closes: datetime, now: datetime) -> bool:
    """Whether it is pointless by `now`: its window has closed, and late is no use.

    `opens_from` is when it may be done, by its plan or as it was put off. Whoever puts it off past
    its closing wants it all the same, for a day; putting it off until before that changes nothing.
    """
    until = opens_from + STILL_WANTED if opens_from > closes else closes
    return kind in LAPSING and until <= now
