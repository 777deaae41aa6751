from typing import Any

from django import forms

from tracker.forms.base import CleanForm
from tracker.models.letters import REGISTER_CHOICES
from tracker.models.words import CHANNEL_CHOICES
from tracker.writing.filling import unknown_placeholders
from tracker.writing.letters import Template

LONGEST = 10_000
TOO_LONG = {"max_length": "A letter this long is none. Keep it under 10,000 characters."}


class LetterForm(CleanForm):
    """The letter in its editor."""

    subject = forms.CharField(max_length=300, required=False)
    body = forms.CharField(
        label="The letter",
        max_length=LONGEST,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    register = forms.ChoiceField(label="Tone", choices=REGISTER_CHOICES, required=False)


class SentForm(LetterForm):
    """It has left: how, and with which words."""

    body = forms.CharField(
        label="The letter", max_length=LONGEST, error_messages=TOO_LONG, required=False
    )
    channel = forms.ChoiceField(label="It left by", choices=CHANNEL_CHOICES)


class TemplateForm(CleanForm):
    """A template of the owner's own."""

    subject = forms.CharField(max_length=300, required=False)
    body = forms.CharField(
        label="The template",
        max_length=LONGEST,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 16}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        unknown = unknown_placeholders(self.template) if "body" in values else ()
        if unknown:
            named = ", ".join(f"{{{name}}}" for name in unknown)
            self.add_error("body", f"Nobody knows {named}. The list below has all that there are.")
        return values

    @property
    def template(self) -> Template:
        values = self.cleaned_data
        return Template(values.get("subject", ""), values.get("body", ""))
