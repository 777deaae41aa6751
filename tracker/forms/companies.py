from django import forms

from tracker.forms.once import EditorForm
from tracker.models.companies import NAME_LENGTH


class CompanyForm(EditorForm):
    name = forms.CharField(max_length=NAME_LENGTH)
