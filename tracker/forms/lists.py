"""What is done to several applications at once, and a name for a filter."""

from typing import Any

from django import forms

from tracker.forms.base import CleanForm
from tracker.models import Application
from tracker.models.applications import STAGE_CHOICES
from tracker.models.lists import MOST_TAGS, TAG_LENGTH
from tracker.text import clean_line, number_of


class TagsField(forms.CharField):
    """Names, separated by commas: each once, however it is capitalised."""

    def clean(self, value: object) -> list[str]:
        typed = str(super().clean(value))
        names = {name.casefold(): name for part in typed.split(",") if (name := clean_line(part))}
        if len(names) > MOST_TAGS:
            raise forms.ValidationError(f"Choose at most {MOST_TAGS} tags.")
        if any(len(name) > TAG_LENGTH for name in names.values()):
            raise forms.ValidationError(f"A tag has at most {TAG_LENGTH} characters.")
        return list(names.values())


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # it takes none at run time
    def clean(self, value: Any) -> Any:
        # SQLite does not even compare with a number that no column can hold.
        for each in value or ():
            if number_of(each) is None:
                wrong = {"pk": each}
                raise forms.ValidationError(self.error_messages["invalid_pk_value"], params=wrong)
        return super().clean(value)


class ChosenForm(CleanForm):
    """Applications that were ticked, and what is to be done to them: one of two."""

    chosen = RowsField(
        Application.objects.none(),
        error_messages={"required": "Tick the applications that you mean."},
    )
    stage = forms.ChoiceField(choices=[("", "Stage …"), *STAGE_CHOICES], required=False)
    tag = forms.CharField(max_length=TAG_LENGTH, required=False)

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if not (values.get("stage") or values.get("tag")) and not self.errors:
            self.add_error(None, "Choose a stage, or write a tag.")
        return values


class ViewForm(CleanForm):
    name = forms.CharField(max_length=TAG_LENGTH)
    query = forms.CharField(max_length=2_000, required=False, widget=forms.HiddenInput)
