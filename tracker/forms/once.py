"""Forms that make something once, and forms that change what has not changed meanwhile."""

from uuid import uuid4

from django import forms
from django.utils.html import format_html

from tracker.forms.base import CleanForm

STALE = (
    "This was changed elsewhere after you had opened the form. Nothing was saved; what you typed is"
    ' still here. Look at <a href="{}" target="_blank" rel="noopener">how it stands now</a> (it'
    " opens beside this), then save again if yours is right."
)


class OnceForm(CleanForm):
    """Carries a token: sent twice, it makes one thing."""

    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class VersionForm(CleanForm):
    """Carries the version that it was filled from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def refuse_stale(self, version: int, shown_at: str) -> None:
        """Keep what was typed, say that the row has moved on, and let a second save go through.

        `shown_at` is the address at which one sees how it stands now.
        """
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(version)
        self.add_error(
            None,
            format_html(STALE, shown_at),
        )


class EditorForm(CleanForm):
    """Carries the state of the text that it was filled from."""

    was = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def is_old(self, mark: str) -> bool:
        """Whether the text has another state by now than the one that the editor was filled from."""
        was = str(self["was"].value() or "")
        return bool(was) and was != mark

    def refuse_old(self, mark: str, shown_at: str) -> None:
        """Keep what was typed and say that the text has moved on; a second save goes through."""
        self.data = self.data.copy()
        self.data[self.add_prefix("was")] = mark
        self.add_error(None, format_html(STALE, shown_at))
