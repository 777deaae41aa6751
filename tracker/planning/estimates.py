"""When they expect to decide: what their words mean, and which of them stand."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from tracker.planning.days import DAY, Days
from tracker.planning.facts import Estimate


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


def standing(estimates: Iterable[Estimate], last_met: date | None) -> Estimate | None:
    """The estimate said last, unless they took it back; of two said on one day the later date.

    One that is not after the end of the last interview has been overtaken by it (decision 3).
    """
    said = max(estimates, key=lambda e: (e.said_on, e.latest or date.min, e.id), default=None)
    if said is None or said.latest is None or (last_met and said.latest <= last_met):
        return None
    return said
