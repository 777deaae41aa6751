from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from tracker.forms.estimates import HOW, NOT_SAID, EstimateFields, initial_estimate
from tracker.forms.happened import MomentFields
from tracker.forms.once import OnceForm, VersionForm
from tracker.forms.times import BoundedDateField
from tracker.models import Contact, Message
from tracker.models.words import (
    CHANNEL_CHOICES,
    DELAY_REASON_CHOICES,
    PURPOSE_CHOICES,
    THEIR_PURPOSE_CHOICES,
)
from tracker.planning.days import Days
from tracker.planning.facts import Channel, Direction, Purpose
from tracker.planning.words import say_day
from tracker.services.debriefs import Said


class MessageFields(MomentFields):
    direction = forms.ChoiceField(choices=[], widget=forms.HiddenInput)
    contact = forms.ModelChoiceField(
        Contact.objects.none(), required=False, empty_label="Nobody by name"
    )
    channel = forms.ChoiceField(label="By", choices=CHANNEL_CHOICES, initial=Channel.EMAIL)
    date = BoundedDateField(label="On")
    text = forms.CharField(
        label="What it said",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    way = Direction.OUT
    kept: tuple[str, ...] = ("direction", "contact", "channel", "text", "purpose")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        direction = self.fields["direction"]
        assert isinstance(direction, forms.ChoiceField)
        direction.choices, direction.initial = [(self.way, "")], self.way

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.check_moment()
        return values

    def values_of(self, row: Message | None) -> dict[str, Any]:
        """What the service takes; the moment of `row` to the second, if it was left as it was."""
        moved = {"date", "time"} & set(self.changed_data)
        at = row.at if row and not moved else self.at
        values = {name: self.cleaned_data[name] for name in self.kept}
        return values | {"at": at, "purpose": values.get("purpose") or Purpose.OTHER}

    def said(self, _days: Days) -> Said | None:
        """Nothing of theirs is in it."""
        return None


class TheirMessageFields(EstimateFields, MessageFields):
    purpose = forms.ChoiceField(
        label="What it was", choices=THEIR_PURPOSE_CHOICES, initial=Purpose.OTHER, required=False
    )
    wants_answer = forms.BooleanField(label="They wait for my answer", required=False)
    delay_reason = forms.ChoiceField(
        label="Why it takes longer",
        choices=[("", "They gave no reason"), *DELAY_REASON_CHOICES],
        required=False,
    )
    not_before = BoundedDateField(
        label="They asked me to wait until",
        required=False,
        help_text="Nothing that they did not ask for is planned before that day.",
    )

    way = Direction.IN
    kept = (*MessageFields.kept, "wants_answer", "delay_reason", "not_before")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        day = values.get("date")
        if day:  # though its moment may have been refused
            self.check_estimate(day)
            self._check_wait(day, values.get("not_before"))
        return values

    def _check_wait(self, day: Any, until: Any) -> None:
        if until and until < day:
            self.add_error("not_before", f"That is before {say_day(day)}, when they wrote.")

    def said(self, days: Days) -> Said | None:
        """What it says of the time to come."""
        return self.said_when(self.cleaned_data["date"], days)


class MyMessageFields(MessageFields):
    purpose = forms.ChoiceField(
        label="What it was", choices=PURPOSE_CHOICES, initial=Purpose.OTHER, required=False
    )


class TheirMessageForm(TheirMessageFields, OnceForm):
    pass


class MyMessageForm(MyMessageFields, OnceForm):
    pass


class TheirChangedForm(TheirMessageFields, VersionForm):
    pass


class MyChangedForm(MyMessageFields, VersionForm):
    pass


class SaidWhenForm(EstimateFields, MessageFields, OnceForm):
    """They said when: a message of which only the estimate matters."""

    way = Direction.IN
    kept = ("direction", "contact", "channel", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decides = self.fields["decides"]
        assert isinstance(decides, forms.ChoiceField)
        decides.choices = [(how, label) for how, label in HOW if how != NOT_SAID]
        self.fields["text"].label = "In their words"
        self.fields["text"].widget.attrs["rows"] = 3

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("date"):
            self.check_estimate(values["date"])
        return values

    def said(self, days: Days) -> Said | None:
        """When they decide."""
        return self.said_when(self.cleaned_data["date"], days)


def form_of(direction: str | None) -> type[MyMessageForm] | type[TheirMessageForm]:
    """From them, unless it says otherwise."""
    return MyMessageForm if direction == Direction.OUT else TheirMessageForm


def change_form_of(row: Message) -> type[MyChangedForm] | type[TheirChangedForm]:
    """By the way that it went."""
    return MyChangedForm if row.direction == Direction.OUT else TheirChangedForm


def initial_moment(moment: datetime) -> dict[str, Any]:
    """Its day, and its time to the minute, as the owner's clock shows them."""
    local = timezone.localtime(moment)
    return {"date": local.date(), "time": local.time().replace(second=0, microsecond=0)}


def initial_message(row: Message) -> dict[str, Any]:
    """How a message stands in the form that changes it."""
    names = (
        "contact",
        "channel",
        "text",
        "purpose",
        "wants_answer",
        "delay_reason",
        "not_before",
        "version",
    )
    estimate = getattr(row, "estimate", None)
    values = {name: getattr(row, name) for name in names}
    return values | initial_moment(row.at) | initial_estimate(estimate)
