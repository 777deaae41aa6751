"""Decision 1 and B8: what is older than 60 days when it is entered is asked about once."""

from dataclasses import replace
from typing import Any

import pytest

from tests.planning.story import (
    DANA,
    MAX,
    an_offer,
    at,
    decided,
    estimate,
    interview,
    on,
    plan_of,
    request,
    they_wrote,
    you_wrote,
)
from tracker.planning.facts import Message, Purpose, Stage

LATE = "Mon 1 Mar 09:00"
TALK = interview("Tue 17 Nov 14:00", met=[DANA], entered=LATE)
APPLIED = {"applied_on": on("Mon 2 Nov"), "entered_at": at(LATE), "stage": Stage.APPLIED}
KEPT = decided("old-application", "Tue 2 Mar 10:00")


def late(message: Message) -> Message:
    return replace(message, entered_at=at(LATE))


def kinds(*facts, **more):
    """What is still to be done, or comes."""
    open_ones = [each for each in plan_of(*facts, **more) if not (each.passed or each.settled_at)]
    return {each.kind for each in open_ones}


OLD: dict[str, tuple[list[Any], dict[str, Any]]] = {
    "an application of which nothing was heard": ([], APPLIED),
    "an interview without a word since": ([TALK], {}),
    "an interview and what was written after it": (
        [
            TALK,
            late(you_wrote("Fri 27 Nov 10:00", Purpose.CHECK_IN, MAX)),
            late(you_wrote("Fri 11 Dec 10:00", Purpose.CHECK_IN, MAX)),
        ],
        {},
    ),
    "a request whose day had gone by": (
        [TALK, request("references", entered=LATE, promised="Fri 20 Nov")],
        {},
    ),
    "an estimate that had passed": ([TALK, estimate("Fri 27 Nov", entered=LATE)], {}),
}


@pytest.mark.parametrize("case", OLD)
def test_b8_nothing_but_the_one_question_is_left_of_what_was_old_news(case):
    facts, more = OLD[case]
    [asked] = plan_of(*facts, only="old-application", **more)
    assert kinds(*facts, **more) == {"old-application"}
    assert asked.remind_at == ()
    assert asked.advice == ("B8",)
    assert asked.window.opens == at(LATE)


FRESH: dict[str, list[Any]] = {
    "sixty days are not old yet": [interview("Tue 17 Nov 14:00", entered="Sat 16 Jan 09:00")],
    "they wrote since": [TALK, they_wrote("Thu 25 Feb 10:00", entered=LATE)],
    "the owner wrote since": [TALK, late(you_wrote("Thu 25 Feb 10:00", Purpose.CHECK_IN, MAX))],
    "they decide at a day to come": [TALK, estimate("Fri 12 Mar", entered=LATE)],
    "they are owed something at a day to come": [
        TALK,
        request("references", entered=LATE, promised="Fri 5 Mar"),
    ],
    "another interview is agreed": [TALK, interview("Fri 5 Mar 14:00", entered=LATE)],
    "an offer stands": [TALK, an_offer("Fri 20 Nov 10:00", until="Fri 5 Mar", entered=LATE)],
    "they asked to be left alone until a day to come": [
        TALK,
        they_wrote("Fri 20 Nov 10:00", entered=LATE, not_before="Fri 5 Mar"),
    ],
    "it was entered when it happened": [interview("Tue 17 Nov 14:00", entered="Mon 2 Nov 09:00")],
}


@pytest.mark.parametrize("case", FRESH)
def test_what_is_not_old_news_is_not_asked_about(case):
    assert plan_of(*FRESH[case], only="old-application") == []


def test_a_day_older_than_sixty_is_old():
    talk = interview("Tue 17 Nov 14:00", entered="Sun 17 Jan 09:00")
    assert kinds(talk) == {"old-application"}


@pytest.mark.parametrize("stage", [Stage.SAVED, Stage.OFFER, Stage.REJECTED, Stage.NO_REPLY])
def test_only_what_waits_for_an_answer_is_asked_about(stage):
    assert plan_of(TALK, only="old-application", stage=stage) == []


def test_it_says_what_was_known_last_and_how_old_that_was():
    [asked] = plan_of(TALK, only="old-application")
    assert asked.why.startswith(
        "The last that is known is the interview of Tue 17 Nov 2026, 104 days before you entered it."
    )


def test_what_is_kept_open_is_not_asked_about_again_and_its_wait_has_an_end():
    [asked] = plan_of(TALK, KEPT, only="old-application")
    assert asked.settled_at == KEPT.at
    assert kinds(TALK, KEPT) == {"move-on"}
    [move_on] = plan_of(TALK, KEPT, only="move-on")
    assert move_on.window.opens == at("Thu 1 Apr 00:00")
    assert move_on.why.startswith("On Tue 2 Mar you kept it open; 30 days later it is fair")


def test_a_word_from_them_makes_it_an_application_like_any_other():
    word = they_wrote("Wed 10 Mar 10:00")
    assert kinds(TALK, KEPT, word) == {"check-in", "move-on"}
    [check_in] = plan_of(TALK, KEPT, word, only="check-in")
    assert check_in.window.due > word.at
