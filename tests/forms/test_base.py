from django import forms
from django.http import QueryDict

from tracker.forms.base import CleanForm


class NoteForm(CleanForm):
    title = forms.CharField()
    note = forms.CharField(widget=forms.Textarea, required=False)
    secret = forms.CharField(widget=forms.PasswordInput, strip=False, required=False)


def test_control_characters_do_not_arrive():
    form = NoteForm({"title": "a\x00b\x1b", "note": "c\x0bd"})
    assert form.is_valid()
    assert form.cleaned_data | {"secret": ""} == {"title": "ab", "note": "cd", "secret": ""}


def test_only_a_field_of_several_lines_keeps_line_breaks():
    form = NoteForm(QueryDict("title=one%0D%0Atwo&note=one%0D%0Atwo"))
    assert form.is_valid()
    assert (form.cleaned_data["title"], form.cleaned_data["note"]) == ("one two", "one\ntwo")


def test_what_cannot_be_seen_does_not_count_as_an_answer():
    form = NoteForm({"title": "\x00\u202e"})
    assert form.errors == {"title": ["This field is required."]}


def test_a_password_is_left_as_it_was_typed():
    form = NoteForm({"title": "a", "secret": " two  words\t"})
    assert form.is_valid()
    assert form.cleaned_data["secret"] == " two  words\t"


def test_a_field_is_cleaned_under_its_prefix():
    form = NoteForm({"first-title": "a\x00b"}, prefix="first")
    assert form.is_valid()
    assert form.cleaned_data["title"] == "ab"


def test_what_was_sent_is_not_changed_for_others():
    sent = QueryDict("title=a%00b")
    NoteForm(sent).is_valid()
    assert sent["title"] == "a\x00b"


def test_a_field_is_drawn_by_the_house():
    assert 'class="error" id="id_title_error"' in NoteForm({})["title"].as_field_group()
