"""Dates as a person would say them, with the exact moment on hover and for screen readers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.clock import say_clock
from tracker.planning.words import say_day

MINUTES_SAID, HOURS_SAID, DAYS_SAID = 90, 5, 14  # more is said in the next larger measure
NAMED_DAYS = {-1: "yesterday", 0: "today", 1: "tomorrow"}


@dataclass(frozen=True, slots=True)
class When:
    """Prints itself as a <time> element, `{{ row.due }}`; in a sentence its `text` is taken."""

    text: str
    exact: str
    iso: str

    def __str__(self) -> SafeString:
        # Not __html__: a template asks for the string first, and would escape it.
        return format_html(
            '<time datetime="{}" title="{}">{}</time>', self.iso, self.exact, self.text
        )


def when_day(moment: datetime, now: datetime) -> When:
    """The day of `moment` in the current zone: today, tomorrow, Tue 24 Nov, Tue 5 Jan 2027."""
    local, today = timezone.localtime(moment), timezone.localtime(now).date()
    days = (local.date() - today) // timedelta(days=1)
    text = NAMED_DAYS.get(days) or say_day(local.date())
    if local.year != today.year and days not in NAMED_DAYS:
        text += f" {local.year}"
    return _when(text, local)


def when_next(moment: datetime, now: datetime) -> When:
    """Its day; later today, the time as well: tomorrow, today 18:00."""
    same_day = timezone.localtime(moment).date() == timezone.localtime(now).date()
    return when_clock(moment, now) if same_day else when_day(moment, now)


def when_clock(moment: datetime, now: datetime) -> When:
    """Its day and time in the current zone: today 14:00, Tue 24 Nov 14:00."""
    local = timezone.localtime(moment)
    return _when(f"{when_day(moment, now).text} {say_clock(local)}", local)


def elsewhere(moment: datetime, zone: ZoneInfo) -> str:
    """What clocks show in `zone`, if it is another time than here, with its day, if it is another:
    20:00 in New York, Mon 16 Nov 20:00 in New York.
    """
    here, there = timezone.localtime(moment), moment.astimezone(zone)
    if here.utcoffset() == there.utcoffset():
        return ""
    day = "" if here.date() == there.date() else f"{say_day(there.date())} "
    return f"{day}{say_clock(there)} in {zone.key.rpartition('/')[2].replace('_', ' ')}"


def countdown(moment: datetime, now: datetime) -> str:
    """How long it is until then, as one would say it: in 40 minutes, tomorrow, in 3 weeks."""
    minutes = int((moment - now).total_seconds()) // 60
    days = (timezone.localtime(moment).date() - timezone.localtime(now).date()).days
    if minutes < 1:
        return "now"
    if minutes < MINUTES_SAID:
        return f"in {number_of(minutes, 'minute')}"
    if days == 0 or minutes < HOURS_SAID * 60:
        return f"in {number_of(round(minutes / 60), 'hour')}"
    if days == 1:
        return NAMED_DAYS[1]
    return f"in {days} days" if days < DAYS_SAID else f"in {days // 7} weeks"


def number_of(number: int, noun: str) -> str:
    """1 minute, 40 minutes"""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _when(text: str, local: datetime) -> When:
    exact = f"{say_day(local.date())} {local.year}, {say_clock(local)} {local.tzname()}"
    return When(text, exact, local.isoformat())
