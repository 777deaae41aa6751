"""What is right now: do this, or wait until then (C8 D8 E3). Playbook section 4, decision 21."""

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from tests.planning.story import (
    DANA,
    HANNA,
    Fact,
    an_offer,
    at,
    estimate,
    interview,
    plan_of,
    request,
    they_wrote,
    you_wrote,
)
from tracker.planning.facts import Purpose, Stage
from tracker.planning.lapsing import LAPSING, has_lapsed
from tracker.planning.verdict import verdict

TALK = interview("Tue 17 Nov 14:00", met=[DANA])
THANKED: list[Fact] = [
    TALK,
    you_wrote("Tue 17 Nov 16:00", Purpose.THANK_YOU, DANA),
]

HEARD_OUT: list[Fact] = [
    interview("Tue 17 Nov 14:00", met=[DANA], debriefed="Tue 17 Nov 16:00"),
    you_wrote("Tue 17 Nov 16:00", Purpose.THANK_YOU, DANA),
]


LONG_WAIT: list[Fact] = [they_wrote("Tue 17 Nov 10:00"), estimate("Fri 18 Dec")]
PROMISED: list[Fact] = [
    *HEARD_OUT,
    request("references", "Wed 18 Nov 10:00", promised="Fri 20 Nov"),
]


class Row(NamedTuple):
    """An action as the verdict looks at its row."""

    kind: str
    opens_from: datetime
    due_by: datetime
    closes: datetime


def rows(actions):
    left = [action for action in actions if not action.settled_at and not action.passed]
    return [Row(action.kind, *action.window) for action in left]


MOMENTS = [
    ("before it: prepare comes first", [TALK], "Mon 9 Nov 10:00", "", "prepare", "debrief"),
    ("after it: what is due first", [TALK], "Tue 17 Nov 15:10", "debrief", "", "check-in"),
    ("late: it stays to be done, with what comes next", [*THANKED], "Fri 20 Nov 10:00", "debrief", "", "check-in"),
    ("what is optional is left: wait", [*HEARD_OUT], "Fri 20 Nov 10:00", "", "check-in", "move-on"),
    ("they wait: that is owed, and comes first", [*THANKED, request("references", "Thu 19 Nov 10:00")], "Thu 19 Nov 11:00", "send-information", "", ""),
    ("C8: a date was named: wait until then, and for what", [they_wrote("Tue 17 Nov 10:00"), estimate("Fri 27 Nov")], "Fri 20 Nov 10:00", "", "check-in", "move-on"),
    ("it has passed: do", [they_wrote("Tue 17 Nov 10:00"), estimate("Fri 27 Nov")], "Tue 1 Dec 10:00", "check-in", "", "move-on"),
    ("D5: a note in a long wait", LONG_WAIT, "Fri 27 Nov 10:00", "mid-timeline-note", "", "check-in"),
    ("its window has closed: nothing is asked any more", LONG_WAIT, "Sat 28 Nov 10:00", "", "check-in", "move-on"),
    ("D2: what is promised for a day waits for it", PROMISED, "Thu 19 Nov 10:00", "", "send-information", ""),
    ("D2: its day has come", PROMISED, "Fri 20 Nov 10:00", "send-information", "", ""),
    ("the day to move on has come, but a duty is open", [*HEARD_OUT], "Thu 4 Feb 10:00", "check-in", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "facts", "now", "do", "wait", "then"), MOMENTS, ids=[m[0] for m in MOMENTS]
)
def test_it_says_what_is_right_now(what, facts, now, do, wait, then):
    said = verdict(rows(plan_of(*facts)), at(now))
    kinds = [each.kind if each else "" for each in (said.do, said.wait, said.then)]
    assert kinds == [do, wait, then]


def test_b8_to_move_on_is_what_to_do_once_its_day_has_come_and_no_duty_is_open():
    planned = rows(plan_of(*HEARD_OUT, estimate("Fri 27 Nov"), no_contact=True))
    before, then = (verdict(planned, at(day)) for day in ("Sat 26 Dec 23:59", "Sun 27 Dec 00:00"))
    assert (before.do, before.wait.kind) == (None, "move-on")
    assert (then.do.kind, then.wait, then.then) == ("move-on", None, None)


def test_these_are_pointless_once_their_window_has_closed():
    said = ["linkedin-invitation", "mid-timeline-note", "nurture", "prepare", "thank-you-card"]
    assert sorted(LAPSING) == said


