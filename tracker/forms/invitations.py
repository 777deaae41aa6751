from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from tracker.calendars.invitation import TOO_LARGE
from tracker.calendars.reading.limits import MOST_BYTES
from tracker.forms.base import CleanForm, HouseFormSet
from tracker.forms.interviews import InterviewFields
from tracker.forms.once import OnceForm
from tracker.forms.people import NewPersonForm
from tracker.forms.times import zone_names
from tracker.models.companies import NAME_LENGTH
from tracker.queries.invitations import Proposal

NEW = "new"
ONLY_NEW = "Of a new application."
MOST_PEOPLE = 60


class BringForm(CleanForm):
    """A file, or its text."""

    file = forms.FileField(
        label="The invitation",
        required=False,
        allow_empty_file=True,  # to be told in our own words
        widget=forms.FileInput(attrs={"accept": ".ics,.vcs,.eml,text/calendar,message/rfc822"}),
        help_text="The .ics file that came with the mail, or the whole mail saved as .eml; at most 1 MB.",
    )
    text = forms.CharField(
        label="Or paste its text",
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, was_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_too_large = was_too_large

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        file, text = values.get("file"), values.get("text")
        if self.was_too_large:
            self.add_error("file", TOO_LARGE)
        elif not self.errors and not file and not text:
            self.add_error("file", "Choose a file, or paste the text of an invitation below.")
        elif file and text:
            self.add_error("text", "Bring one of the two: empty this, or choose no file.")
        return values

    @property
    def brought(self) -> bytes:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            return bytes(file.read())
        return str(self.cleaned_data["text"]).encode()

    @property
    def source(self) -> str:
        """The field at which to say what is wrong with it."""
        return "file" if self.cleaned_data["file"] else "text"


class TakeForm(InterviewFields, OnceForm):
    """What an invitation says, to be set right; where it belongs is asked if it is new."""

    application = forms.ChoiceField(label="For which application is it?")
    company = forms.CharField(max_length=NAME_LENGTH, required=False, help_text=ONLY_NEW)
    role = forms.CharField(max_length=NAME_LENGTH, required=False, help_text=ONLY_NEW)

    def __init__(
        self, *args: Any, zone_is_asked: str, places: Sequence[Proposal] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if places is None:
            del self.fields["application"], self.fields["company"], self.fields["role"]
        else:
            self._offer(places)
        if zone_is_asked:
            self._ask_for_zone(zone_is_asked)

    def _offer(self, places: Sequence[Proposal]) -> None:
        field = self.fields["application"]
        assert isinstance(field, forms.ChoiceField)
        named = [(str(each.application.pk), _label(each)) for each in places]
        proposed = [choice for choice, each in zip(named, places, strict=True) if each.reason]
        others = [choice for choice in named if choice not in proposed]
        new = (NEW, "A new application")
        field.choices = [*proposed, new, *others]

    def _ask_for_zone(self, question: str) -> None:
        field = self.fields["zone_name"]
        assert isinstance(field, forms.ChoiceField)
        mine = timezone.get_current_timezone_name()
        others = [(name, name.replace("_", " ")) for name in zone_names() if name != mine]
        field.label = question
        field.choices = [("", "Choose one"), (mine, f"Yours: {mine.replace('_', ' ')}"), *others]
        field.error_messages["required"] = "Choose the time zone in which that time is meant."

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("application") == NEW:
            for name in ("company", "role"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, f"Give the {name} of the new application.")
        return values


class CallOffForm(OnceForm):
    """They call it off; there is nothing to choose."""


class InvitedForm(NewPersonForm):
    """Somebody named in it who is not among the contacts yet."""

    keep = forms.BooleanField(label="Add to the contacts", required=False)

    field_order = ["keep", "name", "kind", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if name := self.initial.get("name"):
            self.fields["keep"].label = f"Add {name} to the contacts"

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("keep") and not values.get("name") and "name" not in self.errors:
            self.add_error("name", "Give them a name, or do not add them.")
        return values


InvitedFormSet = forms.formset_factory(
    InvitedForm, HouseFormSet, extra=0, max_num=MOST_PEOPLE, absolute_max=MOST_PEOPLE
)


def kept_values(invited: Iterable[InvitedForm]) -> list[dict[str, Any]]:
    """The fields of those who are to be added."""
    return [form.contact_values for form in invited if form.cleaned_data.get("keep")]


def _label(place: Proposal) -> str:
    return f"{place.application} ({place.reason})" if place.reason else str(place.application)
