"""Days, clock times and zones as people type them, and the moments that they mean."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracker.clock import say_clock
from tracker.planning.words import say_day

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
SECOND = timedelta(seconds=1)
SELECTED = SafeString(" selected")


@cache
def zone_names() -> tuple[str, ...]:
    """UTC and every zone that is named after a place, in the order of the alphabet."""
    places = (name for name in available_timezones() if "/" in name)
    return ("UTC", *sorted(name for name in places if not name.startswith(("Etc/", "SystemV/"))))


class ZoneSelect(forms.Select):
    """Writes its 500 options in one go; a template for each takes 30 ms a page."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: Any = None,
        renderer: Any = None,  # noqa: ARG002 - there is no template to find
    ) -> SafeString:
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((each, SELECTED if each == value else "", label) for each, label in self.choices),
        )
        about = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>\n{}\n</select>", about, options)


class ZoneField(forms.ChoiceField):
    """The name of a time zone, such as Europe/Berlin."""

    widget = ZoneSelect
    default_error_messages = {
        "invalid_choice": "No time zone is called “%(value)s”. Choose the one of a city near you."
    }

    def __init__(self, **kwargs: Any) -> None:
        choices = [(name, name.replace("_", " ")) for name in zone_names()]
        super().__init__(choices=choices, **kwargs)


class BoundedDateField(forms.DateField):
    """A day between 2000 and 2100: another year is a slip of the hand."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ["%Y-%m-%d"]
    default_error_messages = {"invalid": "Enter a day as year-month-day, such as 2026-11-24."}
    default_validators = [
        MinValueValidator(EARLIEST, "Choose a day in 2000 or later."),
        MaxValueValidator(LATEST, "Choose a day in 2100 or earlier."),
    ]


class ClockField(forms.TimeField):
    """A time on the clock, to the minute."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    input_formats = ["%H:%M", "%H:%M:%S"]
    default_error_messages = {"invalid": "Enter a time such as 09:30 or 14:00."}


def resolve_wall_time(day: date, clock: time, zone: str, fold: int = 0) -> datetime:
    """The moment in UTC at which clocks in `zone` show this; `fold` 1 means the second of two.

    Raises ValidationError for a time that clocks skip.
    """
    local = datetime.combine(day, clock, ZoneInfo(zone)).replace(fold=fold)
    if _is_skipped(local):
        raise ValidationError(_sentence_of_gap(local), code="skipped")
    # In UTC, because two moments in one zone are compared by their wall time and forget the fold.
    return local.astimezone(UTC)


def moment_on(day: date, now: datetime) -> datetime:
    """`now`, or this time of day on an earlier `day`."""
    local = timezone.localtime(now)
    return datetime.combine(day, local.time(), local.tzinfo).astimezone(UTC)


def is_ambiguous(day: date, clock: time, zone: str) -> bool:
    """Whether clocks in `zone` show this twice, because they go back."""
    local = datetime.combine(day, clock, ZoneInfo(zone))
    return not _is_skipped(local) and local.utcoffset() != local.replace(fold=1).utcoffset()


def _is_skipped(local: datetime) -> bool:
    there_and_back = local.astimezone(UTC).astimezone(local.tzinfo)
    return there_and_back.replace(tzinfo=None) != local.replace(tzinfo=None)


def _sentence_of_gap(local: datetime) -> str:
    before, after = _offsets(local)
    change = _moment_of_change(local).replace(tzinfo=None)
    meant = local + (after - before)
    return (
        f"{say_clock(local)} does not exist on {say_day(local.date())} {local.year} in {local.tzinfo}:"
        f" clocks go forward from {say_clock(change + before)} to {say_clock(change + after)}."
        f" Did you mean {say_clock(meant)}?"
    )


def _moment_of_change(skipped: datetime) -> datetime:
    """When, in UTC, the clocks jump over `skipped`."""
    before, after = _offsets(skipped)
    wall = skipped.replace(tzinfo=UTC)
    earlier, later = wall - after, wall - before
    while later - earlier > SECOND:
        middle = earlier + (later - earlier) // 2
        if middle.astimezone(skipped.tzinfo).utcoffset() == before:
            earlier = middle
        else:
            later = middle
    return later.replace(microsecond=0)


def _offsets(skipped: datetime) -> tuple[timedelta, timedelta]:
    """The offsets before and after the clocks jump over `skipped`."""
    before, after = skipped.replace(fold=0).utcoffset(), skipped.replace(fold=1).utcoffset()
    assert before is not None
    assert after is not None
    return before, after
