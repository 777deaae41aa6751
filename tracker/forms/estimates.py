"""How a person says when they decide: by a day, within so many, or not at all."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from tracker.forms.base import CleanForm
from tracker.forms.times import BoundedDateField
from tracker.models import Estimate
from tracker.models.words import CERTAINTY_CHOICES
from tracker.planning.days import DAY, Days
from tracker.planning.estimates import Unit, last_day_within
from tracker.planning.facts import Certainty
from tracker.planning.words import say_day
from tracker.services.debriefs import Said

BY_DATE, WEEK_OF, WITHIN = "by-date", "week-of", "within"
END_OF_WEEK, END_OF_MONTH = "end-of-week", "end-of-month"
WOULD_NOT_SAY, NOT_SAID = "would-not-say", "not-said"
HOW = [
    (BY_DATE, "By a day that they named"),
    (WEEK_OF, "In the week of that day"),
    (WITHIN, "Within some days or weeks"),
    (END_OF_WEEK, "By the end of the week"),
    (END_OF_MONTH, "By the end of the month"),
    (WOULD_NOT_SAY, "They don't know yet, or would not say"),
    (NOT_SAID, "We did not speak of it"),
]


class EstimateFields(CleanForm):
    decides = forms.ChoiceField(
        label="When do they decide?", choices=HOW, initial=NOT_SAID, widget=forms.RadioSelect
    )
    decides_on = BoundedDateField(label="That day", required=False)
    decides_from = BoundedDateField(label="And not before", required=False)
    within_number = forms.IntegerField(label="Within", min_value=1, max_value=365, required=False)
    within_unit = forms.ChoiceField(
        label="Days or weeks",
        choices=[(unit.value, unit.value) for unit in Unit],
        initial=Unit.DAYS,
        required=False,
    )
    certainty = forms.ChoiceField(
        label="How sure they seemed",
        choices=CERTAINTY_CHOICES,
        initial=Certainty.LIKELY,
        required=False,
    )

    def check_estimate(self, said_on: date) -> None:
        """To be called by `clean`: what is missing, or lies before it was said, is refused."""
        values = self.cleaned_data
        how = values.get("decides")
        if how in (BY_DATE, WEEK_OF) and "decides_on" in values:
            self._check_day(values["decides_on"], said_on, is_week=how == WEEK_OF)
        missing = values.get("within_number") is None and "within_number" not in self.errors
        if how == WITHIN and missing:
            self.add_error("within_number", "Within how many?")
        typed = {"decides_on", "decides_from", "within_number"} & set(self.changed_data)
        if how == NOT_SAID and any(values.get(name) for name in typed):
            self.add_error("decides", "You gave a day or a number: choose how they said it.")

    def _check_day(self, day: date | None, said_on: date, *, is_week: bool) -> None:
        earliest = self.cleaned_data.get("decides_from")
        if day is None:
            self.add_error("decides_on", "Which day did they name?")
        elif (week_of(day)[1] if is_week else day) < said_on:
            self.add_error(
                "decides_on",
                f"{say_day(day)} lies before {say_day(said_on)}, the day on which they said it.",
            )
        elif earliest and earliest > day and not is_week:
            self.add_error("decides_from", f"That is after {say_day(day)}, the last day.")

    def said_when(self, said_on: date, days: Days) -> Said | None:
        """What they said, as the last day that it means; the words of before, if it means that."""
        said = self._said(said_on, days)
        if said is None:
            return None
        certainty = self.cleaned_data["certainty"] or Certainty.LIKELY
        before: Said | None = self.initial.get("before")
        same = before and (before.earliest, before.latest) == (said.earliest, said.latest)
        words = before.words if before and same else said.words
        return replace(said, words=words, certainty=certainty)

    def _said(self, said_on: date, days: Days) -> Said | None:
        values: dict[str, Any] = self.cleaned_data
        match values["decides"]:
            case "by-date":
                return _by(values["decides_on"], values.get("decides_from"))
            case "week-of":
                monday, sunday = week_of(values["decides_on"])
                latest = max(last_working(sunday, days), said_on)
                return Said(f"in the week of {say_day(monday)}", latest, earliest=monday)
            case "within":
                return _within(said_on, values, days)
            case "end-of-week":
                return Said("by the end of the week", end_of_week(said_on, days))
            case "end-of-month":
                return Said("by the end of the month", end_of_month(said_on))
            case "would-not-say":
                return Said("they would not say")
        return None


def _by(latest: date, earliest: date | None) -> Said:
    if earliest and earliest < latest:
        return Said(f"between {say_day(earliest)} and {say_day(latest)}", latest, earliest=earliest)
    return Said(f"by {say_day(latest)}", latest)


def _within(said_on: date, values: dict[str, Any], days: Days) -> Said:
    number, unit = values["within_number"], Unit(values["within_unit"] or Unit.DAYS)
    said = unit.value.removesuffix("s") if number == 1 else unit.value
    return Said(f"within {number} {said}", last_day_within(said_on, number, unit, days))


def week_of(day: date) -> tuple[date, date]:
    """Its Monday and its Sunday."""
    monday = day - day.weekday() * DAY
    return monday, monday + 6 * DAY


def last_working(sunday: date, days: Days) -> date:
    """The last day of that week on which people work; without one, the Sunday itself."""
    week = (sunday - number * DAY for number in range(7))
    return next((day for day in week if days.is_working(day)), sunday)


def end_of_week(said_on: date, days: Days) -> date:
    """Said at the weekend, it means the week that comes."""
    _, sunday = week_of(said_on)
    last = last_working(sunday, days)
    return last if last >= said_on else last_working(sunday + 7 * DAY, days)


def end_of_month(said_on: date) -> date:
    """Its last day, whichever day of the week that is."""
    return (said_on.replace(day=28) + 4 * DAY).replace(day=1) - DAY


def initial_estimate(row: Estimate | None) -> dict[str, Any]:
    """How an estimate that was given before stands in the form."""
    if row is None:
        return {"decides": NOT_SAID}
    return {
        "decides": BY_DATE if row.latest else WOULD_NOT_SAY,
        "decides_on": row.latest,
        "decides_from": row.earliest,
        "certainty": row.certainty,
        "before": Said(row.words, row.latest, earliest=row.earliest),
    }
