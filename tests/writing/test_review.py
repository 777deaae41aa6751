from dataclasses import replace
from typing import Any

import pytest

from tests.writing.story import drafted, found, letter
from tracker.planning.facts import Channel
from tracker.writing.counting import count_words
from tracker.writing.findings import FindingKind
from tracker.writing.letters import ASKING, Kind, OtherLetter

ASKED = "Where do things stand?"


def test_a_good_letter_has_nothing_to_be_said_of():
    assert found(letter(ASKED)) == {}


@pytest.mark.parametrize("body", ["", " \n\t"])
def test_an_empty_letter_is_an_error(body):
    assert found(replace(letter(ASKED), body=body))[FindingKind.EMPTY].is_error


def test_a_bare_frame_is_empty_but_no_error():
    assert not found(letter(kind=Kind.ANSWER))[FindingKind.EMPTY].is_error


def test_a_missing_subject_is_found():
    assert found(letter(ASKED, subject=" "))[FindingKind.EMPTY].in_subject


def test_a_mail_to_nobody_is_found():
    assert FindingKind.NO_ADDRESS in found(letter(ASKED, to=""))
    assert FindingKind.NO_ADDRESS not in found(letter(ASKED, to=""), channel=Channel.PHONE)


@pytest.mark.parametrize("smuggled", ["\n", "\r\n", "\x00", "\u2028", "\x85", "\x1b"])
def test_a_subject_that_could_smuggle_in_a_header_is_an_error(smuggled):
    finding = found(letter(ASKED, subject=f"Role{smuggled}Bcc: x"))[FindingKind.HEADER]
    assert finding.is_error
    assert finding.in_subject
    assert (finding.start, finding.suggestion) == (4, " ")


def test_an_address_that_could_smuggle_in_a_header_is_an_error():
    draft = letter(ASKED, cc=("a@b.example\nBcc: x@y.example",))
    assert found(draft)[FindingKind.HEADER].is_error


def test_an_unfilled_placeholder_is_an_error_in_its_place():
    draft = letter(f"I thought of {{talking point}}. {ASKED}")
    finding = found(draft)[FindingKind.UNFILLED]
    assert finding.is_error
    assert draft.body[finding.start : finding.end] == "{talking point}"
    assert found(letter(ASKED, subject="About {role}"))[FindingKind.UNFILLED].in_subject


def test_braces_that_came_with_a_name_are_no_placeholder():
    role = "Engineer {role} [name]"
    assert FindingKind.UNFILLED not in found(drafted(Kind.CHECK_IN, role=role), role=role)


@pytest.mark.parametrize(
    ("kind", "words", "too_long"),
    [
        (Kind.THANK_YOU, 150, False),
        (Kind.THANK_YOU, 151, True),
        (Kind.CHECK_IN, 120, False),
        (Kind.CHECK_IN, 121, True),
    ],
)
def test_letters_have_a_length(kind, words, too_long):
    """B4 C2 E1"""
    draft = letter("word " * words, kind=kind)
    assert (FindingKind.TOO_LONG in found(draft)) is too_long


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one two-three don’t", 3),
        ("one — two", 2),
        ("one—two…three", 3),
        ("see https://example.org/a-b_c?d=e", 2),
        ("- a\n- b", 2),
        ("今日はお会いできて光栄でした", 7),
        ("спасибо за встречу", 3),
        ("만나서 반가웠습니다", 2),
        ("ขอบคุณมากครับ", 3),
        ("👩🏽‍💻 🎉", 0),
        ("שלום עולם", 2),
    ],
)
def test_words_are_counted_in_every_script(text, words):
    assert count_words(text) == words


def test_an_invitation_over_the_limit_is_an_error():
    draft = letter("x" * 300, kind=Kind.LINKEDIN)
    assert found(draft)[FindingKind.TOO_LONG].is_error


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("The many small databases you move to interest me.", False),
        ("I liked how you moved your database.", False),
        ("I liked the coffee.", True),
        ("素晴らしいお話でした。", False),
    ],
)
def test_a_thank_you_says_something_of_the_talk(said, missing):
    """C2 E1: half of the content words, stemmed; other scripts are not judged."""
    draft = letter(said, kind=Kind.THANK_YOU)
    assert (FindingKind.NOTHING_SPECIFIC in found(draft)) is missing


