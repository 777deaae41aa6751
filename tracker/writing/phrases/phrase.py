"""A phrase that says more than it means to, and what to say instead.

Patterns are matched against lower-case text with straight apostrophes, between word boundaries; a
space stands for any space. A suggestion stands in the place of all that the pattern found; where
only a person can say it better, there is none.
"""

import re
from dataclasses import dataclass

from tracker.writing.findings import FindingKind


@dataclass(frozen=True, slots=True)
class Phrase:
    kind: FindingKind
    pattern: str
    suggestion: str | None = None


def compiled(phrase: Phrase) -> re.Pattern[str]:
    """The pattern as it is searched: on whole words, over any space."""
    spaced = phrase.pattern.strip().replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)")
