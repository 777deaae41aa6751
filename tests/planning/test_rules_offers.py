"""Offers: answer one's own in time; E5 and B6, tell the others. Decision 20."""

from dataclasses import replace

import pytest

from tests.planning.story import (
    DANA,
    HANNA,
    MAX,
    an_offer,
    decided,
    declined,
    interview,
    line,
    lines,
    offers_elsewhere,
    on,
    plan_of,
    you_wrote,
)
from tracker.planning.facts import Purpose, Stage
from tracker.planning.playbook import Playbook

TALK = interview("Tue 17 Nov 14:00", met=[DANA])
OPEN = an_offer("Mon 23 Nov 11:00", until="Fri 4 Dec")
ANSWERS = [
    ("three days and one before its deadline", OPEN, "Mon 23 Nov > Fri 4 Dec > Fri 4 Dec | Tue 1 Dec 09:00, Thu 3 Dec 09:00"),
    ("without one within five days, on whatever day that is", an_offer("Mon 23 Nov 11:00"), "Mon 23 Nov > Sat 28 Nov > Sat 28 Nov | Wed 25 Nov 09:00, Fri 27 Nov 09:00"),
    ("to be answered tomorrow: one mail a day", an_offer("Mon 23 Nov 11:00", until="Tue 24 Nov"), "Mon 23 Nov > Tue 24 Nov > Tue 24 Nov | Mon 23 Nov 09:00"),
    ("its deadline had gone by when it came", an_offer("Mon 23 Nov 11:00", until="Fri 20 Nov"), "Mon 23 Nov > Mon 23 Nov > Mon 23 Nov | Mon 23 Nov 09:00"),
    ("entered after its deadline: passed (decision 1)", an_offer("Mon 23 Nov 11:00", until="Tue 24 Nov", entered="Wed 25 Nov 00:00"), "Mon 23 Nov > Tue 24 Nov > Tue 24 Nov | Mon 23 Nov 09:00 | passed"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "offer", "expected"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_answer_the_offer(what, offer, expected):
    [answer] = plan_of(TALK, offer, only="answer-offer", stage=Stage.OFFER)
    window, reminders, *standing = expected.split(" | ")
    assert line(answer) == " | ".join(
        ["answer-offer Max", window, reminders, "house rule", *standing]
    )


@pytest.mark.parametrize(
    ("until", "named"),
    [
        ("Fri 4 Dec", "and named a day; answer by Fri 4 Dec."),
        ("", "and named no day; answer by Sat 28 Nov."),
    ],
)
def test_it_says_whether_they_named_a_day(until, named):
    [answer] = plan_of(an_offer("Mon 23 Nov 11:00", until=until), only="answer-offer")
    assert answer.why.startswith(f"They made it on Mon 23 Nov {named}")


def test_each_open_offer_is_answered_and_no_other():
    offers = [OPEN, an_offer("Tue 24 Nov 11:00"), declined("Mon 16 Nov 10:00", "Tue 17 Nov 10:00")]
    keys = [action.key for action in plan_of(*offers, only="answer-offer", stage=Stage.OFFER)]
    assert keys == ["answer-offer:offer-1", "answer-offer:offer-2"]


SETTLED = [
    ("declined", [declined("Mon 23 Nov 11:00", "Wed 25 Nov 10:00")]),
    ("answered by a message", [OPEN, you_wrote("Wed 25 Nov 10:00", Purpose.ANSWER_OFFER)]),
    ("marked as answered", [OPEN, decided("answer-offer:offer-1", "Wed 25 Nov 10:00")]),
]


@pytest.mark.parametrize(("what", "facts"), SETTLED, ids=[row[0] for row in SETTLED])
def test_an_offer_that_has_its_answer_holds_nothing_up(what, facts):
    assert plan_of(TALK, OPEN, only="check-in move-on", stage=Stage.OFFER) == []
    [check_in] = plan_of(TALK, *facts, only="check-in", stage=Stage.OFFER)
    assert line(check_in).split(" | ")[1] == "Wed 2 Dec > Wed 2 Dec > Wed 16 Dec"


def test_an_offer_that_had_passed_when_it_was_entered_holds_nothing_up():
    late = an_offer("Wed 18 Nov 11:00", until="Fri 20 Nov", entered="Mon 23 Nov 10:00")
    assert len(plan_of(TALK, late, only="check-in", stage=Stage.OFFER)) == 1


TELLING = [
    ("they have met: the same day", [TALK], [OPEN], "Mon 23 Nov > Mon 23 Nov > Fri 4 Dec | Mon 23 Nov 13:00, Fri 4 Dec 09:00"),
    ("they meet before its deadline: then", [interview("Wed 25 Nov 14:00")], [OPEN], "Wed 25 Nov > Wed 25 Nov > Fri 4 Dec | Wed 25 Nov 17:00, Fri 4 Dec 09:00"),
    ("they meet after it: too late to tell", [interview("Mon 7 Dec 14:00")], [OPEN], ""),
    ("they never met", [], [OPEN], ""),
    ("two offers: the nearest deadline", [TALK], [OPEN, an_offer("Tue 24 Nov 11:00", until="Fri 27 Nov")], "Tue 24 Nov > Tue 24 Nov > Fri 27 Nov | Tue 24 Nov 13:00, Fri 27 Nov 09:00"),
    ("an older one that was never closed: its day had gone by when the next came", [TALK], [an_offer("Mon 2 Nov 11:00", until="Fri 6 Nov"), OPEN], "Mon 23 Nov > Mon 23 Nov > Fri 4 Dec | Mon 23 Nov 13:00, Fri 4 Dec 09:00"),
    ("an older one whose last day is the next one's first", [TALK], [an_offer("Mon 16 Nov 11:00", until="Mon 23 Nov"), OPEN], "Tue 17 Nov > Tue 17 Nov > Mon 23 Nov | Tue 17 Nov 17:00, Mon 23 Nov 09:00"),
    ("on a Saturday: it does not wait (decision 9)", [TALK], [an_offer("Sat 21 Nov 11:00", until="Mon 23 Nov")], "Sat 21 Nov > Sat 21 Nov > Mon 23 Nov | Sat 21 Nov 13:00, Mon 23 Nov 09:00"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "facts", "offers", "expected"), TELLING, ids=[r[0] for r in TELLING]
)
def test_e5_b6_tell_them_of_the_offer(what, facts, offers, expected):
    told = plan_of(*facts, only="tell-of-offer", elsewhere=offers_elsewhere(*offers))
    assert lines(told) == [f"tell-of-offer Max | {expected} | E5 B6"] * bool(expected)


def test_b3_whoever_asked_not_to_be_written_to_is_not_told():
    """Decision 18."""
    there = offers_elsewhere(OPEN)
    assert plan_of(TALK, only="tell-of-offer", elsewhere=there, no_contact=True) == []


def test_having_told_of_an_offer_whose_day_has_gone_by_is_not_having_told_of_the_next():
    told = you_wrote("Tue 3 Nov 15:00", Purpose.TELL_OF_OFFER, MAX)
    both = offers_elsewhere(an_offer("Mon 2 Nov 11:00", until="Fri 6 Nov"), OPEN)
    [tell] = plan_of(TALK, told, only="tell-of-offer", elsewhere=both)
    assert (tell.key, tell.settled_at) == ("tell-of-offer:offer-2", None)


def test_those_who_offered_are_told_too_and_once():
    there = offers_elsewhere(OPEN)
    [tell] = plan_of(TALK, OPEN, only="tell-of-offer", elsewhere=there, stage=Stage.OFFER)
    told = you_wrote("Mon 23 Nov 15:00", Purpose.TELL_OF_OFFER, MAX)
    both = offers_elsewhere(OPEN, an_offer("Tue 24 Nov 11:00", until="Fri 27 Nov"))
    [again] = plan_of(TALK, told, only="tell-of-offer", elsewhere=both)
    assert (again.key, again.settled_at) == (tell.key, told.at)


def test_who_is_away_past_the_deadline_is_not_the_one_to_be_told():
    away = replace(HANNA, away_until=on("Mon 7 Dec"))
    for only, more in (
        ("tell-of-offer", {"elsewhere": offers_elsewhere(OPEN)}),
        ("answer-offer", {"stage": Stage.OFFER}),
    ):
        [action] = plan_of(TALK, OPEN, only=only, people=(away, MAX), **more)
        assert action.contact == MAX.id


def test_the_owner_may_be_reminded_of_an_offer_at_other_times():
    playbook = Playbook(changed={"answer-offer.first": 5, "answer-offer.second": 0})
    [answer] = plan_of(OPEN, only="answer-offer", playbook=playbook, stage=Stage.OFFER)
    assert line(answer).split(" | ")[2] == "Sun 29 Nov 09:00, Fri 4 Dec 09:00"
