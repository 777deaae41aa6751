"""Every piece of advice of the five guides can be cited, and some test names it by its id."""

import re
from dataclasses import replace
from pathlib import Path

from tests.planning.story import DANA, estimate, interview, plan_of, request
from tracker.planning.facts import Channel
from tracker.planning.guides import ADVICE, GUIDES

TESTS = Path(__file__).parent.parent
TALK = interview("Tue 17 Nov 14:00", met=[DANA])
LAST = {"A": 11, "B": 8, "C": 16, "D": 8, "E": 9}
CITED = re.compile(r'\|.*|(?<!")"[A-E]\d{1,2}"(?!")')  # in the columns and tuples that are expected
NOT_GIVEN = {"A10"}  # a number that the playbook leaves out


def test_all_that_the_guides_advise_can_be_cited():
    numbered = {f"{guide}{n}" for guide, last in LAST.items() for n in range(1, last + 1)}
    assert set(ADVICE) == numbered - NOT_GIVEN
    assert {each.guide for each in ADVICE.values()} == set(GUIDES.values())
    assert len({each.says for each in ADVICE.values()}) == len(ADVICE)


def test_every_piece_of_advice_is_named_by_a_test():
    """As `A8` in what a test says, or as `a8` in its name; that a plan cites it is not enough."""
    paths = (path for path in TESTS.rglob("test_*.py") if path.name != Path(__file__).name)
    text = "\n".join(CITED.sub("", path.read_text()) for path in paths)
    named = set(re.findall(r"\b[A-E]\d{1,2}\b", text))
    named |= {each.upper() for each in re.findall(r"_([a-e]\d{1,2})(?=_)", text)}
    assert set(ADVICE) - named == set()


def test_a1_b1_c15_the_preparation_carries_the_question_for_the_next_steps():
    [prepare] = plan_of(TALK, only="prepare")
    assert prepare.advice == ("A1", "B1", "C15")
    assert "ask what comes next and when they decide" in prepare.why


def test_d6_the_note_in_a_long_wait_knows_that_it_takes_time():
    [note] = plan_of(TALK, estimate("Tue 8 Dec"), only="mid-timeline-note")
    assert note.why.endswith("says that you know it takes time, and are there for questions.")


def test_b6_d7_a_call_is_as_good_as_a_letter():
    by_phone = replace(DANA, channels=(Channel.PHONE,))
    [check_in] = plan_of(TALK, only="check-in", people=(by_phone,))
    assert check_in.channel is Channel.PHONE


def test_b2_c8_d8_without_a_date_there_is_something_to_do_all_the_same():
    assert [each.kind for each in plan_of(TALK, only="check-in move-on")] == ["check-in", "move-on"]


def test_d3_what_they_asked_for_goes_the_way_they_asked_for_it():
    [send] = plan_of(replace(request("references", by=DANA), channel=Channel.FAX))
    assert send.channel is Channel.FAX
