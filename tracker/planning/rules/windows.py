"""Windows by whole days."""

from datetime import date, datetime

from tracker.planning.days import DAY, Days
from tracker.planning.playbook import Window


def same_day_window(days: Days, cause: datetime, *, closes_after: int) -> Window:
    """Opens with its cause, due the same local day, closes at the end of day `closes_after`."""
    day = days.day_of(cause)
    due = days.end(day)
    return Window(min(cause, due), due, days.end(day + closes_after * DAY))


def day_window(
    days: Days, opens_on: date, due_on: date, closes_on: date, *, after: datetime | None = None
) -> Window:
    """From the first moment of a day (not before `after`) to the last ones of two others."""
    due = days.end(due_on)
    opens = days.start(opens_on)
    return Window(min(max(opens, after or opens), due), due, max(due, days.end(closes_on)))
