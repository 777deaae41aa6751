"""The letters as they stand before facts are put in; the owner may replace each by their own."""

from tracker.writing.letters import Kind, Register, Template
from tracker.writing.templates.asking import ASKING
from tracker.writing.templates.doing import DOING
from tracker.writing.templates.endings import ENDINGS
from tracker.writing.templates.notes import NOTES
from tracker.writing.templates.short import card, invitation
from tracker.writing.templates.thanks import thank_you

__all__ = ["template_for"]

LETTERS = {**ASKING, **NOTES, **DOING, **ENDINGS}


def template_for(kind: Kind, register: Register, place: int = 0) -> Template:
    """The house's template. `place` picks among those of which each person gets another (C4).

    A formal letter that has no text of its own is the neutral one with a formal frame.
    """
    nth = max(place, 0)
    if kind is Kind.THANK_YOU:
        return thank_you(register, nth)
    if kind is Kind.CARD:
        return card(nth)
    if kind is Kind.LINKEDIN:
        return invitation(nth)
    return LETTERS.get((kind, register)) or LETTERS[kind, Register.NEUTRAL]
