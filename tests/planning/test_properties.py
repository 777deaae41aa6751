"""What holds for every plan, whatever the facts, the zone and the owner's hours."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.planning.story import IN_BERLIN
from tracker.planning.days import Days
from tracker.planning.facts import (
    Attendance,
    CaseFile,
    Contact,
    ContactKind,
    Direction,
    Estimate,
    InformationRequest,
    Interview,
    InterviewStatus,
    Message,
    Purpose,
    Stage,
)
from tracker.planning.plan import plan
from tracker.planning.playbook import BLEND, Action

UNASKED = ("check-in",)
NOT_HELD_BY_QUIET_HOURS = ("prepare", "debrief")
HOUR = timedelta(hours=1)
ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC",
        "Europe/Berlin",
        "Europe/London",
        "America/New_York",
        "America/Los_Angeles",
        "America/St_Johns",  # half an hour, and once set back over midnight
        "America/Havana",  # sets clocks back to midnight
        "America/Sao_Paulo",  # had no midnight once a year
        "Africa/Cairo",
        "Africa/Monrovia",  # 44 minutes and 30 seconds, until 1972
        "Asia/Kathmandu",
        "Asia/Beirut",
        "Australia/Lord_Howe",  # sets clocks by half an hour
        "Pacific/Apia",  # left out 30 December 2011
        "Pacific/Kwajalein",  # left out 21 August 1993
    )
]
# Around these, clocks and calendars do what they rarely do.
ODD_MOMENTS = [
    datetime(2006, 10, 29, 2, tzinfo=UTC),
    datetime(2011, 12, 30, 9, tzinfo=UTC),
    datetime(1993, 8, 20, 11, tzinfo=UTC),
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2190, 12, 31, 23, tzinfo=UTC),
]
MINUTES = (datetime(2191, 1, 1, tzinfo=UTC) - datetime(1990, 1, 1, tzinfo=UTC)) // timedelta(
    minutes=1
)
somewhen = st.integers(0, MINUTES).map(
    lambda minutes: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
CONTACTS = tuple(
    Contact(number, f"Person {number}", kind) for number, kind in enumerate(ContactKind)
)


@st.composite
def cases(draw: Callable[..., Any]) -> CaseFile:
    """A case file whose facts lie within a few weeks of one another, wherever that is."""
    around = draw(st.sampled_from(ODD_MOMENTS) | somewhen)
    rand = draw(st.randoms(use_true_random=False))

    def moment() -> datetime:
        minutes = rand.choice((0, 30, 15 * rand.randint(0, 96), 1440 * rand.randint(-30, 30)))
        return around + timedelta(minutes=minutes, microseconds=rand.choice((0, 0, 999_999)))

    def some(make: Callable[[int], Any]) -> tuple[Any, ...]:
        return tuple(make(number) for number in range(1, rand.randint(0, 3) + 1))

    return CaseFile(
        company="Acme",
        role="Engineer",
        stage=rand.choice([Stage.APPLIED, Stage.INTERVIEWING, Stage.OFFER]),
        recruiter=rand.choice([None, None, 1, 99]),
        contacts=tuple(rand.sample(CONTACTS, rand.randint(0, len(CONTACTS)))),
        interviews=some(lambda number: an_interview(rand, number, moment)),
        estimates=some(lambda number: an_estimate(rand, number, moment)),
        requests=some(lambda number: a_request(rand, number, moment)),
        messages=some(lambda number: a_message(rand, number, moment)),
    )


def an_interview(rand: random.Random, number: int, moment: Callable[[], datetime]) -> Interview:
    starts = moment()
    status = rand.choice([InterviewStatus.SCHEDULED] * 3 + list(InterviewStatus))
    met = rand.sample([1, 2, 3, 99], rand.randint(0, 3))
    return Interview(
        id=number,
        starts=starts,
        ends=starts + timedelta(minutes=rand.choice((5, 60, 600))),
        entered_at=moment(),
        status=status,
        called_off_at=None if status is InterviewStatus.SCHEDULED else moment(),
        by_them=rand.random() < 0.7,
        debriefed_at=rand.choice((None, moment())),
        attendances=tuple(Attendance(contact, moment()) for contact in met),
    )


def an_estimate(rand: random.Random, number: int, moment: Callable[[], datetime]) -> Estimate:
    said = moment()
    latest = rand.choice((None, said.date() + timedelta(days=rand.randint(0, 30))))
    return Estimate(number, said.date(), moment(), latest, rand.choice((None, 1, 99)))


def a_request(
    rand: random.Random, number: int, moment: Callable[[], datetime]
) -> InformationRequest:
    asked = moment()
    return InformationRequest(
        id=number,
        what="references",
        asked_at=asked,
        entered_at=moment(),
        asked_by=rand.choice((None, 1, 99)),
        promised_for=rand.choice((None, asked.date() + timedelta(days=rand.randint(-1, 9)))),
        delivered_at=rand.choice((None, asked, asked + timedelta(days=3))),
    )


def a_message(rand: random.Random, number: int, moment: Callable[[], datetime]) -> Message:
    direction, purpose = rand.choice(list(Direction)), rand.choice(list(Purpose))
    return Message(number, moment(), direction, moment(), rand.choice((None, 1, 2)), purpose)


owners = st.builds(
    Days,
    zone=st.sampled_from(ZONES),
    reminder_time=st.sampled_from([time(9), time(2, 30), time(0), time(22)]),
    quiet_from=st.sampled_from([time(21), time(0), time(13), time(1)]),
    quiet_until=st.sampled_from([time(7, 30), time(0), time(2, 30)]),
    working_weekdays=st.sampled_from(
        [frozenset(range(5)), frozenset(range(5)), frozenset({6, 0, 1, 2, 3}), frozenset()]
    ),
    holidays=st.sampled_from([frozenset(), frozenset({date(2026, 3, 30), date(2011, 12, 29)})]),
)


@given(cases(), owners)
@settings(max_examples=60, deadline=None)
def test_every_plan_keeps_the_promises_of_its_windows_and_reminders(case, days):
    actions = plan(case, BLEND, days)
    assert len({action.key for action in actions}) == len(actions)
    assert list(actions) == sorted(actions, key=lambda each: (each.window.opens, each.key))
    for action in actions:
        assert action.window.opens <= action.window.due <= action.window.closes
        assert all(moment <= action.window.closes for moment in action.remind_at)
        assert all(later - earlier >= HOUR for earlier, later in pairwise(action.remind_at))
        if action.kind not in NOT_HELD_BY_QUIET_HOURS:
            assert not any(days.is_quiet(moment) for moment in action.remind_at)
        if action.kind in UNASKED and days.working_weekdays:
            assert_on_business_days(action, days)


def assert_on_business_days(action: Action, days: Days) -> None:
    """A day that its zone left out cannot be looked at: its end is the next day's beginning."""
    window = action.window
    for moment in (window.opens, window.due, window.closes):
        day = days.day_of(moment)
        left_out = days.start(day) == days.end(day - timedelta(days=1))
        assert days.is_working(day) or left_out


