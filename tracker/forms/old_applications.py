from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms
from django.forms.boundfield import BoundWidget

from tracker.forms.base import CleanForm

T = TypeVar("T")


class OldForm(CleanForm):
    """Which of the old applications are put down as no reply."""

    close = forms.TypedMultipleChoiceField(
        label="No reply", coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, known: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["close"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = known
        field.initial = [pk for pk, _ in known]
        field.error_messages["required"] = "Tick at least one, or keep them open."
        field.error_messages["invalid_choice"] = (
            "One of them had been answered in the meantime. Look at what is left."
        )

    def beside(self, rows: Sequence[T]) -> list[tuple[BoundWidget, T]]:
        """Each of `rows` with its own checkbox, in the order of `known`."""
        return list(zip(self["close"], rows, strict=True))
