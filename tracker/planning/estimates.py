"""What people mean by "within ten days": the last day that it names."""

from datetime import date
from enum import StrEnum

from tracker.planning.days import DAY, Days


class Unit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"


def last_day_within(said_on: date, number: int, unit: Unit, days: Days) -> date:
    """The last day that "within `number` `unit`" means when it is said on `said_on`.

    Days are calendar days unless working days are named (decision 4).
    """
    if unit is Unit.WORKING_DAYS:
        return days.business_days_after(said_on, number)
    return said_on + number * (7 if unit is Unit.WEEKS else 1) * DAY
