"""What the check finds in a draft: where, why, and how one click could mend it."""

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    UNFILLED = "unfilled placeholder"
    EMPTY = "empty"
    HEADER = "unsafe header"
    NO_ADDRESS = "no address"
    NOT_COPIED = "recruiter not copied"
    WRONG_NAME = "wrong name"
    TOO_LONG = "too long"
    NOTHING_SPECIFIC = "nothing specific"
    NO_LINK = "no link"
    TWIN = "twin"
    NO_QUESTION = "no question asked"
    PUSHY = "pushy"
    DESPERATE = "desperate"
    DEFENSIVE = "defensive"
    BITTER = "bitter"
    RUDE = "rude"
    QUALIFICATIONS = "list of qualifications"
    SHOUTING = "shouting"


class Weight(StrEnum):
    ERROR = "error"  # not to be sent like this
    ADVICE = "advice"
    HINT = "hint"  # it could be better still


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `start` and `end` are offsets into the body, or into the subject."""

    kind: FindingKind
    says: str  # one kind sentence
    start: int = 0
    end: int = 0
    advice: tuple[str, ...] = ()  # ids of the guides' advice
    suggestion: str | None = None  # to put instead of what stands from start to end
    in_subject: bool = False
    weight: Weight = Weight.ADVICE

    @property
    def is_error(self) -> bool:
        """Whether the draft must not leave like this."""
        return self.weight is Weight.ERROR
