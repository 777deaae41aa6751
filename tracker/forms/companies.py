from django import forms

from tracker.forms.base import CleanForm
from tracker.models.companies import NAME_LENGTH


class CompanyForm(CleanForm):
    name = forms.CharField(max_length=NAME_LENGTH)
