"""The words in which rules are written: a rule, its numbers, its citations, and what it makes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tracker.planning.facts import LIVE_STAGES, Channel, Stage

if TYPE_CHECKING:
    from tracker.planning.situation import Situation

BLEND_NAME = "Blend"


class Window(NamedTuple):
    """`opens` ≤ `due` ≤ `closes`. Overdue begins after `due`; after `closes` it is late."""

    opens: datetime
    due: datetime
    closes: datetime


class Action(NamedTuple):
    """Something to do, planned: what, to whom, when and why."""

    key: str  # stable for as long as its reason stands; unique within the application
    kind: str
    title: str
    why: str
    advice: tuple[str, ...]  # ids of the guides' advice; none: a house rule
    window: Window
    remind_at: tuple[datetime, ...]
    entered_at: datetime  # when its cause was entered
    contact: int | None = None
    channel: Channel = Channel.EMAIL
    interview: int | None = None
    request: int | None = None
    settled_at: datetime | None = None  # a fact shows that it is done

    @property
    def passed(self) -> bool:
        """Its window had closed before its cause was entered: noted, never mailed, never due."""
        return self.window.closes < self.entered_at


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a rule, which the owner may change within its bounds.

    `guides` are the values of those guides that name one. With `choices` it is the place of one.
    """

    name: str
    value: int
    unit: str
    lowest: int = 0
    highest: int = 60
    guides: Mapping[str, int] = field(default_factory=dict)
    choices: tuple[str, ...] = ()


Numbers = Mapping[str, int]
Make = Callable[["Situation", Numbers], Iterator[Action]]


@dataclass(frozen=True, slots=True)
class Rule:
    kind: str
    name: str
    sentence: str  # what it does, with {places} for its numbers
    advice: tuple[str, ...]
    numbers: tuple[Number, ...]
    make: Make
    stages: tuple[Stage, ...] = LIVE_STAGES
    unasked: bool = False  # nobody asked for this message: the pace guard holds it
    optional: bool = False  # never what is to be done right now
    lapses: bool = False  # pointless once its window has closed
    same_day: bool = False  # mailed the same day, whatever else waits for a morning's mail
    any_hour: bool = False  # mailed in quiet hours too
    owed: bool = False  # they wait for it: it comes before everything else
    departs: str = ""  # where Blend leaves a guide, and why

    @property
    def is_house_rule(self) -> bool:
        """Whether it is our own: no guide says it."""
        return not self.advice


@dataclass(frozen=True, slots=True)
class Playbook:
    """A preset with the owner's own numbers over it: {"check-in.grace": 3}."""

    preset: str = BLEND_NAME  # or the letter of a guide
    changed: Mapping[str, int] = field(default_factory=dict)
    _numbers: dict[str, Numbers] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def numbers(self, rule: Rule) -> Numbers:
        """The numbers by which `rule` works here, by name, each in its own unit."""
        if rule.kind not in self._numbers:  # every plan asks for all of them
            mine = {number.name: self.number(rule, number) for number in rule.numbers}
            self._numbers[rule.kind] = mine
        return self._numbers[rule.kind]

    def all_numbers(self, rules: Sequence[Rule]) -> Mapping[str, Numbers]:
        """Those of each of `rules`, by their kinds."""
        if len(self._numbers) < len(rules):
            for rule in rules:
                self.numbers(rule)
        return self._numbers

    def number(self, rule: Rule, number: Number) -> int:
        """The owner's own value, else the preset's, else Blend's."""
        preset = number.guides.get(self.preset, number.value)
        return self.changed.get(f"{rule.kind}.{number.name}", preset)


BLEND = Playbook()
