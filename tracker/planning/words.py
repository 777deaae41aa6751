"""How dates and counts are said in the sentences that the planner makes."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@lru_cache(maxsize=10_000)
def say_day(day: date) -> str:
    """Tue 24 Nov"""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


@lru_cache(maxsize=10_000)
def say_moment(moment: datetime, zone: ZoneInfo) -> str:
    """Tue 24 Nov at 14:00, in `zone`"""
    local = moment.astimezone(zone)
    return f"{say_day(local.date())} at {local:%H:%M}"


def count(number: int, noun: str) -> str:
    """Two business days"""
    said = NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)
    return f"{said} {noun}" + ("" if number == 1 else "s")
