from django import forms

from tracker.forms.base import CleanForm
from tracker.forms.once import EditorForm, OnceForm


class QuestionFields(CleanForm):
    text = forms.CharField(
        label="What do you want to know?",
        max_length=500,
        error_messages={"required": "What do you want to know? A few words are enough."},
    )


class ChangedQuestionForm(EditorForm, QuestionFields):
    """Its words alone, to be set right."""


class QuestionForm(OnceForm, QuestionFields):
    """A new one."""
