"""After a no: E6 a kind reply, E7 and E8 a word from time to time. Decisions 9, 11, 15 and 19."""

from dataclasses import replace

import pytest

from tests.planning.story import (
    DANA,
    HANNA,
    MAX,
    at,
    interview,
    line,
    on,
    plan_of,
    you_wrote,
)
from tracker.planning.facts import Elsewhere, Purpose, Stage
from tracker.planning.playbook import Playbook

TALK = interview("Tue 17 Nov 14:00", met=[DANA])
REPLIES = [
    ("the next morning, when it was slept on", "Tue 24 Nov 16:00", "Wed 25 Nov > Wed 25 Nov > Fri 27 Nov | Wed 25 Nov 09:00"),
    ("after midnight: the morning after that day", "Wed 25 Nov 00:30", "Thu 26 Nov > Thu 26 Nov > Mon 30 Nov | Thu 26 Nov 09:00"),
    ("on a Thursday: it may close behind the weekend", "Thu 26 Nov 16:00", "Fri 27 Nov > Fri 27 Nov > Mon 30 Nov | Fri 27 Nov 09:00"),
    ("on a Friday: on Monday", "Fri 27 Nov 16:00", "Sat 28 Nov > Mon 30 Nov > Mon 30 Nov | Mon 30 Nov 09:00"),
]  # fmt: skip


def after_a_no(*facts, since="Tue 24 Nov 16:00", stage=Stage.REJECTED, **more):
    return plan_of(TALK, *facts, stage=stage, stage_since=at(since), **more)


@pytest.mark.parametrize(("what", "since", "expected"), REPLIES, ids=[row[0] for row in REPLIES])
def test_e6_reply_to_a_rejection(what, since, expected):
    [reply] = after_a_no(since=since, only="reply-to-rejection")
    assert line(reply) == f"reply-to-rejection Max | {expected} | E6 E7"


def test_e6_a_reply_that_was_sent_is_sent():
    sent = you_wrote("Wed 25 Nov 10:00", Purpose.REPLY_TO_REJECTION, MAX)
    [reply] = after_a_no(sent, only="reply-to-rejection")
    assert reply.settled_at == sent.at


def test_who_is_away_past_its_closing_does_not_get_the_reply():
    away = replace(HANNA, away_until=on("Mon 7 Dec"))
    [reply] = after_a_no(only="reply-to-rejection", people=(away, MAX))
    assert reply.contact == MAX.id


NURTURE = ["Mon 22 Feb", "Mon 24 May", "Mon 23 Aug", "Fri 19 Nov"]  # 90, 180, 270 and 360 days


@pytest.mark.parametrize("stage", [Stage.REJECTED, Stage.WITHDRAWN, Stage.NO_REPLY])
def test_e7_e8_a_word_every_quarter_four_times_at_most(stage):
    words = after_a_no(only="nurture", stage=stage)
    assert [line(each).split(" > ")[1] for each in words] == NURTURE
    assert [each.key for each in words] == [f"nurture:{nth}" for nth in range(1, 5)]


def test_e9_who_is_asked_so_from_another_application_is_not_asked_from_this_one():
    for who, number in ((MAX, 0), (DANA, 4)):  # it would go to Max
        elsewhere = Elsewhere(nurtured=frozenset({who.id}))
        assert len(after_a_no(only="nurture", elsewhere=elsewhere)) == number


def test_e9_on_bad_terms_or_where_none_is_wanted_nobody_writes():
    assert after_a_no(only="nurture", good_terms=False) == []
    assert after_a_no(only="nurture", no_contact=True) == []


def test_a_word_that_was_sent_settles_the_first_that_is_open():
    sent = you_wrote("Mon 1 Mar 10:00", Purpose.NURTURE, MAX)
    assert [bool(each.settled_at) for each in after_a_no(sent, only="nurture")] == [
        True,
        *[False] * 3,
    ]


def test_a_word_from_before_it_ended_settles_none():
    sent = you_wrote("Mon 23 Nov 10:00", Purpose.NURTURE, MAX)
    assert not [each for each in after_a_no(sent, only="nurture") if each.settled_at]


def test_the_owner_may_write_more_often():
    playbook = Playbook(changed={"nurture.every": 30, "nurture.times": 2})
    words = after_a_no(only="nurture", playbook=playbook)
    assert [line(each).split(" > ")[1] for each in words] == ["Thu 24 Dec", "Mon 25 Jan"]


def test_without_knowing_since_when_nothing_is_planned():
    assert plan_of(TALK, stage=Stage.REJECTED, only="nurture reply-to-rejection") == []
