import pytest

from tests.hostile import HOSTILE
from tracker.text import clean_line, clean_text, number_of


@pytest.mark.parametrize("text", HOSTILE)
def test_clean_text_is_text_that_can_be_written_and_is_clean_already(text):
    cleaned = clean_text(text)
    assert cleaned.encode().decode() == cleaned == clean_text(cleaned)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_every_line_break_becomes_lf(line_break):
    assert clean_text(f"one{line_break}two") == "one\ntwo"


@pytest.mark.parametrize("code", [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)])
def test_control_characters_are_left_out(code):
    assert clean_text(f"a{chr(code)}b") == "ab"


def test_tabs_stay_in_text():
    assert clean_text("a\tb") == "a\tb"


def test_a_lone_surrogate_is_left_out():
    assert clean_text("a\ud800b\udfffc") == "abc"


def test_what_reorders_the_rest_of_a_line_is_left_out():
    assert clean_text("gnp\u202excod.exe\u2066") == "gnpxcod.exe"


def test_letters_of_all_scripts_and_joined_emoji_stay():
    text = "שלום, مرحبا\u200f, 你好, ñ, 👩🏽\u200d💻"
    assert clean_text(text) == text


def test_a_line_has_no_breaks_and_no_edges():
    assert clean_line(" one \r\n two\tthree\n") == "one two three"


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("007", 7), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("\u0664", None), ("²", None)]
    + [(text, None) for text in ("", "-1", "+1", " 1", "1_0", "1.0", "x")],
)
def test_a_number_is_plain_digits_and_never_another_than_was_sent(text, number):
    assert number_of(text) == number
