from collections.abc import Container
from datetime import date
from typing import Any

from django import forms

from tracker.forms.base import HouseFormSet
from tracker.forms.estimates import EstimateFields
from tracker.forms.once import VersionForm
from tracker.forms.people import INTEREST_CHOICES
from tracker.forms.requests import REFUSED, AskedDays
from tracker.models import Contact
from tracker.models.words import CHANNEL_CHOICES
from tracker.planning.facts import Channel
from tracker.services.debriefs import Asked


class DebriefForm(EstimateFields, VersionForm):
    said_by = forms.ModelChoiceField(
        Contact.objects.none(), label="Who said so", required=False, empty_label="I don't remember"
    )
    interest = forms.TypedChoiceField(
        label="How much do you want this job?",
        choices=INTEREST_CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text="1 is hardly, 5 is more than any other.",
    )
    forgot_to_say = forms.CharField(
        label="What I forgot to say",
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A thank-you is a good place for it.",
    )
    notes = forms.CharField(
        label="Notes",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What you want to remember.",
    )

    def __init__(self, *args: Any, said_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said_on = said_on

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.check_estimate(self.said_on)
        return values


class AskedForm(AskedDays):
    """Something they asked for; empty: nothing."""

    request = forms.IntegerField(widget=forms.HiddenInput, required=False)
    what = forms.CharField(label="They asked for", max_length=500, required=False)
    channel = forms.ChoiceField(
        label="To be sent by", choices=CHANNEL_CHOICES, initial=Channel.EMAIL
    )

    def __init__(self, *args: Any, asked_on: date, known: Container[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked_on = asked_on
        self.known = known

    def clean_request(self) -> int | None:
        request: int | None = self.cleaned_data["request"]
        if request is not None and request not in self.known:
            raise forms.ValidationError("They did not ask for this at this interview.")
        return request

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.check_days(self.asked_on)
        told = any(values.get(name) for name in REFUSED)
        if told and not values.get("what") and "what" not in self.errors:
            promised = values.get("promised_for")
            self.add_error("what", "What did you promise?" if promised else "What is it?")
        return values

    @property
    def asked(self) -> Asked:
        values = self.cleaned_data
        return Asked(
            values["what"],
            values["channel"],
            values["promised_for"],
            values["request"],
            can_send_on=values["can_send_on"],
            needed_by=values["needed_by"],
        )


AskedFormSet = forms.formset_factory(AskedForm, HouseFormSet, extra=2, max_num=30, absolute_max=30)
