"""Who one is, and how one's days run."""

from typing import Any

from django import forms

from tracker.forms.mails import MailsForm, mails_of
from tracker.forms.times import BoundedDateField, ZoneField
from tracker.models import Clock, User, WeekStart
from tracker.planning.words import WEEKDAYS
from tracker.services.holidays import country_names, region_names

OF_THE_PREFERENCES = (
    "version",
    "time_zone",
    "country",
    "region",
    "weekly_goal",
    "paused_from",
    "paused_until",
    "clock",
    "week_starts",
    "work_link",
    "news",
    "contract_work",
)


class PreferencesForm(MailsForm):
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
    clock = forms.TypedChoiceField(
        label="Times are said as", choices=Clock, coerce=int, widget=forms.RadioSelect
    )
    week_starts = forms.TypedChoiceField(
        label="Weeks begin on", choices=WeekStart, coerce=int, widget=forms.RadioSelect
    )
    working_days = forms.MultipleChoiceField(
        label="Working days",
        choices=[(str(number), name) for number, name in enumerate(WEEKDAYS)],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose one day at least."},
        help_text="Business days are counted by these, and nothing is due to be read on others.",
    )
    country = forms.ChoiceField(
        label="Public holidays of",
        required=False,
        help_text="They are no business days.",
        error_messages={"invalid_choice": "We know no holidays of “%(value)s”."},
    )
    region = forms.ChoiceField(label="Region", required=False)
    weekly_goal = forms.IntegerField(
        label="Weekly goal",
        min_value=0,
        max_value=50,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Choose a number from 0 to 50."
        ),
        help_text="Applications sent, interviews agreed, messages that nobody had asked for and"
        " people added count towards it. 0 is no goal.",
    )
    paused_from = BoundedDateField(label="Pause from", required=False)
    paused_until = BoundedDateField(
        label="Pause until",
        required=False,
        help_text="Nothing that can wait is planned for these days. Interviews, offers and answers"
        " go on.",
    )

    work_link = forms.URLField(
        label="Link to your work",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="Something of yours that shows what you can do. Thank-yous carry it.",
    )
    news = forms.CharField(
        label="News of your search",
        max_length=500,
        required=False,
        help_text="One sentence that notes to those you stay in touch with may carry.",
    )
    contract_work = forms.BooleanField(
        label="I would also work on contract",
        required=False,
        help_text="Then it is offered where you ask again for work.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = str(self["country"].value() or "")
        regions = {"": "All of it", **region_names(country)}
        name = country_names().get(country, "That country")
        for field, choices in (("country", {"": "None", **country_names()}), ("region", regions)):
            self.fields[field].choices = list(choices.items())  # type: ignore[attr-defined]
        self.fields["region"].error_messages["invalid_choice"] = (
            f"{name} has no region “%(value)s”. Choose one of the list."
        )
        self.fields["region"].help_text = (
            "" if country else "Once a country is saved, its regions stand here."
        )

    @classmethod
    def of(cls, user: User) -> "PreferencesForm":
        """The form as `user` finds it."""
        preferences = user.preferences
        return cls(
            initial={"name": user.name, "email": user.email}
            | {field: getattr(preferences, field) for field in OF_THE_PREFERENCES}
            | {"working_days": list(preferences.working_days)}
            | mails_of(preferences)
        )

    def clean_working_days(self) -> str:
        return "".join(sorted(self.cleaned_data["working_days"]))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors.keys() & {"paused_from", "paused_until"}:
            return data
        since, until = data["paused_from"], data["paused_until"]
        if since and not until:
            self.add_error("paused_until", "Say until when it pauses, or clear its beginning.")
        elif until and not since:
            self.add_error("paused_from", "Say from when it pauses, or clear its end.")
        elif since and until < since:
            self.add_error("paused_until", "The pause ends before it begins.")
        return data
