from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from tracker.forms.base import CleanForm
from tracker.forms.happened import HappenedForm
from tracker.forms.once import OnceForm, VersionForm
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


class RequestForm(RequestFields, VersionForm):
    sent_on = BoundedDateField(label="I sent it on")

    def __init__(self, *args: Any, row: InformationRequest, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in (*KEPT, "version")}
        initial["asked_on"] = timezone.localdate(row.asked_at)
        initial["sent_on"] = row.delivered_at and timezone.localdate(row.delivered_at)
        super().__init__(*args, initial=initial, **kwargs)
        self.row = row
        # A form that was opened before is refused for what it overlooks, not for what it lacks.
        if not row.delivered_at or (self.is_bound and "sent_on" not in self.data):
            del self.fields["sent_on"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        self.refuse_future("sent_on")
        asked_on, sent_on = values.get("asked_on"), values.get("sent_on")
        if asked_on and sent_on and sent_on < asked_on:
            said = f"You sent it on {say_day(sent_on)}: they asked before that."
            self.add_error("asked_on", said)
        return values

    @property
    def values(self) -> dict[str, Any]:
        """The moments at which they asked, and got it, are kept if their days were left."""
        values = super().values
        if "asked_on" not in self.changed_data:
            values["asked_at"] = self.row.asked_at
        if sent_on := self.cleaned_data.get("sent_on"):
            sent = moment_on(sent_on, self.now)
            at = sent if "sent_on" in self.changed_data else self.row.delivered_at
            values["delivered_at"] = max(at, values["asked_at"])
        return values
