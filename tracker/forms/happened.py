"""Forms about something that has happened already."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from tracker.forms.base import CleanForm
from tracker.forms.times import ClockField, resolve_wall_time

NOT_YET = "That has not happened yet: log it when it has."


class HappenedForm(CleanForm):
    """Knows what time it is; by that, a day that has not come yet is refused."""

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.today: date = timezone.localdate(now)

    def refuse_future(self, name: str) -> None:
        """To be called by `clean`, for the day in the field `name`."""
        day = self.cleaned_data.get(name)
        if day and day > self.today:
            self.add_error(name, NOT_YET)


class MomentFields(HappenedForm):
    """A day and a time, in the owner's zone; `at` is the moment that they mean."""

    time = ClockField(label="At")

    def check_moment(self) -> None:
        """To be called by `clean`."""
        values = self.cleaned_data
        day, clock = values.get("date"), values.get("time")
        if day is None or clock is None:
            return
        try:
            self.at = resolve_wall_time(day, clock, timezone.get_current_timezone_name(), 0)
        except forms.ValidationError as error:
            self.add_error("time", error)
        else:
            if self.at > self.now:
                self.add_error("date", NOT_YET)
