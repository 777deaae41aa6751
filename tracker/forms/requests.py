from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from tracker.forms.base import CleanForm
from tracker.forms.happened import HappenedForm
from tracker.forms.once import OnceForm
from tracker.forms.times import BoundedDateField, moment_on
from tracker.models import Contact, InformationRequest
from tracker.models.words import CHANNEL_CHOICES
from tracker.planning.facts import Channel
from tracker.planning.words import say_day

KEPT = ("what", "channel", "asked_by", "can_send_on", "promised_for", "needed_by")
REFUSED = {
    "can_send_on": "choose that day, or one after it.",
    "promised_for": "promise a day after that.",
    "needed_by": "they cannot have needed it before.",
}


class AskedDays(CleanForm):
    """The three days that hang on a request, none of them before it was made."""

    can_send_on = BoundedDateField(label="I can send it on", required=False)
    promised_for = BoundedDateField(label="I promised it for", required=False)
    needed_by = BoundedDateField(label="They need it by", required=False)

    def check_days(self, asked_on: date) -> None:
        """To be called by `clean`."""
        for name, what in REFUSED.items():
            day = self.cleaned_data.get(name)
            if day and day < asked_on:
                self.add_error(name, f"They asked on {say_day(asked_on)}: {what}")


class RequestFields(AskedDays, HappenedForm):
    what = forms.CharField(label="They asked for", max_length=500)
    channel = forms.ChoiceField(
        label="To be sent by", choices=CHANNEL_CHOICES, initial=Channel.EMAIL
    )
    asked_by = forms.ModelChoiceField(
        Contact.objects.none(), label="Who asked", required=False, empty_label="Nobody by name"
    )
    asked_on = BoundedDateField(label="They asked on")

    field_order = ["what", "channel", "asked_by", "asked_on"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.refuse_future("asked_on")
        if values.get("asked_on"):
            self.check_days(values["asked_on"])
        return values

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        values = {name: self.cleaned_data[name] for name in KEPT}
        return values | {"asked_at": moment_on(self.cleaned_data["asked_on"], self.now)}


class NewRequestForm(RequestFields, OnceForm):
    pass


class RequestForm(RequestFields):
    def __init__(self, *args: Any, row: InformationRequest, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in KEPT}
        asked_on = timezone.localdate(row.asked_at)
        super().__init__(*args, initial=initial | {"asked_on": asked_on}, **kwargs)
        self.row = row

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        sent, asked_on = self.row.delivered_at, values.get("asked_on")
        if sent and asked_on and "asked_on" in self.changed_data and self.values["asked_at"] > sent:
            said = say_day(timezone.localdate(sent))
            self.add_error("asked_on", f"You sent it on {said}: they asked before that.")
        return values

    @property
    def values(self) -> dict[str, Any]:
        """The moment at which they asked is kept, if its day was left as it was."""
        if "asked_on" in self.changed_data:
            return super().values
        return super().values | {"asked_at": self.row.asked_at}
