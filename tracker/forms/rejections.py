from typing import Any

from django import forms

from tracker.forms.happened import HappenedForm
from tracker.forms.once import OnceForm
from tracker.forms.times import BoundedDateField
from tracker.models import Contact
from tracker.models.words import CHANNEL_CHOICES
from tracker.planning.facts import Channel


class RejectionForm(HappenedForm, OnceForm):
    rejected_on = BoundedDateField(label="On which day")
    good_terms = forms.ChoiceField(
        label="Did you part on good terms?",
        choices=[
            ("yes", "Yes: I would write to them again"),
            ("no", "No: let it rest"),
        ],
        initial="yes",
        widget=forms.RadioSelect,
    )
    contact = forms.ModelChoiceField(
        Contact.objects.none(), label="From", required=False, empty_label="Nobody by name"
    )
    channel = forms.ChoiceField(label="By", choices=CHANNEL_CHOICES, initial=Channel.EMAIL)
    words = forms.CharField(
        label="What they said",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It is kept as a message from them.",
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.refuse_future("rejected_on")
        return values
