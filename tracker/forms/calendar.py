from django import forms

from tracker.forms.once import OnceForm


class FeedForm(OnceForm):
    name = forms.CharField(
        label="Its name",
        max_length=100,
        initial="Job search",
        help_text="So it is called in your calendar, and in the list here.",
    )
