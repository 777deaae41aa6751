"""What all forms have in common: clean text, and fields drawn by templates/_field.html."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.renderers import DjangoTemplates
from django.template import loader

from tracker.models import Contact
from tracker.text import clean_line, clean_text


class HouseRenderer(DjangoTemplates):
    """Draws a field and its errors as the house does, and the control itself as Django does."""

    field_template_name = "_field.html"

    def get_template(self, template_name: str) -> Any:
        if template_name == self.field_template_name:
            return loader.get_template(template_name)
        return super().get_template(template_name)


class CleanForm(forms.Form):
    """Text arrives without control characters, and on one line unless its field has several.

    Cleaned before it is checked, so that what cannot be seen does not count as an answer; what is
    shown again beside an error is the clean text. Passwords are left as they were typed.
    """

    data: Any  # a QueryDict from a browser
    default_renderer = HouseRenderer()  # one: each compiles Django's templates anew

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.data = self._clean_data()

    def _clean_data(self) -> Any:
        data = self.data.copy()
        for name, field in self.fields.items():
            text = data.get(self.add_prefix(name))
            if isinstance(text, str) and _is_text(field):
                clean = clean_text if isinstance(field.widget, forms.Textarea) else clean_line
                data[self.add_prefix(name)] = clean(text)
        return data


def _is_text(field: forms.Field) -> bool:
    is_password = isinstance(field.widget, forms.PasswordInput)
    return isinstance(field, forms.CharField) and not is_password


def offer_people(form: forms.Form, name: str, people: QuerySet[Contact], label: str = "") -> None:
    """Let the field `name` choose among `people`, and nobody else."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = people
    field.label = label or field.label


class HouseFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # it takes none at run time
    """Several forms in one; what is wrong with them as a whole is said in our words."""

    default_error_messages = {
        "missing_management_form": "A part of this page did not arrive, and nothing was saved."
        " Load the page anew, and send it again."
    }
