from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from tracker.forms.base import CleanForm, HouseFormSet
from tracker.forms.once import OnceForm, VersionForm
from tracker.forms.times import BoundedDateField
from tracker.models.companies import NAME_LENGTH
from tracker.models.contacts import CONTACT_KIND_CHOICES
from tracker.models.letters import REGISTER_CHOICES
from tracker.planning.facts import ContactKind
from tracker.services.debriefs import Met, Newcomer

INTEREST_CHOICES = [(str(n), str(n)) for n in range(1, 6)]
RAPPORT_CHOICES = [*((str(n), str(n)) for n in range(1, 6)), ("", "Cannot say")]


class ContactFields(CleanForm):
    name = forms.CharField(max_length=NAME_LENGTH)
    kind = forms.ChoiceField(
        label="They are", choices=CONTACT_KIND_CHOICES, initial=ContactKind.INTERVIEWER
    )
    title = forms.CharField(label="Job title", max_length=NAME_LENGTH, required=False)
    email = forms.EmailField(label="E-mail", max_length=254, required=False)
    phone = forms.CharField(max_length=50, required=False)
    linkedin = forms.URLField(
        label="LinkedIn address", max_length=500, required=False, assume_scheme="https"
    )
    register = forms.ChoiceField(
        label="Tone of your letters",
        choices=[("", "As in their last message"), *REGISTER_CHOICES],
        required=False,
    )
    connected = forms.BooleanField(
        label="We are connected on LinkedIn",
        required=False,
        help_text="No invitation is planned then.",
    )
    away_until = BoundedDateField(
        label="Away until",
        required=False,
        help_text="What is meant for them waits until they are back.",
    )


class NewContactForm(ContactFields, OnceForm):
    agency = forms.CharField(
        max_length=NAME_LENGTH,
        required=False,
        help_text="For an agency recruiter: the agency's name.",
    )


class ContactForm(ContactFields, VersionForm):
    company = forms.CharField(label="Company or agency", max_length=NAME_LENGTH)


class NewPersonForm(CleanForm):
    """Someone met or expected who is not among the contacts yet; empty: nobody."""

    name = forms.CharField(max_length=NAME_LENGTH, required=False)
    kind = forms.ChoiceField(
        label="They are", choices=CONTACT_KIND_CHOICES, initial=ContactKind.INTERVIEWER
    )
    email = forms.EmailField(label="E-mail", max_length=254, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("email") and not values.get("name") and "name" not in self.errors:
            self.add_error("name", "Whose address is this? Give a name too.")
        return values

    @property
    def contact_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "kind", "email")}


class MetFields(CleanForm):
    rapport = forms.TypedChoiceField(
        label="How did you get on?",
        choices=RAPPORT_CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    talking_point = forms.CharField(
        label="One thing you talked about", max_length=500, required=False
    )
    lead = forms.BooleanField(label="Led the interview", required=False)

    def tells_of(self, values: Mapping[str, Any]) -> bool:
        """Whether anything is said of how it was with them."""
        return any(values.get(name) for name in ("rapport", "talking_point", "lead"))


class NewMetForm(MetFields, NewPersonForm):
    field_order = ["name", "kind", "email", "rapport", "talking_point", "lead"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        told = self.tells_of(values)
        if told and not values.get("name") and "name" not in self.errors:
            self.add_error("name", "Whom did you meet? Give a name too.")
        return values

    @property
    def newcomer(self) -> Newcomer:
        values = self.cleaned_data
        return Newcomer(
            self.contact_values, values["rapport"], values["talking_point"], values["lead"]
        )


class MetForm(MetFields):
    """One of the known people: were they there?"""

    contact = forms.IntegerField(widget=forms.HiddenInput)
    there = forms.BooleanField(required=False)

    field_order = ["contact", "there", "rapport", "talking_point", "lead"]

    def __init__(self, *args: Any, names: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        known = {str(pk): name for pk, name in names.items()}
        self.fields["there"].label = known.get(str(self["contact"].value()), "Somebody")

    def clean_contact(self) -> int:
        contact: int = self.cleaned_data["contact"]
        if contact not in self.names:
            raise forms.ValidationError("This person is not one of this application's people.")
        return contact

    @property
    def met(self) -> Met:
        values = self.cleaned_data
        return Met(values["contact"], values["rapport"], values["talking_point"], values["lead"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.tells_of(values) and not values.get("there"):
            self.add_error("there", "You say how it was: tick that they were there, or empty it.")
        return values


def named_values(newcomers: Iterable[NewPersonForm]) -> list[dict[str, Any]]:
    """The fields of those new people who have a name."""
    return [form.contact_values for form in newcomers if form.cleaned_data.get("name")]


NewPersonFormSet = forms.formset_factory(
    NewPersonForm, HouseFormSet, extra=8, max_num=20, absolute_max=20
)
NewMetFormSet = forms.formset_factory(
    NewMetForm, HouseFormSet, extra=3, max_num=20, absolute_max=20
)
MetFormSet = forms.formset_factory(MetForm, HouseFormSet, extra=0, max_num=200, absolute_max=200)
