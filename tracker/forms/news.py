from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from tracker.forms.base import CleanForm
from tracker.forms.once import OnceForm, VersionForm
from tracker.forms.times import BoundedDateField
from tracker.models import Application
from tracker.planning.facts import NewsKind
from tracker.planning.words import say_day

LABELS = {NewsKind.FINAL_ROUND: "It is on", NewsKind.AVAILABILITY: "I can begin from"}


class NewsFields(CleanForm):
    application = forms.ModelChoiceField(
        Application.objects.none(),
        label="Where it is",
        required=False,
        empty_label="Somewhere that is not logged here",
        help_text="Should that one end, nobody is told of it any more.",
    )
    day = BoundedDateField()
    until = BoundedDateField(
        label="They should know by",
        required=False,
        help_text="Without a day: by the day of the final round, or within a week.",
    )
    told = forms.TypedMultipleChoiceField(
        label="Tell",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one: there is nobody to tell otherwise."},
    )

    def __init__(
        self,
        *args: Any,
        kind: NewsKind,
        known: Sequence[tuple[int, str]],
        live: Any,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.today = kind, today
        self.fields["day"].label = LABELS[kind]
        told, where = self.fields["told"], self.fields["application"]
        assert isinstance(told, forms.TypedMultipleChoiceField)
        assert isinstance(where, forms.ModelChoiceField)
        told.choices, where.queryset = known, live
        if kind is NewsKind.AVAILABILITY:
            del self.fields["application"]
            self.fields["until"].help_text = "Without a day: within a week."

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name in ("day", "until"):
            day = values.get(name)
            if day and day < self.today and name in self.changed_data:
                self.add_error(name, f"{say_day(day)} has gone by: choose today, or a later day.")
        self._check_order(values.get("day"), values.get("until"))
        self._leave_out_its_own(values)
        return values

    def _check_order(self, day: date | None, until: date | None) -> None:
        if self.kind is NewsKind.FINAL_ROUND and day and until and until > day:
            self.add_error("until", f"The final round is on {say_day(day)}: they know before.")

    def _leave_out_its_own(self, values: dict[str, Any]) -> None:
        """Nobody is told of the final round that is theirs."""
        where, told = values.get("application"), values.get("told")
        if where is None or told is None:
            return
        values["told"] = [pk for pk in told if pk != where.pk]
        if not values["told"]:
            self.add_error("told", "Tick another one: this is where the final round is.")

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes, but for those who are told."""
        names = ("application", "day", "until")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


class NewNewsForm(NewsFields, OnceForm):
    pass


class NewsForm(NewsFields, VersionForm):
    pass
