"""The playbook as it is read: each rule a sentence with its numbers in place."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from string import Formatter

from django.forms import BoundField

from tracker.forms.playbook import LABELS, PLACES, PRESETS, PlaybookForm
from tracker.planning.guides import ADVICE, GUIDES, Advice
from tracker.planning.playbook import BLEND_NAME, Number, Playbook, Rule
from tracker.planning.rules import RULES

# Under which heading the rules of a module stand.
HEADINGS = {
    "interviews": "Around an interview",
    "thanks": "Around an interview",
    "requests": "What they wait for",
    "silence": "While they are silent",
    "patience": "While they are silent",
    "moving_on": "While they are silent",
    "offers": "Offers",
    "news": "Offers",
    "endings": "After a no",
    "old": "The whole search",
    "whole_search": "The whole search",
}
# Of a number that stands in no rule's sentence.
FURTHER = {"closes": "It closes {closes} after it is due."}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence: words, or a field with its unit."""

    words: str = ""
    field: BoundField | None = None


@dataclass(frozen=True, slots=True)
class RulePart:
    anchor: str
    name: str
    sentences: tuple[tuple[Part, ...], ...]
    fields: tuple[BoundField, ...]
    sources: tuple[str, ...]  # what the guides say of its numbers
    own: tuple[str, ...]  # and whose they are now
    advice: tuple[Advice, ...]
    departs: str


@dataclass(frozen=True, slots=True)
class RuleGroup:
    slug: str
    name: str
    rules: tuple[RulePart, ...]


@dataclass(frozen=True, slots=True)
class PresetChoice:
    tag: str
    name: str
    about: str


def rule_groups(form: PlaybookForm, playbook: Playbook) -> list[RuleGroup]:
    """All rules, in the order of telling; `playbook` says whose number each one is."""
    return [
        RuleGroup(
            name.lower().replace(" ", "-"),
            name,
            tuple(_part(each, form, playbook) for each in rules),
        )
        for name, rules in groupby(RULES, key=_heading)
    ]


def preset_choices(form: PlaybookForm) -> list[PresetChoice]:
    """Each preset, with what it decides by itself."""
    return [
        PresetChoice(button.tag(), PRESETS[key], _preset_note(key))
        for key, button in zip(PRESETS, form["preset"], strict=True)
    ]


def _heading(rule: Rule) -> str:
    return HEADINGS[rule.make.__module__.rpartition(".")[2]]


def _part(rule: Rule, form: PlaybookForm, playbook: Playbook) -> RulePart:
    names = [name for _, name, _, _ in Formatter().parse(rule.sentence) if name]
    further = [number.name for number in rule.numbers if number.name not in names]
    sentences = [rule.sentence, *(FURTHER.get(name, f"{name}: {{{name}}}.") for name in further)]
    return RulePart(
        anchor=f"rule-{rule.kind}",
        name=rule.name,
        sentences=tuple(tuple(_parts(each, rule, form, playbook)) for each in sentences),
        fields=tuple(form[f"{rule.kind}.{number.name}"] for number in rule.numbers),
        sources=tuple(_sources(rule)),
        own=tuple(_own(rule, playbook)),
        advice=tuple(ADVICE[number] for number in rule.advice),
        departs=rule.departs,
    )


def _parts(sentence: str, rule: Rule, form: PlaybookForm, playbook: Playbook) -> Iterator[Part]:
    for words, name, _, _ in Formatter().parse(sentence):
        if words:
            yield Part(words)
        if name:
            place = f"{rule.kind}.{name}"
            yield Part(_unit(PLACES[place][1], playbook.number(*PLACES[place])), form[place])


def _unit(number: Number, value: int) -> str:
    """The words behind its field; the sentence itself says how many times."""
    if number.unit in ("", "times"):
        return ""
    return f" {number.unit.removesuffix('s') if value == 1 else number.unit}"


def _sources(rule: Rule) -> Iterator[str]:
    """What the guides say, where they name a number."""
    for number in rule.numbers:
        said = [
            f"{GUIDES[guide]} says {_said(number, value)}" for guide, value in number.guides.items()
        ]
        if said:
            named = LABELS.get(number.name, number.name).capitalize()
            yield f"{named}: {', '.join(said)}; Blend {_said(number, number.value)}."


def _own(rule: Rule, playbook: Playbook) -> Iterator[str]:
    """Which numbers are the owner's own, and which a guide has borrowed from Blend."""
    preset, plain = PRESETS[playbook.preset], Playbook(playbook.preset)
    changed = [each for each in rule.numbers if f"{rule.kind}.{each.name}" in playbook.changed]
    for number in changed:
        value, theirs = playbook.number(rule, number), plain.number(rule, number)
        yield f"{_said(number, value)} is yours; {preset} says {_said(number, theirs)}."
    borrowed = [each for each in rule.numbers if playbook.preset not in each.guides]
    if playbook.preset != BLEND_NAME and borrowed and borrowed == list(rule.numbers):
        yield f"Blend’s: {preset} names no number here."


def _said(number: Number, value: int) -> str:
    if number.choices:
        return number.choices[value]
    return f"{value}{_unit(number, value)}"


def _preset_note(preset: str) -> str:
    if preset == BLEND_NAME:
        return "Where the guides differ, what all of them allow."
    own = [
        f"{rule.name.lower()} {LABELS.get(number.name, number.name)}:"
        f" {_said(number, number.guides[preset])}"
        for rule, number in PLACES.values()
        if number.guides.get(preset, number.value) != number.value
    ]
    if not own:
        return "It names no number that differs from Blend’s."
    return f"Its own: {'; '.join(own)}. All else is Blend’s."
