from dataclasses import replace

import pytest

from tests.writing.story import DANA, EVERYTHING, NOTHING
from tracker.writing.letters import ASKING, Kind
from tracker.writing.speaking import SPOKEN, phone_script


def test_a_call_carries_the_same_message_as_the_letter():
    """D7"""
    script = phone_script(Kind.CHECK_IN, DANA)
    assert script.opening == (
        "Hello, this is Alex Example. We spoke today about the Backend Engineer role at Acme."
        " Do you have two minutes?"
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (replace(DANA, met=False), "I had an interview today for the Backend Engineer role at Acme."),
        (replace(DANA, met=False, interview_day=None), "I am calling about the Backend Engineer role at Acme."),
    ],
)  # fmt: skip
def test_who_was_not_met_hears_of_no_conversation(facts, said):
    opening = phone_script(Kind.CHECK_IN, facts).opening
    assert opening == f"Hello, this is Alex Example. {said} Do you have two minutes?"


def test_a_check_in_by_phone_asks_for_standing_timing_and_when_to_ask_again():
    """A2 C10 C14"""
    asked = " ".join(phone_script(Kind.CHECK_IN, DANA).questions)
    assert all(each in asked for each in ("things stand", "expect to decide", "ask again"))


@pytest.mark.parametrize("kind", ASKING)
def test_my_own_questions_come_last(kind):
    """C15"""
    assert phone_script(kind, EVERYTHING).questions[-2:] == EVERYTHING.questions


@pytest.mark.parametrize("kind", [Kind.STILL_INTERESTED, Kind.MID_TIMELINE])
def test_a_note_asks_nothing_on_the_phone_either(kind):
    """C12 D6"""
    assert phone_script(kind, EVERYTHING).questions == ()


@pytest.mark.parametrize("kind", SPOKEN)
def test_a_script_has_no_holes(kind):
    script = phone_script(kind, NOTHING)
    said = " ".join((script.opening, *script.questions, script.closing))
    assert not [hole for hole in ("  ", " .", " ,", "{", "}") if hole in said]
