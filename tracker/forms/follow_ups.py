from datetime import date, datetime, timedelta
from typing import Any

from django import forms

from tracker.forms.base import CleanForm
from tracker.forms.times import BoundedDateField
from tracker.planning.days import Days

SNOOZES = {"1": "Tomorrow", "3": "In three days", "7": "In a week"}


class SnoozeForm(CleanForm):
    """Put off by some days, or to a day of one's own."""

    days = forms.ChoiceField(choices=list(SNOOZES.items()), required=False)
    day = BoundedDateField(label="Until", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("days") and not values.get("day") and not self.errors:
            self.add_error("day", "Until which day?")
        if values.get("day") and values["day"] <= self.today:
            self.add_error("day", "Choose a day after today.")
        if (
            self.errors
        ):  # it stands far down on its page: that opens where there is something to mend
            self.fields["day"].widget.attrs["autofocus"] = True
        return values

    def until(self, days: Days) -> datetime:
        """The owner's reminder time on the day that was chosen."""
        values = self.cleaned_data
        by_count = self.today + timedelta(days=int(values["days"] or 0))
        return days.reminder(values["day"] or by_count)
