from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.forms.boundfield import BoundWidget

from tracker.forms.base import CleanForm
from tracker.forms.happened import HappenedForm
from tracker.forms.once import OnceForm, VersionForm
from tracker.forms.times import BoundedDateField, moment_on
from tracker.models import Offer
from tracker.planning.facts import OfferStatus
from tracker.planning.words import say_day

T = TypeVar("T")
STANDING = [
    (OfferStatus.OPEN, "Open: I have not answered yet"),
    (OfferStatus.DECLINED, "I declined it"),
    (OfferStatus.LAPSED, "It lapsed, or was taken back"),
]


class OfferFields(HappenedForm):
    received_on = BoundedDateField(label="It came on")
    answer_by = BoundedDateField(
        label="They want an answer by",
        required=False,
        help_text="Without a day, you are reminded to answer within five days.",
    )
    amount = forms.CharField(
        label="What they offer",
        max_length=200,
        required=False,
        help_text="Such as “62,000 a year, 30 days of holiday”.",
    )

    is_decided = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.refuse_future("received_on")
        self._check_deadline(values.get("received_on"), values.get("answer_by"))
        return values

    def _check_deadline(self, received: date | None, last: date | None) -> None:
        if last is None or "answer_by" not in self.changed_data:
            return
        if received and last < received:
            self.add_error("answer_by", f"That is before {say_day(received)}, when it came.")
        elif last < self.today and not self.is_decided:
            self.add_error(
                "answer_by",
                f"{say_day(last)} has passed. If the offer is gone, say so; else ask for a new day.",
            )

    def values_of(self, row: Offer | None) -> dict[str, Any]:
        """What the service takes; the moment of `row`, if its day was left as it was."""
        values = self.cleaned_data
        same = row and "received_on" not in self.changed_data
        return {
            "received_at": row.received_at if row and same else self.received_at,
            "answer_by": values["answer_by"],
            "amount": values["amount"],
        }

    @property
    def received_at(self) -> Any:
        return moment_on(self.cleaned_data["received_on"], self.now)


class NewOfferForm(OfferFields, OnceForm):
    standing = forms.ChoiceField(
        label="How it stands", choices=STANDING, initial=OfferStatus.OPEN, required=False
    )

    def clean(self) -> dict[str, Any]:
        self.is_decided = self.cleaned_data.get("standing") not in ("", OfferStatus.OPEN, None)
        return super().clean()

    @property
    def status(self) -> OfferStatus:
        return OfferStatus(self.cleaned_data["standing"] or OfferStatus.OPEN)


class OfferForm(OfferFields, VersionForm):
    """Changes an offer; it is decided by its own buttons."""

    decided_on = BoundedDateField(label="It was decided on")

    def __init__(self, *args: Any, is_decided: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_decided = is_decided
        # A form that was opened before is refused for what it overlooks, not for what it lacks.
        if not is_decided or (self.is_bound and "decided_on" not in self.data):
            del self.fields["decided_on"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        self.refuse_future("decided_on")
        received, decided = values.get("received_on"), values.get("decided_on")
        if received and decided and decided < received:
            self.add_error("decided_on", f"That is before {say_day(received)}, when it came.")
        return values

    def values_of(self, row: Offer | None) -> dict[str, Any]:
        """With the moment at which it was decided, if that was on another day."""
        values = super().values_of(row)
        if "decided_on" not in self.changed_data:
            return values
        decided_at = moment_on(self.cleaned_data["decided_on"], self.now)
        return values | {"decided_at": max(decided_at, values["received_at"])}


class DecideForm(CleanForm):
    status = forms.ChoiceField(
        choices=[
            (OfferStatus.ACCEPTED, "Accept"),
            (OfferStatus.DECLINED, "Decline"),
            (OfferStatus.LAPSED, "It lapsed"),
        ]
    )


class RestForm(CleanForm):
    """Which of the other applications are withdrawn."""

    withdraw = forms.TypedMultipleChoiceField(
        label="Withdraw", coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, known: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["withdraw"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = known
        field.initial = [pk for pk, _ in known]
        field.error_messages["required"] = "Choose at least one, or leave them all as they are."

    def beside(self, rows: Sequence[T]) -> list[tuple[BoundWidget, T]]:
        """Each of `rows` with its own checkbox, in the order of `known`."""
        return list(zip(self["withdraw"], rows, strict=True))
