"""Who one is, and how one's days run."""

from django import forms

from tracker.forms.once import VersionForm
from tracker.forms.times import ClockField, ZoneField
from tracker.models import User


class PreferencesForm(VersionForm):
    name = forms.CharField(
        label="Your name",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="It stands under the letters that you write.",
    )
    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="You log in with it, and reminders go there.",
    )
    time_zone = ZoneField(label="Your time zone", help_text="Your days begin and end in it.")
    reminder_time = ClockField(
        label="Reminders come at", help_text="What is due on a day is mentioned from then on."
    )
    quiet_from = ClockField(label="Quiet from")
    quiet_until = ClockField(
        label="Quiet until", help_text="Between the two, no reminder comes unless it cannot wait."
    )

    @classmethod
    def of(cls, user: User) -> "PreferencesForm":
        """The form as `user` finds it."""
        preferences = user.preferences
        fields = ("version", "time_zone", "reminder_time", "quiet_from", "quiet_until")
        return cls(
            initial={"name": user.name, "email": user.email}
            | {field: getattr(preferences, field) for field in fields}
        )
