from datetime import date
from typing import Any

from django import forms

from tracker.forms.base import CleanForm
from tracker.forms.lists import TagsField
from tracker.forms.once import OnceForm, VersionForm
from tracker.forms.people import INTEREST_CHOICES
from tracker.forms.times import BoundedDateField
from tracker.models import Contact
from tracker.models.applications import STAGE_CHOICES
from tracker.models.companies import NAME_LENGTH
from tracker.models.words import CHANNEL_CHOICES
from tracker.planning.facts import Stage

LINK_ERRORS = {"invalid": "Enter a whole address, beginning with https:// or http://."}


class ApplicationFields(CleanForm):
    company = forms.CharField(max_length=NAME_LENGTH)
    role = forms.CharField(max_length=NAME_LENGTH)
    stage = forms.ChoiceField(choices=STAGE_CHOICES, initial=Stage.APPLIED)
    applied_on = BoundedDateField(label="Applied on", required=False)
    posting_link = forms.URLField(
        label="Link to the posting",
        max_length=2000,
        required=False,
        assume_scheme="https",
        error_messages=LINK_ERRORS,
    )
    place = forms.CharField(max_length=NAME_LENGTH, required=False)
    source = forms.CharField(label="Where you found it", max_length=NAME_LENGTH, required=False)
    tags = TagsField(required=False, help_text="Words of your own, separated by commas.")
    posting = forms.CharField(
        label="The posting's text",
        max_length=100_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Postings vanish; a copy stays.",
    )
    notes = forms.CharField(
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="**bold**, *italic*, - lists and [links](https://…) are shown as such.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        applied_on = values.get("applied_on")
        if values.get("stage") == Stage.SAVED:
            values["applied_on"] = None  # proposed by the form, and not true yet
        elif applied_on and applied_on > self.today:
            self.add_error("applied_on", "That day is still to come. Choose the stage Saved.")
        return values


class NewApplicationForm(ApplicationFields, OnceForm):
    pass


class ApplicationForm(ApplicationFields, VersionForm):
    recruiter = forms.ModelChoiceField(
        Contact.objects.none(),
        label="Came through",
        required=False,
        empty_label="Nobody: straight to the company",
        help_text="Unrequested follow-ups then go to this person.",
    )
    medium = forms.ChoiceField(
        label="Write by",
        choices=[("", "No advice"), *CHANNEL_CHOICES],
        required=False,
    )
    gap = forms.IntegerField(
        label="Working days between two messages",
        min_value=1,
        max_value=60,
        required=False,
        help_text="At most one message in so many.",
    )
    interest = forms.TypedChoiceField(
        label="How much do you want this job?",
        choices=[*INTEREST_CHOICES, ("", "Not sure")],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    no_thanks = forms.BooleanField(
        label="They asked not to be thanked",
        required=False,
        help_text="No thank-you is planned then.",
    )
    no_contact = forms.BooleanField(
        label="They asked not to be written to",
        required=False,
        help_text="Nothing is planned that they did not ask for.",
    )
    not_before = BoundedDateField(
        label="Not before",
        required=False,
        help_text="They, or the recruiter, asked you to wait until that day.",
    )
    good_terms = forms.BooleanField(
        label="We are on good terms",
        required=False,
        initial=True,
        help_text="Should it end, you are reminded to keep in touch.",
    )

    field_order = ["company", "role", "stage", "applied_on", "recruiter"]
