from typing import Any

from django import forms

from tracker.forms.base import CleanForm
from tracker.forms.once import OnceForm, VersionForm
from tracker.models import CalendarFeed
from tracker.models.feeds import ALARM_CHOICES, PAST_CHOICES, all_kinds

KIND_CHOICES = [
    ("interview", "Interviews"),
    ("follow-up", "Follow-ups"),
    ("decision", "Days on which they decide"),
    ("offer", "Deadlines of offers"),
]
OPTIONS = ("kinds", "is_private", "by_hour", "days_back", "alarm")


class FeedFields(CleanForm):
    name = forms.CharField(
        label="Its name",
        max_length=100,
        initial="Job search",
        help_text="So it is called in your calendar, and in the list here.",
    )
    kinds = forms.MultipleChoiceField(
        label="What is in it",
        choices=KIND_CHOICES,
        initial=all_kinds,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose one at least: an empty calendar helps nobody."},
    )
    is_private = forms.BooleanField(
        label="Private: without company and people",
        required=False,
        help_text="To share with somebody who should know when, and not where.",
    )
    by_hour = forms.BooleanField(
        label="Follow-ups at an hour of their day",
        required=False,
        help_text="Otherwise they stand above the day. Either way the time stays free.",
    )
    days_back = forms.TypedChoiceField(
        label="How far back", choices=PAST_CHOICES, coerce=int, initial=90
    )
    alarm = forms.TypedChoiceField(
        label="Alarm",
        choices=ALARM_CHOICES,
        coerce=int,
        initial=0,
        help_text="Apple’s calendars may ring; Google and Outlook leave alarms of feeds out.",
    )

    @property
    def options(self) -> dict[str, Any]:
        """What was chosen, by the fields of a feed."""
        return {name: self.cleaned_data[name] for name in OPTIONS}


class FeedForm(OnceForm, FeedFields):
    pass


class FeedChangeForm(VersionForm, FeedFields):
    @classmethod
    def of(cls, feed: CalendarFeed) -> "FeedChangeForm":
        """The form as its owner finds it."""
        names = ("version", "name", *OPTIONS)
        return cls(initial={name: getattr(feed, name) for name in names})
