import pytest

from tests.writing.sentences import BAD, GOOD
from tests.writing.story import found, letter
from tracker.planning.guides import ADVICE
from tracker.writing import phrases
from tracker.writing.findings import FindingKind
from tracker.writing.letters import Kind

LINK = "It fits https://example.org/x, does it not?"


@pytest.mark.parametrize(("kind", "sentence"), BAD)
def test_what_should_not_be_said_is_found(kind, sentence):
    """B4 C13 C16 E2 E6"""
    assert kind in found(letter(sentence, LINK, kind=Kind.THANK_YOU), talking_point="")


@pytest.mark.parametrize("sentence", GOOD)
@pytest.mark.parametrize("kind", [Kind.THANK_YOU, Kind.CHECK_IN])
def test_what_may_be_said_is_left_alone(sentence, kind):
    assert found(letter(sentence, LINK, kind=kind), talking_point="") == {}


@pytest.mark.parametrize(
    ("written", "phrase", "suggestion"),
    [
        ("I’m just checking in again on the role.", "I’m just checking in again on", "I would like to ask about"),
        ("SO: just following up.", "just following up", "I would like to ask where things stand"),
        ("It would mean the world to me.", "It would mean the world to me", "I would be very glad"),
        ("Now: this is my dream job.", "my dream job", "a job that I would gladly do"),
        ("I anxiously await news.", "anxiously await", "look forward to"),
    ],
)  # fmt: skip
def test_a_phrase_is_found_in_its_place_and_can_be_mended(written, phrase, suggestion):
    draft = letter("Thank you.", written)
    place = next(each for each in found(draft).values() if each.suggestion == suggestion)
    assert draft.body[place.start : place.end] == phrase


def test_a_phrase_keeps_its_place_behind_letters_that_grow_when_they_get_small():
    draft = letter("İİİ. YOUR LOSS.")
    bitter = found(draft)[FindingKind.BITTER]
    assert draft.body[bitter.start : bitter.end] == "YOUR LOSS"


def test_names_are_no_phrases():
    draft = letter("I would like to work for Dream Job Ltd, my dream job, said Ann. Would you?")
    assert FindingKind.DESPERATE not in found(draft, company="my dream job")


def test_names_in_capitals_do_not_shout():
    draft = letter("I like ACME TOOLS. Where do things stand?")
    assert FindingKind.SHOUTING not in found(draft, company="Acme Tools")


def test_merits_may_be_named_where_they_are_asked_for():
    """B4 is about thanks."""
    draft = letter("I have over ten years of experience.", kind=Kind.ANSWER)
    assert FindingKind.QUALIFICATIONS not in found(draft)


def test_every_kind_of_phrase_cites_advice_that_exists():
    cited = {number for numbers in phrases.ADVICE.values() for number in numbers}
    assert cited <= set(ADVICE)
    assert {phrase.kind for phrase in phrases.PHRASES} == set(phrases.SAYS) == set(phrases.ADVICE)
