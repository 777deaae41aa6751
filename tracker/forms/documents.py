from typing import Any

from django import forms

from tracker.forms.file_kinds import KINDS, what_is_wrong
from tracker.forms.once import OnceForm
from tracker.models import DocumentKind
from tracker.text import clean_line

TOO_LARGE = "It is larger than 5 MB. Save it smaller, as a PDF without large pictures for example."
LONGEST_NAME = 150
SEPARATORS = str.maketrans("/\\", "--")


class DocumentForm(OnceForm):
    """One file, and what it is."""

    kind = forms.ChoiceField(label="What is it?", choices=DocumentKind)
    file = forms.FileField(
        label="The file",
        allow_empty_file=True,  # to be told in our own words
        error_messages={"required": "Choose a file."},
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in KINDS)}),
        help_text="PDF, DOCX, ODT, TXT, MD, PNG or JPEG; at most 5 MB.",
    )

    def __init__(self, *args: Any, was_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_too_large = was_too_large

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        file = values.get("file")
        if self.was_too_large:
            self.errors.pop("file", None)  # it did not arrive, but it was chosen
            self.add_error("file", TOO_LARGE)
        elif file is not None:
            values["name"], values["content"] = plain_name(file.name or ""), file.read()
            wrong = what_is_wrong(values["name"], values["content"])
            if wrong:
                self.add_error("file", wrong)
        return values


def plain_name(name: str) -> str:
    """A name to show and to offer again: on one line, no path, its ending kept."""
    clean = clean_line(name).translate(SEPARATORS).lstrip(".")
    stem, dot, ending = clean.rpartition(".")
    return stem[: LONGEST_NAME - len(dot + ending[:10])] + dot + ending[:10]
