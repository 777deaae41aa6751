from django import forms

from tracker.forms.once import OnceForm


class QuestionForm(OnceForm):
    text = forms.CharField(
        label="What do you want to know?",
        max_length=500,
        error_messages={"required": "What do you want to know? A few words are enough."},
    )