@pytest.mark.parametrize(
    ("kind", "put_off", "now", "lapsed"),
    [
        ("prepare", 0, "Tue 17 Nov 13:59", False),
        ("prepare", 0, "Tue 17 Nov 14:00", True),
        ("prepare", 9, "Tue 17 Nov 14:00", True),  # until the morning of the interview
        ("prepare", 14, "Tue 17 Nov 14:00", True),
        ("prepare", 16, "Wed 18 Nov 15:59", False),
        ("prepare", 16, "Wed 18 Nov 16:00", True),
        ("thank-you", 0, "Thu 17 Dec 14:00", False),
        ("own", 16, "Thu 17 Dec 14:00", False),
    ],
)
def test_only_who_puts_it_off_past_its_closing_has_longer(kind, put_off, now, lapsed):
    opens_from = at("Mon 16 Nov 09:00") if not put_off else at(f"Tue 17 Nov {put_off:02}:00")
    assert has_lapsed(kind, opens_from, at("Tue 17 Nov 14:00"), at(now)) == lapsed


def test_put_off_until_its_morning_an_interview_is_not_prepared_once_it_has_begun():
    row = Row("prepare", *(at(f"Tue 17 Nov {hour}") for hour in ("09:00", "23:59", "14:00")))
    assert verdict([row], at("Tue 17 Nov 13:59")).do == row
    assert verdict([row], at("Tue 17 Nov 14:30")).do is None


@pytest.mark.parametrize("kind", ["prepare", "mid-timeline-note"])
def test_it_is_a_duty_until_then_and_not_a_moment_longer(kind):
    [row] = [each for each in rows(plan_of(TALK, *LONG_WAIT)) if each.kind == kind]
    assert verdict([row], row.closes - timedelta(seconds=1)).do == row
    assert verdict([row], row.closes).do is None


def test_what_does_not_lapse_stays_a_duty_however_late():
    [row] = [each for each in rows(plan_of(TALK)) if each.kind == "thank-you"]
    assert verdict([row], row.closes + timedelta(days=30)).do == row


def test_what_is_optional_is_never_the_verdict():
    optional = plan_of(
        TALK,
        only="linkedin-invitation nurture",
        stage=Stage.REJECTED,
        stage_since=at("Thu 19 Nov 10:00"),
    )
    later = optional[0].window.opens + timedelta(hours=1)
    for now in (at("Mon 2 Nov 10:00"), later, at("Thu 10 Jun 10:00")):
        said = verdict(rows(optional), now)
        assert (said.do, said.wait, said.then) == (None, None, None)


def test_of_two_that_are_owed_the_one_that_is_due_first_leads():
    facts: list[Fact] = [
        an_offer("Wed 18 Nov 10:00", until="Fri 20 Nov"),
        they_wrote("Wed 18 Nov 11:00", by=HANNA, wants_answer=True),
    ]
    assert verdict(rows(plan_of(*facts)), at("Wed 18 Nov 12:00")).do.kind == "answer-them"


def test_an_interview_of_today_comes_before_what_is_owed_to_them():
    facts: list[Fact] = [TALK, they_wrote("Mon 16 Nov 11:00", by=HANNA, wants_answer=True)]
    planned = rows(plan_of(*facts))
    evening, morning = at("Mon 16 Nov 19:00"), at("Tue 17 Nov 08:00")
    assert verdict(planned, evening).do.kind == "answer-them"
    assert verdict(planned, morning).do.kind == "prepare"


def test_today_is_the_day_of_the_zone_in_which_it_is_asked():
    facts: list[Fact] = [
        interview("Tue 17 Nov 06:30", met=[DANA]),
        they_wrote("Mon 16 Nov 11:00", by=HANNA, wants_answer=True),
    ]
    moment = at("Tue 17 Nov 00:30")
    planned = rows(plan_of(*facts))
    west = moment.astimezone(ZoneInfo("America/Los_Angeles"))
    assert verdict(planned, moment).do.kind == "prepare"
    assert verdict([each for each in planned if each.kind != "debrief"], west).do.kind == "prepare"


def test_a_follow_up_of_the_owners_own_is_a_duty():
    own = Row("own", at("Wed 18 Nov 00:00"), at("Wed 18 Nov 23:59"), at("Wed 18 Nov 23:59"))
    assert verdict([own], at("Wed 18 Nov 12:00")).do == own


def test_where_nothing_is_planned_there_is_nothing_to_say():
    nothing: list[Row] = []
    said = verdict(nothing, at("Wed 18 Nov 12:00"))
    assert (said.do, said.wait, said.then) == (None, None, None)
