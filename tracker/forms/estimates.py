"""How a person says when they decide: by a day, within so many, or not at all."""

from datetime import date
from typing import Any

from django import forms

from tracker.forms.base import CleanForm
from tracker.forms.times import BoundedDateField
from tracker.planning.days import Days
from tracker.planning.estimates import Unit, last_day_within
from tracker.planning.words import say_day
from tracker.services.debriefs import Said

BY_DATE, WITHIN, WOULD_NOT_SAY, NOT_SAID = "by-date", "within", "would-not-say", "not-said"


class EstimateFields(CleanForm):
    decides = forms.ChoiceField(
        label="When do they decide?",
        choices=[
            (BY_DATE, "By a day that they named"),
            (WITHIN, "Within some days or weeks"),
            (WOULD_NOT_SAY, "I asked; they would not say"),
            (NOT_SAID, "We did not speak of it"),
        ],
        initial=NOT_SAID,
        widget=forms.RadioSelect,
    )
    decides_on = BoundedDateField(label="That day", required=False)
    within_number = forms.IntegerField(label="Within", min_value=1, max_value=365, required=False)
    within_unit = forms.ChoiceField(
        label="Days or weeks",
        choices=[(unit.value, unit.value) for unit in Unit],
        initial=Unit.DAYS,
        required=False,
    )

    def check_estimate(self, said_on: date) -> None:
        """To be called by `clean`: what is missing, or lies before it was said, is refused."""
        values = self.cleaned_data
        how, day = values.get("decides"), values.get("decides_on")
        if how == BY_DATE and "decides_on" in values:
            if day is None:
                self.add_error("decides_on", "Which day did they name?")
            elif day < said_on:
                self.add_error(
                    "decides_on",
                    f"{say_day(day)} lies before {say_day(said_on)}, the day on which they said it.",
                )
        missing = values.get("within_number") is None and "within_number" not in self.errors
        if how == WITHIN and missing:
            self.add_error("within_number", "Within how many?")

    def said(self, said_on: date, days: Days) -> Said | None:
        """What they said, as the last day that it means."""
        values: dict[str, Any] = self.cleaned_data
        match values["decides"]:
            case "by-date":
                return Said(f"by {say_day(values['decides_on'])}", values["decides_on"])
            case "within":
                number, unit = values["within_number"], Unit(values["within_unit"] or Unit.DAYS)
                said = unit.value.removesuffix("s") if number == 1 else unit.value
                latest = last_day_within(said_on, number, unit, days)
                return Said(f"within {number} {said}", latest)
            case "would-not-say":
                return Said("they would not say")
        return None
