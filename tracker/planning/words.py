"""How dates and counts are said in the sentences that the planner makes."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LONG_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = tuple(name[:3] for name in LONG_WEEKDAYS)
MONTHS = tuple(name[:3] for name in LONG_MONTHS)
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@lru_cache(maxsize=10_000)
def say_day(day: date) -> str:
    """Tue 24 Nov"""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def say_clock(at: datetime | time, *, twelve: bool = False) -> str:
    """14:00; by twelve hours 2:00 pm, noon is 12:00 pm"""
    if not twelve:
        return f"{at:%H:%M}"
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"


@lru_cache(maxsize=10_000)
def say_moment(moment: datetime, zone: ZoneInfo, *, twelve: bool = False) -> str:
    """Tue 24 Nov at 14:00, in `zone`"""
    local = moment.astimezone(zone)
    return f"{say_day(local.date())} at {say_clock(local, twelve=twelve)}"


def count(number: int, noun: str) -> str:
    """Two business days"""
    said = NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)
    return f"{said} {noun}" + ("" if number == 1 else "s")


def say_exactly(moment: datetime, zone: ZoneInfo, *, twelve: bool = False) -> str:
    """Tue 1 Dec 10:00 CET (UTC+1): with the zone's name, if it has one, and its offset."""
    local = moment.astimezone(zone)
    name = local.tzname() or ""
    said = f"{say_day(local.date())} {say_clock(local, twelve=twelve)}"
    if name == "UTC":
        return f"{said} UTC"
    return (
        f"{said} {name} ({say_offset(local)})" if name.isalpha() else f"{said} {say_offset(local)}"
    )


def say_offset(local: datetime) -> str:
    """UTC+1, UTC−3:30, UTC+0"""
    minutes = int((local.utcoffset() or timedelta(0)).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
