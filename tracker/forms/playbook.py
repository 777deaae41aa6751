"""The playbook's numbers, each a field at its place: "check-in.grace"."""

from typing import Any

from django import forms

from tracker.forms.once import VersionForm
from tracker.planning.contradictions import contradictions
from tracker.planning.guides import GUIDES
from tracker.planning.playbook import BLEND_NAME, Number, Playbook, Rule
from tracker.planning.rules import RULES

PRESETS = {BLEND_NAME: BLEND_NAME, **GUIDES}
PLACES = {f"{rule.kind}.{number.name}": (rule, number) for rule in RULES for number in rule.numbers}
# What a number is called by those who cannot see the sentence in which it stands.
LABELS = {
    "after": "after",
    "calls": "between two calls",
    "closes": "closes after",
    "days": "after",
    "due": "due after",
    "every": "every",
    "first": "first reminder",
    "gap": "time between",
    "grace": "due after their date",
    "minutes": "minutes",
    "opens": "opens after their date",
    "second": "second reminder",
    "silence": "after the last word",
    "times": "times at most",
    "who": "to whom",
    "within": "within",
}


class PlaybookForm(VersionForm):
    """Every field shows its number; an emptied one goes back to the preset's.

    `basis` is the preset whose numbers were shown: what was left at them follows another preset.
    """

    preset = forms.ChoiceField(
        label="Whose numbers", choices=list(PRESETS.items()), widget=forms.RadioSelect
    )
    basis = forms.ChoiceField(choices=list(PRESETS.items()), widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {place: _field(*at) for place, at in PLACES.items()}

    @classmethod
    def of(cls, playbook: Playbook, version: int) -> "PlaybookForm":
        """The form that shows the numbers of `playbook`."""
        numbers = {place: playbook.number(*at) for place, at in PLACES.items()}
        shown = {"version": version, "preset": playbook.preset, "basis": playbook.preset}
        return cls(initial=shown | numbers)

    def clean(self) -> dict[str, Any]:
        # Beside a number that is no number, only the rest can be said.
        if not self.errors:
            for each in contradictions(self.playbook):
                self.add_error(each.place, each.says)
        return self.cleaned_data

    @property
    def playbook(self) -> Playbook:
        """What was chosen: the preset, and the numbers that differ from those shown before."""
        shown = Playbook(self.cleaned_data["basis"])
        changed = {
            place: value
            for place, at in PLACES.items()
            if (value := self.cleaned_data.get(place)) is not None and value != shown.number(*at)
        }
        return Playbook(self.cleaned_data["preset"], changed)


def _field(rule: Rule, number: Number) -> forms.Field:
    label = f"{rule.name}: {LABELS.get(number.name, number.name)}"
    named = {"aria-label": label}
    if number.choices:
        return forms.TypedChoiceField(
            label=label,
            choices=list(enumerate(number.choices)),
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.Select(attrs=named),
        )
    bounds = f"Choose a number from {number.lowest} to {number.highest}."
    return forms.IntegerField(
        label=label,
        min_value=number.lowest,
        max_value=number.highest,
        required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), bounds),
        widget=forms.NumberInput(attrs=named),
    )
