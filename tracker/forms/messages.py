from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from tracker.forms.estimates import EstimateFields
from tracker.forms.once import OnceForm
from tracker.forms.times import BoundedDateField, ClockField, resolve_wall_time
from tracker.models import Contact
from tracker.models.words import CHANNEL_CHOICES, PURPOSE_CHOICES
from tracker.planning.facts import Channel, Direction, Purpose


class MessageForm(EstimateFields, OnceForm):
    direction = forms.ChoiceField(
        choices=[(Direction.IN, ""), (Direction.OUT, "")], widget=forms.HiddenInput
    )
    contact = forms.ModelChoiceField(
        Contact.objects.none(), required=False, empty_label="Nobody by name"
    )
    channel = forms.ChoiceField(label="By", choices=CHANNEL_CHOICES, initial=Channel.EMAIL)
    date = BoundedDateField(label="On")
    time = ClockField(label="At")
    purpose = forms.ChoiceField(
        label="What it was", choices=PURPOSE_CHOICES, initial=Purpose.OTHER, required=False
    )
    text = forms.CharField(
        label="What it said",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def let_name(self, people: QuerySet[Contact], label: str) -> None:
        """Offer `people` as those from whom, or to whom, it went."""
        contact = self.fields["contact"]
        assert isinstance(contact, forms.ModelChoiceField)
        contact.queryset, contact.label = people, label

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        day = values.get("date")
        if day and "time" in values:
            self._check_moment(values)
        if day:  # though its moment may have been refused
            self.check_estimate(day)
        return values

    def _check_moment(self, values: dict[str, Any]) -> None:
        zone = timezone.get_current_timezone_name()
        try:
            values["at"] = resolve_wall_time(values["date"], values["time"], zone, 0)
        except forms.ValidationError as error:
            self.add_error("time", error)
        else:
            if values["at"] > self.now:
                self.add_error("date", "That has not happened yet: log it when it has.")

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        values = self.cleaned_data
        kept = {name: values[name] for name in ("direction", "contact", "channel", "at", "text")}
        return kept | {"purpose": values["purpose"] or Purpose.OTHER}
