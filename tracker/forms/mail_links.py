"""They answered: who, when, and whether they named a day; asked without a log-in."""

from datetime import datetime
from typing import Any

from django import forms

from tracker.forms.happened import HappenedForm
from tracker.forms.times import BoundedDateField
from tracker.models import Contact
from tracker.planning.days import Days
from tracker.planning.facts import Direction
from tracker.planning.words import say_day
from tracker.services.debriefs import Said

SOMEBODY_ELSE = "else"
NO, YES = "no", "yes"


class AnswerForm(HappenedForm):
    who = forms.ChoiceField(label="Who answered?", widget=forms.RadioSelect)
    date = BoundedDateField(label="When?")
    named = forms.ChoiceField(
        label="Did they name a day by which they decide?",
        choices=[(NO, "No"), (YES, "Yes, by this day")],
        initial=NO,
        widget=forms.RadioSelect,
    )
    decides_on = BoundedDateField(label="That day", required=False)

    def __init__(self, *args: Any, contact: Contact | None, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, now=now, **kwargs)
        self.contact = contact
        self.initial["date"] = self.today
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        if contact:
            # Nobody but whom the mail is about: whoever holds the link learns no other names.
            who.choices = [(str(contact.pk), contact.name), (SOMEBODY_ELSE, "Somebody else")]
            who.initial = str(contact.pk)
        else:
            del self.fields["who"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.refuse_future("date")
        said_on, day = values.get("date"), values.get("decides_on")
        if values.get("named") == YES and "decides_on" not in self.errors:
            if day is None:
                self.add_error("decides_on", "Which day did they name?")
            elif said_on and day < said_on:
                self.add_error("decides_on", f"That is before {say_day(said_on)}, when they wrote.")
        elif day and values.get("named") == NO and "decides_on" in self.changed_data:
            self.add_error("named", "You gave a day: did they name it?")
        return values

    def values(self, days: Days) -> dict[str, Any]:
        """What the message service takes."""
        is_known = self.contact and self.cleaned_data["who"] == str(self.contact.pk)
        return {
            "direction": Direction.IN,
            "contact": self.contact if is_known else None,
            "at": self._at(days),
        }

    def said(self) -> Said | None:
        day = self.cleaned_data["decides_on"]
        return Said(f"by {say_day(day)}", day) if self.cleaned_data["named"] == YES else None

    def _at(self, days: Days) -> datetime:
        """Just now, or the end of an earlier day: behind what it answers, if that was that day."""
        day = self.cleaned_data["date"]
        return self.now if day == self.today else days.end(day)
