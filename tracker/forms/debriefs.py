from collections.abc import Container
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from tracker.forms.base import CleanForm, HouseFormSet
from tracker.forms.estimates import EstimateFields
from tracker.forms.once import VersionForm
from tracker.forms.times import BoundedDateField
from tracker.models import Contact
from tracker.models.words import CHANNEL_CHOICES
from tracker.planning.facts import Channel
from tracker.planning.words import say_day
from tracker.services.debriefs import Asked


class DebriefForm(EstimateFields, VersionForm):
    said_by = forms.ModelChoiceField(
        Contact.objects.none(), label="Who said so", required=False, empty_label="I don't remember"
    )
    notes = forms.CharField(
        label="Notes",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What you want to remember, or forgot to say.",
    )

    def __init__(self, *args: Any, said_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said_on = said_on

    def let_say(self, people: QuerySet[Contact]) -> None:
        """Offer `people` as those who may have said when they decide."""
        said_by = self.fields["said_by"]
        assert isinstance(said_by, forms.ModelChoiceField)
        said_by.queryset = people

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.check_estimate(self.said_on)
        return values


class AskedForm(CleanForm):
    """Something they asked for; empty: nothing."""

    request = forms.IntegerField(widget=forms.HiddenInput, required=False)
    what = forms.CharField(label="They asked for", max_length=500, required=False)
    channel = forms.ChoiceField(
        label="To be sent by", choices=CHANNEL_CHOICES, initial=Channel.EMAIL
    )
    promised_for = BoundedDateField(label="I promised it for", required=False)

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
        promised = values.get("promised_for")
        if promised and promised < self.asked_on:
            self.add_error(
                "promised_for", f"They asked on {say_day(self.asked_on)}: promise a day after that."
            )
        if promised and not values.get("what") and "what" not in self.errors:
            self.add_error("what", "What did you promise?")
        return values

    @property
    def asked(self) -> Asked:
        values = self.cleaned_data
        return Asked(values["what"], values["channel"], values["promised_for"], values["request"])


AskedFormSet = forms.formset_factory(AskedForm, HouseFormSet, extra=2, max_num=30, absolute_max=30)