@given(cases(), owners, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_same_facts_in_any_order_give_the_same_plan(case, days, rand):
    def shuffled(facts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(rand.sample(facts, len(facts)))

    interviews = tuple(
        replace(each, attendances=shuffled(each.attendances)) for each in case.interviews
    )
    again = replace(
        case,
        contacts=shuffled(case.contacts),
        interviews=shuffled(interviews),
        estimates=shuffled(case.estimates),
        requests=shuffled(case.requests),
        messages=shuffled(case.messages),
    )
    assert plan(again, BLEND, days) == plan(case, BLEND, days)


@given(cases(), owners)
@settings(max_examples=30, deadline=None)
def test_no_check_in_opens_before_an_interview_ends_or_while_they_wait(case, days):
    check_ins = [action for action in plan(case, BLEND, days) if action.kind == "check-in"]
    assert len(check_ins) <= 1
    for action in check_ins:
        assert all(i.ends <= action.window.opens for i in case.interviews if i.counts)
        assert all(request.answered_at for request in case.requests)


@given(cases(), owners)
@settings(max_examples=30, deadline=None)
def test_after_a_message_from_them_no_earlier_check_in_is_left(case, days):
    ends = [i.ends for i in case.interviews] + [m.at for m in case.messages]
    calls = [i.called_off_at for i in case.interviews if i.called_off_at]
    last = max([*ends, *calls], default=datetime(2026, 1, 1, tzinfo=UTC))
    word = Message(50, last + HOUR, Direction.IN, last + HOUR)
    before = {action.key for action in plan(case, BLEND, days)}
    after = plan(replace(case, messages=(*case.messages, word)), BLEND, days)
    left = [action for action in after if action.kind == "check-in"]
    assert {action.key for action in left} <= {"check-in:message-50"} - before
    assert all(action.window.opens > word.at for action in left)


@given(somewhen, somewhen, st.sampled_from(ZONES))
@settings(max_examples=50, deadline=None)
@example(datetime(2006, 10, 29, 2, 45, tzinfo=UTC), ODD_MOMENTS[0], ZoneInfo("America/St_Johns"))
def test_every_moment_lies_within_its_day(moment, entered, zone):
    days = Days(zone)
    day = days.day_of(moment)
    assert days.start(day) <= moment < days.end(day) + timedelta(seconds=1)
    reminder = days.same_day(moment, entered)
    assert reminder >= moment
    assert not days.is_quiet(reminder)


def test_a_check_in_due_on_a_day_that_was_left_out_has_an_ordered_window():
    in_apia = replace(IN_BERLIN, zone=ZoneInfo("Pacific/Apia"))
    ends = datetime(2011, 12, 24, 1, tzinfo=UTC)  # Friday the 23rd there
    talk = Interview(1, ends - HOUR, ends, ends)
    [action] = [
        a
        for a in plan(CaseFile("Acme", "", interviews=(talk,)), BLEND, in_apia)
        if a.kind == "check-in"
    ]
    assert action.window.opens == action.window.due == in_apia.start(date(2011, 12, 31))
