"""Which mails come, and when."""

from datetime import time
from typing import Any

from django import forms

from tracker.forms.once import VersionForm
from tracker.forms.times import ClockField
from tracker.models import InterviewMails, Preferences
from tracker.planning.words import LONG_WEEKDAYS

NOON = time(12)
EACH, MORNING = "each", "morning"
OF_THE_MAILS = (
    "reminder_time",
    "quiet_from",
    "quiet_until",
    "mails_follow_ups",
    "mails_interviews",
    "interview_mails",
    "evening_mail_at",
    "minutes_before",
    "mails_review",
    "review_weekday",
)


class MailsForm(VersionForm):
    """The part of the settings that says when Heardback writes to one.

    A switch for each kind, which a link in such a mail turns as well; what it comes by stands on.
    """

    mails_follow_ups = forms.BooleanField(label="Follow-ups, when their day comes", required=False)
    mails_interviews = forms.BooleanField(label="Before each interview", required=False)
    mails_review = forms.BooleanField(label="A review of each week", required=False)
    interview_mails = forms.ChoiceField(
        label="They come",
        choices=InterviewMails,
        help_text="When, where, who, what to have ready, and a calendar file. The second comes also"
        " when you have prepared.",
    )
    one_mail_a_morning = forms.TypedChoiceField(
        label="Follow-ups come",
        choices=[(EACH, "Each when its time comes"), (MORNING, "One mail each morning")],
        coerce=lambda value: value == MORNING,
        empty_value="",
        widget=forms.RadioSelect,
        help_text="What is due at the same moment comes in one mail either way. What belongs to an"
        " interview, and what is due the same day, waits for no morning.",
    )
    reminder_time = ClockField(
        label="Reminders come at", help_text="What is due on a day is mentioned from then on."
    )
    quiet_from = ClockField(label="Quiet from")
    quiet_until = ClockField(
        label="Quiet until",
        help_text="Between the two no mail comes, unless it is about an interview.",
    )
    evening_mail_at = ClockField(
        label="The evening before, at",
    )
    minutes_before = forms.IntegerField(
        label="Shortly before: minutes",
        min_value=5,
        max_value=1440,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            "Choose a number from 5 to 1440.",
        ),
    )
    review_weekday = forms.TypedChoiceField(
        label="It comes on",
        choices=list(enumerate(LONG_WEEKDAYS)),
        coerce=int,
        help_text="What went out, what came back, what waits and what comes. Not while you pause.",
    )

    def clean_one_mail_a_morning(self) -> bool:
        return bool(self.cleaned_data["one_mail_a_morning"])

    def clean_evening_mail_at(self) -> time:
        at: time = self.cleaned_data["evening_mail_at"]
        if at < NOON:
            raise forms.ValidationError("Choose a time after noon: it is for the day before.")
        return at


def mails_of(preferences: Preferences) -> dict[str, Any]:
    """The fields of the form as they stand."""
    rhythm = MORNING if preferences.one_mail_a_morning else EACH
    return {name: getattr(preferences, name) for name in OF_THE_MAILS} | {
        "one_mail_a_morning": rhythm
    }
