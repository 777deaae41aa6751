from dataclasses import replace
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from tests.writing.story import DANA, EVERYTHING, NOTHING, found, letter
from tracker.writing.anatomy import core
from tracker.writing.composing import compose
from tracker.writing.findings import FindingKind
from tracker.writing.letters import ONE_EACH, Kind, OtherLetter, Register

LOW = replace(DANA, talking_point="", interest=1)
LONG_POINT = replace(DANA, talking_point="the way in which tickets are sorted each morning " * 3)
NAMES = ("Dana Miller", "Max Huber", "Hanna Berg", "Ines Lopes", "Tom Reed", "Yuki Mori")


def letters(kind, facts, register, people=6):
    """Each person's letter, without greeting and close."""
    placed = [replace(facts, place=place, contact_name=NAMES[place % 6]) for place in range(people)]
    return [core(compose(kind, one, register).body) for one in placed]


def most_alike(bodies):
    return max(fuzz.ratio(one, other) for one, other in combinations(bodies, 2))


@pytest.mark.parametrize("kind", ONE_EACH)
@pytest.mark.parametrize("register", Register)
@pytest.mark.parametrize("facts", [DANA, EVERYTHING, NOTHING, LOW, LONG_POINT])
def test_no_two_of_six_people_get_the_same_letter(kind, register, facts):
    """C4"""
    assert most_alike(letters(kind, facts, register)) < 80


@pytest.mark.parametrize("register", Register)
def test_twelve_people_who_were_talked_with_get_letters_of_their_own(register):
    """C4"""
    assert most_alike(letters(Kind.THANK_YOU, DANA, register, people=12)) < 80


@pytest.mark.parametrize("register", Register)
@pytest.mark.parametrize("place", range(6))
def test_the_card_is_not_the_mail_once_more(register, place):
    """A11"""
    facts = replace(DANA, place=place)
    mail, card = (compose(kind, facts, register).body for kind in (Kind.THANK_YOU, Kind.CARD))
    assert fuzz.ratio(core(mail), core(card)) < 80


def test_a_twin_is_found_whatever_its_greeting_and_close():
    """C4"""
    said = "Thank you for your time today. I enjoyed our talk about your move to small databases."
    other = OtherLetter("Max Huber", f"Dear Mr Huber,\n\n{said}\n\nYours sincerely,\nA. Example")
    twin = found(letter(said, kind=Kind.THANK_YOU), others=(other,))[FindingKind.TWIN]
    assert "Max Huber" in twin.says
    assert twin.advice == ("C4",)


def test_two_letters_of_ours_are_no_twins():
    facts = replace(DANA, place=1)
    mine = compose(Kind.THANK_YOU, facts, Register.NEUTRAL)
    other = OtherLetter("Max", compose(Kind.THANK_YOU, DANA, Register.NEUTRAL).body)
    assert FindingKind.TWIN not in found(mine, others=(other,), place=1)
