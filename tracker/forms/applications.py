from django import forms
from django.db.models import QuerySet

from tracker.forms.base import CleanForm
from tracker.forms.once import OnceForm, VersionForm
from tracker.forms.times import BoundedDateField
from tracker.models import Contact
from tracker.models.applications import STAGE_CHOICES
from tracker.models.companies import NAME_LENGTH
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
    notes = forms.CharField(
        max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class NewApplicationForm(ApplicationFields, OnceForm):
    pass


class ApplicationForm(ApplicationFields, VersionForm):
    recruiter = forms.ModelChoiceField(
        Contact.objects.none(),
        label="Came through",
        required=False,
        empty_label="Nobody: straight to the company",
        help_text="What nobody asked for is then sent to them.",
    )

    def let_come_through(self, people: QuerySet[Contact]) -> None:
        """Offer `people` as those through whom the application came."""
        recruiter = self.fields["recruiter"]
        assert isinstance(recruiter, forms.ModelChoiceField)
        recruiter.queryset = people

    field_order = ["company", "role", "stage", "applied_on", "recruiter"]