def test_a_link_is_suggested_never_demanded():
    """C3"""
    draft = drafted(Kind.THANK_YOU)
    hint = found(draft, link="https://example.org/x")[FindingKind.NO_LINK]
    mended = draft.body[: hint.start] + str(hint.suggestion) + draft.body[hint.end :]
    assert not hint.is_error
    assert FindingKind.NO_LINK not in found(replace(draft, body=mended))


@pytest.mark.parametrize("kind", ASKING)
def test_a_check_in_without_a_question_is_found(kind):
    """C10 E4"""
    assert FindingKind.NO_QUESTION in found(letter("I am still here.", kind=kind))


@pytest.mark.parametrize(
    "asked",
    [
        "Could you tell me where things stand.",
        "I would like to know when you decide.",
        "どうなりましたか。",
        "ما هو الوضع؟",
    ],
)
def test_a_question_needs_no_question_mark(asked):
    assert FindingKind.NO_QUESTION not in found(letter(asked))


def test_a_question_mark_in_an_address_asks_nothing():
    assert FindingKind.NO_QUESTION in found(letter("See https://example.org/?a=b for it."))


def test_a_still_interested_note_need_not_ask():
    """C12"""
    draft = letter("I am still interested.", kind=Kind.STILL_INTERESTED)
    assert FindingKind.NO_QUESTION not in found(draft)


def test_the_recruiter_who_is_not_copied_is_named():
    """A7"""
    facts: dict[str, Any] = {
        "recruiter_name": "Rita Fischer",
        "recruiter_address": "rita@agency.example",
    }
    finding = found(letter(ASKED), **facts)[FindingKind.NOT_COPIED]
    assert finding.says.startswith("Rita Fischer")
    assert finding.suggestion == "rita@agency.example"
    copied = letter(ASKED, cc=("Rita@agency.example",))
    assert FindingKind.NOT_COPIED not in found(copied, **facts)


@pytest.mark.parametrize(
    ("greeting", "wrong"),
    [
        ("Dear Dana,", False),
        ("dear ms miller,", False),
        ("Hi Dana and team,", False),
        ("Dear Hiring Manager,", False),
        ("Hello,", False),
        ("Good morning Dana!", False),
        ("Thank you, Max, for this.", False),
        ("王さん、", False),
        ("Hi Max,", True),
        ("Dear Mr Huber:", True),
        ("Dear Mr. Huber,", True),
        ("Dear Dr. J. Huber,", True),
        ("Dear Ms. D. Miller,", False),
        ("Hi Max, thanks for the talk.", True),
        ("Hi Max - thanks for the talk.", True),
        ("Hi Max. Thanks for the talk.", True),
        ("Dear Mr. Huber, thanks for the talk.", True),
        ("Hi Dana, Max and I spoke.", False),
        ("Hello again, thanks for the talk.", False),
        ("Hello to you and to all of them, thanks for the talk.", False),
    ],
)
def test_a_greeting_names_the_person_it_is_for(greeting, wrong):
    """C4"""
    draft = replace(letter(ASKED), body=f"{greeting}\n\n{ASKED}\n\nKind regards,\nAlex")
    assert (FindingKind.WRONG_NAME in found(draft)) is wrong


@pytest.mark.parametrize(
    ("greeted", "name"),
    [
        ("Bob", "Robert Stone"),
        ("Jose", "José Díaz"),
        ("Kathi", "Katharina"),
        ("Anne-Marie", "Anne Marie"),
        ("O’Neil", "Pat O'Neil"),
    ],
)
def test_forms_of_a_name_are_right(greeted, name):
    draft = replace(letter(ASKED), body=f"Dear {greeted},\n\n{ASKED}")
    assert FindingKind.WRONG_NAME not in found(draft, contact_name=name)


def test_the_name_of_the_next_person_is_wrong_even_if_it_could_be_short_for_this_one():
    """C4"""
    draft = replace(letter(ASKED), body=f"Dear Dan,\n\n{ASKED}")
    others = (OtherLetter("Dan Brown", "Hello Dan,\n\nSomething else entirely."),)
    assert FindingKind.WRONG_NAME not in found(draft)
    wrong = found(draft, others=others)[FindingKind.WRONG_NAME]
    assert (draft.body[wrong.start : wrong.end], wrong.suggestion) == ("Dan", "Dana Miller")


def test_errors_come_first():
    draft = letter("YOUR LOSS, {company}. Your loss.", subject="a\nb")
    kinds = list(found(draft))
    assert set(kinds[-2:]) == {FindingKind.HEADER, FindingKind.UNFILLED}
