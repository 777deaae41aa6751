import pytest

from tracker.writing.letters import Register
from tracker.writing.registers import propose_register

FORMAL, NEUTRAL, RELAXED = Register.FORMAL, Register.NEUTRAL, Register.RELAXED


@pytest.mark.parametrize(
    ("text", "register"),
    [
        ("", NEUTRAL),
        ("Dear Ms Example,\nwe are pleased to inform you …\nYours sincerely", FORMAL),
        ("Please do not hesitate to contact me.\nSincerely,\nD. Miller", FORMAL),
        ("Hi Alex,\nthank you for the documents.\nBest,\nDana", NEUTRAL),
        ("Hello Alex,\nwe decide on Friday.\nKind regards", NEUTRAL),
        ("Hey Alex, no worries! Talk soon 🙂", RELAXED),
        ("Hi there! Thanks so much. Cheers, Dana", RELAXED),
        ("Hey Alex,\nwe decide on Friday.", NEUTRAL),
        ("Dear Mr Example,\nthat's awesome! Cheers", NEUTRAL),
        ("お世話になっております。", NEUTRAL),
    ],
)
def test_the_tone_is_theirs_where_it_can_be_heard(text, register):
    """E2: they take the lead."""
    assert propose_register(text) is register
