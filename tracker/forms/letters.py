from collections.abc import Sequence
from typing import Any

from django import forms

from tracker.forms.base import CleanForm
from tracker.forms.once import EditorForm
from tracker.models.letters import REGISTER_CHOICES
from tracker.models.words import CHANNEL_CHOICES
from tracker.queries.letters import Words
from tracker.writing.filling import unknown_placeholders
from tracker.writing.letters import Template

LONGEST, LONGEST_ANSWER = 10_000, 1_000
TOO_LONG = {"max_length": "A letter this long is none. Keep it under 10,000 characters."}


class LetterForm(EditorForm):
    """The letter in its editor."""

    subject = forms.CharField(max_length=300, required=False)
    body = forms.CharField(
        label="The letter",
        max_length=LONGEST,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    register = forms.ChoiceField(
        label="Tone",
        choices=REGISTER_CHOICES,
    )
    channel = forms.ChoiceField(label="It leaves by", choices=CHANNEL_CHOICES)

    @property
    def words(self) -> Words:
        """What was typed, whether or not it can be taken; as far as a letter goes."""
        subject, body = (str(self[name].value() or "") for name in ("subject", "body"))
        return Words(subject[:300], body[:LONGEST].strip())


class SentForm(LetterForm):
    """It has left: how, and with which words; a card may have been written by hand."""

    body = forms.CharField(
        label="The letter",
        max_length=LONGEST,
        error_messages=TOO_LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    register = forms.ChoiceField(label="Tone", choices=REGISTER_CHOICES, required=False)


class CallForm(CleanForm):
    """What was asked on the phone, and what they said."""

    body = forms.CharField(
        label="What else they said",
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="All of it is kept with the call.",
    )

    def __init__(self, *args: Any, questions: Sequence[str], **kwargs: Any) -> None:
        self.questions = {f"answer-{n}": text for n, text in enumerate(questions, start=1)}
        super().__init__(*args, **kwargs)
        for name, text in self.questions.items():
            self.fields[name] = forms.CharField(
                label=text,
                max_length=LONGEST_ANSWER,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def answers(self) -> list[forms.BoundField]:
        return [self[name] for name in self.questions]

    @property
    def answered(self) -> dict[str, str]:
        """The answers that there are, by question."""
        given = {text: self.cleaned_data.get(name, "") for name, text in self.questions.items()}
        return {question: answer for question, answer in given.items() if answer}

    @property
    def text(self) -> str:
        """All that was said, as it is kept with the call."""
        parts = [f"{question}\n{answer}" for question, answer in self.answered.items()]
        return "\n\n".join(filter(None, (*parts, self.cleaned_data["body"])))


class TemplateForm(EditorForm):
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
        for name in ("subject", "body") & values.keys():
            unknown = unknown_placeholders(Template("", values[name]))
            if unknown:
                named = ", ".join(f"{{{each}}}" for each in unknown)
                self.add_error(name, f"Nobody knows {named}. The list has all that there are.")
        return values

    @property
    def template(self) -> Template:
        return Template(self.cleaned_data["subject"], self.cleaned_data["body"])
