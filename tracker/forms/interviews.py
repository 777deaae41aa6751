from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from tracker.forms.base import CleanForm
from tracker.forms.happened import HappenedForm
from tracker.forms.once import OnceForm, VersionForm
from tracker.forms.times import (
    BoundedDateField,
    ClockField,
    ZoneField,
    is_ambiguous,
    moment_on,
    resolve_wall_time,
)
from tracker.models import Contact, Interview
from tracker.models.interviews import INTERVIEW_KIND_CHOICES
from tracker.planning.facts import InterviewStatus
from tracker.planning.words import say_day

LONGEST = 24 * 60


class InterviewFields(CleanForm):
    kind = forms.ChoiceField(choices=INTERVIEW_KIND_CHOICES, initial="video")
    date = BoundedDateField()
    time = ClockField(label="Starts at")
    which = forms.ChoiceField(
        label="That time comes twice that night. Which one is it?",
        choices=[("first", "Before the clocks go back"), ("second", "After it")],
        required=False,
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label="Length in minutes",
        initial=60,
        min_value=5,
        max_value=LONGEST,
        error_messages={
            "min_value": "It would end before it has started: give at least 5 minutes.",
            "max_value": "That is longer than a day. Give the length in minutes.",
        },
    )
    zone_name = ZoneField(label="Time zone of that time")
    place = forms.CharField(max_length=500, required=False)
    link = forms.URLField(
        label="Link to the call", max_length=2000, required=False, assume_scheme="https"
    )
    invited_on = BoundedDateField(
        label="They invited me on",
        required=False,
        help_text="A word from them: should it be called off, silence counts from there.",
    )
    attendees = forms.TypedMultipleChoiceField(
        label="Who will be there",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    notes = forms.CharField(
        label="Notes to prepare with",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, people: Iterable[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attendees = self.fields["attendees"]
        assert isinstance(attendees, forms.TypedMultipleChoiceField)
        attendees.choices = [(person.pk, person.name) for person in people]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if {"date", "time", "zone_name"} <= values.keys():
            self._check_wall_time(values)
        invited_on, day = values.get("invited_on"), values.get("date")
        if invited_on and day and invited_on > day:
            self.add_error("invited_on", f"The interview is on {say_day(day)}: it was before.")
        return values

    def _check_wall_time(self, values: dict[str, Any]) -> None:
        date, time, zone = values["date"], values["time"], values["zone_name"]
        try:
            resolve_wall_time(date, time, zone, self.fold)
        except ValidationError as error:
            self.add_error("time", error)
        self.asks_which = is_ambiguous(date, time, zone)
        if self.asks_which and not values.get("which"):
            self.add_error("which", "The clocks go back that night: choose one of the two.")

    asks_which = False

    @property
    def fold(self) -> int:
        return int(self.cleaned_data.get("which") == "second")

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        names = (
            "kind",
            "date",
            "time",
            "minutes",
            "zone_name",
            "place",
            "link",
            "notes",
            "invited_on",
        )
        return {name: self.cleaned_data[name] for name in names} | {
            "fold": self.fold if self.asks_which else 0
        }


class NewInterviewForm(InterviewFields, OnceForm):
    pass


class InterviewForm(InterviewFields, VersionForm):
    pass


class CallOffForm(HappenedForm, VersionForm):
    HOW = {
        "they-cancelled": ("They called it off", InterviewStatus.CANCELLED, True),
        "i-cancelled": ("I called it off", InterviewStatus.CANCELLED, False),
        "they-missed": ("They did not come", InterviewStatus.MISSED, True),
        "i-missed": ("I did not come", InterviewStatus.MISSED, False),
    }
    how = forms.ChoiceField(
        label="What happened?",
        choices=[(key, label) for key, (label, *_) in HOW.items()],
        widget=forms.RadioSelect,
    )
    off_on = BoundedDateField(
        label="On which day",
        required=False,
        help_text="Empty: today. Of one that did not take place, its own day counts.",
    )

    def __init__(self, *args: Any, has_begun: bool, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, now=now, **kwargs)
        if not has_begun:  # nobody can have missed it yet
            how = self.fields["how"]
            assert isinstance(how, forms.ChoiceField)
            how.choices = [
                (key, label)
                for key, (label, what, _) in self.HOW.items()
                if what is InterviewStatus.CANCELLED
            ]

    @classmethod
    def of(cls, row: Interview) -> dict[str, Any]:
        """How it stands: whether, by whom and when it was called off."""
        stands = row.status, row.called_off_by_them
        how = next((key for key, (_, *what) in cls.HOW.items() if tuple(what) == stands), None)
        off_on = row.called_off_at and timezone.localdate(row.called_off_at)
        return {"version": row.version, "how": how, "off_on": off_on}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.refuse_future("off_on")
        return values

    @property
    def at(self) -> datetime:
        """When it was called off, as far as that was said."""
        return moment_on(self.cleaned_data["off_on"] or self.today, self.now)

    @property
    def status(self) -> InterviewStatus:
        return self.HOW[self.cleaned_data["how"]][1]

    @property
    def by_them(self) -> bool:
        return self.HOW[self.cleaned_data["how"]][2]
