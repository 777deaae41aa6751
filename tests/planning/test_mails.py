"""When what is planned is mailed, by what the owner chose for their mails."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.story import (
    BERLIN,
    DANA,
    IN_BERLIN,
    a_case,
    at,
    cancelled,
    interview,
    plan_of,
    said,
)
from tracker.planning.days import Days
from tracker.planning.facts import Stage
from tracker.planning.mails import before_interviews, made_up, mailed_at
from tracker.planning.rules import RULES
from tracker.planning.words import say_exactly

MORNINGS = replace(IN_BERLIN, one_mail_a_morning=True)
EARLY_NIGHTS = replace(IN_BERLIN, quiet_from=time(17))
DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
SAME_DAY = {
    "thank-you",
    "recruiter-debrief",
    "send-information",
    "promise-information",
    "answer-them",
    "tell-of-offer",
}


@pytest.mark.parametrize(
    ("kind", "moment", "days", "mailed"),
    [
        ("check-in", "Tue 17 Nov 15:00", IN_BERLIN, "Tue 17 Nov 15:00"),
        ("check-in", "Tue 17 Nov 22:00", IN_BERLIN, "Wed 18 Nov 07:30"),
        ("check-in", "Tue 17 Nov 09:00", MORNINGS, "Tue 17 Nov 09:00"),
        ("check-in", "Tue 17 Nov 15:00", MORNINGS, "Wed 18 Nov 09:00"),
        ("thank-you", "Tue 17 Nov 17:00", MORNINGS, "Tue 17 Nov 17:00"),
        ("thank-you", "Tue 17 Nov 23:00", MORNINGS, "Wed 18 Nov 07:30"),
        ("debrief", "Tue 17 Nov 23:00", MORNINGS, "Tue 17 Nov 23:00"),
        ("prepare", "Tue 17 Nov 23:00", MORNINGS, "Tue 17 Nov 23:00"),
    ],
)
def test_decision_10(kind, moment, days, mailed):
    assert said(mailed_at(kind, at(moment), days)) == mailed


def test_nothing_waits_for_a_morning_past_its_closing():
    moment, closes = at("Tue 17 Nov 15:00"), at("Wed 18 Nov 08:00")
    assert mailed_at("check-in", moment, MORNINGS, closes) == moment


def test_the_kinds_of_decision_10_are_these():
    assert {rule.kind for rule in RULES if rule.same_day} == SAME_DAY
    assert {rule.kind for rule in RULES if rule.any_hour} == {"prepare", "debrief"}


def test_a_same_day_mail_comes_at_half_past_eight_at_the_latest():
    [thanks] = plan_of(interview("Tue 17 Nov 18:30", met=[DANA]), only="thank-you", days=MORNINGS)
    moment = mailed_at("thank-you", thanks.remind_at[0], MORNINGS)
    assert said(moment) == "Tue 17 Nov 20:30"


@pytest.mark.parametrize(
    ("kind", "now", "days", "mailed"),
    [
        ("debrief", "Fri 20 Nov 16:00", IN_BERLIN, "Fri 20 Nov 18:00"),
        ("debrief", "Fri 20 Nov 18:00", IN_BERLIN, "Fri 20 Nov 20:30"),
        ("debrief", "Fri 20 Nov 20:30", IN_BERLIN, "Sat 21 Nov 09:00"),
        ("debrief", "Sat 21 Nov 08:00", IN_BERLIN, "Sat 21 Nov 09:00"),
        ("debrief", "Fri 20 Nov 16:00", MORNINGS, "Fri 20 Nov 18:00"),
        ("debrief", "Fri 20 Nov 16:00", EARLY_NIGHTS, "Fri 20 Nov 16:30"),
        ("debrief", "Fri 20 Nov 16:45", EARLY_NIGHTS, "Sat 21 Nov 09:00"),
        ("thank-you", "Fri 20 Nov 16:00", IN_BERLIN, "Fri 20 Nov 18:00"),
        ("check-in", "Thu 19 Nov 16:00", IN_BERLIN, "Fri 20 Nov 09:00"),
        ("check-in", "Fri 20 Nov 09:00", IN_BERLIN, "Mon 23 Nov 09:00"),
        ("linkedin-invitation", "Fri 20 Nov 16:00", IN_BERLIN, "Sat 21 Nov 09:00"),
    ],
)
def test_what_is_logged_after_its_moment_comes_at_the_next_time(kind, now, days, mailed):
    said_at = partial(made_up, kind, [at("Mon 16 Nov 09:00")], at("Mon 30 Nov 18:00"), [], days)
    [moment] = said_at(at(now))
    assert said(moment) == mailed
    assert said_at(moment - timedelta(seconds=1)) == (moment,)


@pytest.mark.parametrize(
    ("kind", "moments", "last"),
    [
        ("check-in", ["Fri 20 Nov 16:00"], "Mon 30 Nov 18:00"),  # still to come
        ("check-in", ["Mon 16 Nov 09:00", "Mon 23 Nov 15:00"], "Mon 30 Nov 18:00"),
        ("check-in", ["Mon 16 Nov 09:00"], "Mon 23 Nov 08:59"),
        ("prepare", ["Thu 19 Nov 18:00"], "Fri 20 Nov 18:59"),
        ("check-in", [], "Mon 30 Nov 18:00"),
    ],
)
def test_nothing_is_made_up_for_that_comes_anyway_or_too_late(kind, moments, last):
    now = at("Fri 20 Nov 16:00")
    assert made_up(kind, [*map(at, moments)], at(last), [], IN_BERLIN, now) == ()


def test_what_was_mailed_once_is_not_made_up_for():
    told, now = [at("Tue 17 Nov 09:00")], at("Fri 20 Nov 16:00")
    said_at = partial(made_up, "check-in", [at("Mon 16 Nov 09:00")], at("Mon 30 Nov 18:00"))
    assert said_at(told, IN_BERLIN, now) == told


def test_each_interview_has_its_hour_before():
    facts = (interview("Tue 17 Nov 09:00"), interview("Tue 17 Nov 14:00"))
    off = cancelled("Wed 18 Nov 09:00", by_them=True, when="Mon 16 Nov 09:00")
    moments = before_interviews(a_case(*facts, off), IN_BERLIN)
    assert sorted(map(len, moments.values())) == [0, 1, 1]
    times = sorted(moment for some in moments.values() for moment in some)
    assert list(map(said, times)) == ["Tue 17 Nov 08:00", "Tue 17 Nov 13:00"]


@pytest.mark.parametrize(
    ("days", "more"),
    [
        (replace(IN_BERLIN, before_interview=None), {}),
        (IN_BERLIN, {"stage": Stage.WITHDRAWN}),
        (IN_BERLIN, {"stage": Stage.NO_REPLY}),
    ],
)
def test_switched_off_or_after_the_end_there_is_none(days, more):
    moments = before_interviews(a_case(interview("Tue 17 Nov 09:00"), **more), days)
    assert list(moments.values()) == [()]


def test_without_an_evening_preparing_is_planned_and_not_mailed():
    days = replace(IN_BERLIN, evening=None)
    [prepare] = plan_of(interview("Tue 17 Nov 14:00"), only="prepare", days=days)
    assert prepare.remind_at == ()
    assert said(prepare.window.opens) == "Mon 16 Nov 18:00"


@given(DAYS, st.times(), st.times(), st.times(), st.times())
def test_a_mornings_mail_is_never_early_never_quiet_and_within_two_days(
    day, hour, at_, since, until
):
    moment = datetime.combine(day, hour, BERLIN)
    days = Days(BERLIN, at_, since, until, one_mail_a_morning=True)
    mailed = mailed_at("check-in", moment, days)
    assert timedelta(0) <= mailed - moment < timedelta(days=2, hours=2)
    assert not days.is_quiet(mailed)
    assert mailed_at("check-in", mailed, days) == mailed


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("Mon 16 Nov 08:59", "Mon 16 Nov 09:00"),
        ("Mon 16 Nov 09:00", "Mon 23 Nov 09:00"),
        ("Sun 22 Nov 23:00", "Mon 23 Nov 09:00"),
    ],
)
def test_a_review_comes_on_the_next_such_weekday(after, expected):
    assert said(IN_BERLIN.next_weekly(0, at(after))) == expected


def test_a_reminder_time_in_the_quiet_hours_before_midnight_comes_the_next_morning():
    days = replace(IN_BERLIN, reminder_time=time(23))
    assert said(days.next_weekly(0, at("Tue 17 Nov 09:00"))) == "Tue 24 Nov 07:30"
    assert said(days.next_weekly(0, at("Tue 24 Nov 07:00"))) == "Tue 24 Nov 07:30"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Berlin", "Tue 17 Nov 14:00 CET (UTC+1)"),
        ("UTC", "Tue 17 Nov 13:00 UTC"),
        ("Europe/London", "Tue 17 Nov 13:00 GMT (UTC+0)"),
        ("America/St_Johns", "Tue 17 Nov 09:30 NST (UTC−3:30)"),
        ("America/Sao_Paulo", "Tue 17 Nov 10:00 UTC−3"),
        ("Asia/Kathmandu", "Tue 17 Nov 18:45 UTC+5:45"),
    ],
)
def test_a_moment_is_said_with_its_offset(zone, expected):
    assert say_exactly(at("Tue 17 Nov 14:00"), type(BERLIN)(zone)) == expected
