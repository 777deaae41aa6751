"""Times as the person who reads wants them: in their zone, by 24 hours or by 12.

Pages and mails say every time of day by this module; the calendar feed has a format of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from tracker.models import Preferences
from tracker.planning import words

TWELVE: ContextVar[bool] = ContextVar("twelve", default=False)


@contextmanager
def seen_by(preferences: Preferences) -> Iterator[None]:
    """What is said inside is said to the person of these preferences."""
    token = TWELVE.set(preferences.has_twelve_hours)
    try:
        with timezone.override(preferences.zone):
            yield
    finally:
        TWELVE.reset(token)


def say_clock(at: datetime | time) -> str:
    """14:00, or 2:00 pm: what a clock shows, in the zone that `at` is in."""
    return words.say_clock(at, twelve=TWELVE.get())


def say_moment(moment: datetime, zone: ZoneInfo) -> str:
    """Tue 24 Nov at 14:00, in `zone`"""
    return words.say_moment(moment, zone, twelve=TWELVE.get())


def say_exactly(moment: datetime, zone: ZoneInfo) -> str:
    """Tue 1 Dec 10:00 CET (UTC+1): with the zone's name, if it has one, and its offset."""
    return words.say_exactly(moment, zone, twelve=TWELVE.get())
