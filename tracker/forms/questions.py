from django import forms

from tracker.forms.base import CleanForm
from tracker.forms.once import OnceForm


class ChangedQuestionForm(CleanForm):
    """Its words alone, to be set right."""

    text = forms.CharField(
        label="What do you want to know?",
        max_length=500,
        error_messages={"required": "What do you want to know? A few words are enough."},
    )


class QuestionForm(OnceForm, ChangedQuestionForm):
    """A new one."""
