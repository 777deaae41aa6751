"""A draft as the checks read it: worked out once, with every place as it is in the draft."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from tracker.writing.anatomy import Span, core_span
from tracker.writing.letters import Draft, LetterFacts, OtherLetter, Register
from tracker.writing.places import PLACES
from tracker.writing.points import point_said
from tracker.writing.saying import first_name, latin, one_line

STRAIGHT = str.maketrans("’‘‛′´`“”„", "''''''\"\"\"")
SHORTEST_NAME = 3
BRACES = ("{", "}", "[", "]", "{}", "{{", "}}", "}{")
SAMPLE = 2_000  # characters by which the script of a text is judged


@dataclass(frozen=True, slots=True)
class Cover:
    """The places in a text where some of its words come from elsewhere."""

    starts: tuple[int, ...]
    reaches: tuple[int, ...]  # how far what begins here or before reaches

    @classmethod
    def of(cls, parts: Iterable[str], low: str) -> "Cover":
        """Where the `parts` stand in `low`."""
        spans = sorted(
            found.span() for part in parts for found in re.finditer(re.escape(part), low)
        )
        reaches = accumulate((end for _, end in spans), max)
        return cls(tuple(start for start, _ in spans), tuple(reaches))

    def holds(self, start: int, end: int) -> bool:
        """Whether all between `start` and `end` lies in one of them."""
        before = bisect_right(self.starts, start)
        return before > 0 and self.reaches[before - 1] >= end


@dataclass(frozen=True)
class Reading:
    draft: Draft
    facts: LetterFacts
    others: tuple[OtherLetter, ...] = ()

    @cached_property
    def low(self) -> str:
        """The body in small letters and straight quotes, each character in its place."""
        return small(self.draft.body)

    @cached_property
    def core_span(self) -> Span:
        """Where the letter proper stands."""
        return core_span(self.draft.body)

    @cached_property
    def core(self) -> str:
        """The letter proper, without greeting and close."""
        return self.draft.body[slice(*self.core_span)].strip()

    @cached_property
    def is_latin(self) -> bool:
        """Whether most of it is in Latin letters; of others we do not judge the words."""
        return mostly_latin(self.core)

    @cached_property
    def named(self) -> Cover:
        """Where names stand: they are called so, and are no phrases of the writer's."""
        return Cover.of(names_given(self.facts), self.low)

    @cached_property
    def given(self) -> frozenset[str]:
        """All text that comes from the facts, as it stands in a draft."""
        facts = self.facts
        said = [place.says(facts, Register.NEUTRAL) for place in PLACES]
        people = (facts.estimate_by, facts.recruiter_name)
        return names_given(facts) | as_written(*said, *map(first_name, people), *facts.questions)


def names_given(facts: LetterFacts) -> frozenset[str]:
    """What the facts call by its name."""
    return as_written(
        facts.my_name,
        facts.contact_name,
        facts.company,
        facts.role,
        facts.recruiter_name,
        facts.estimate_by,
        facts.link,
        facts.talking_point,
        point_said(facts.talking_point),
        facts.asked_for,
        facts.their_subject,
    )


def as_written(*texts: str) -> frozenset[str]:
    """The texts that can be known again, as a draft has them and as they are."""
    said = frozenset(map(small, (*map(one_line, texts), *texts)))
    return frozenset(text for text in said if len(text) >= SHORTEST_NAME or text in BRACES)


def small(text: str) -> str:
    """`text` in small letters and straight quotes, as long as it was."""
    low = text.lower()
    if len(low) != len(text):
        # One capital letter, İ, becomes two characters; it stays as it is.
        low = "".join(each.lower() if len(each.lower()) == 1 else each for each in text)
    return low.translate(STRAIGHT)


def mostly_latin(text: str) -> bool:
    """Whether most letters at its beginning are Latin."""
    letters = [each for each in text[:SAMPLE] if each.isalpha()]
    return sum(map(latin, letters)) * 2 >= len(letters)
