"""What holds for every plan, whatever the facts, the zone and the owner's hours."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from tests.planning.drawn import (
    ODD_MOMENTS,
    ZONES,
    cases,
    owners,
    playbooks,
    presets,
    seeded,
    somewhen,
)
from tests.planning.story import IN_BERLIN
from tracker.planning.days import Days
from tracker.planning.facts import (
    LIVE_STAGES,
    CaseFile,
    Channel,
    Direction,
    Interview,
    Message,
    Stage,
)
from tracker.planning.guides import ADVICE
from tracker.planning.heard import last_word
from tracker.planning.plan import plan
from tracker.planning.playbook import BLEND, Action
from tracker.planning.rules import RULE_BY_KIND, RULES
from tracker.planning.sent import unasked_messages
from tracker.planning.verdict import verdict

NOT_HELD_BY_QUIET_HOURS = ("prepare", "debrief")
WAITED_FOR_THEM = ("check-in", "escalate", "second-check-in", "keep-in-touch", "move-on")
UNASKED = tuple(rule.kind for rule in RULES if rule.unasked)
HOUR = timedelta(hours=1)


def still_open(actions: Iterable[Action]) -> list[Action]:
    return [each for each in actions if not each.settled_at and not each.passed]


@given(cases(), playbooks, owners)
def test_every_plan_keeps_the_promises_of_its_windows_and_reminders(case, playbook, days):
    actions = plan(case, playbook, days)
    assert len({action.key for action in actions}) == len(actions)
    assert list(actions) == sorted(actions, key=lambda each: (each.window.opens, each.key))
    for action in actions:
        assert case.stage in RULE_BY_KIND[action.kind].stages
        assert set(action.advice) <= set(ADVICE)
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


@given(cases(), presets, owners, seeded)
def test_the_same_facts_in_any_order_give_the_same_plan(case, playbook, days, rand):
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
        offers=shuffled(case.offers),
        decided=shuffled(case.decided),
    )
    assert plan(again, playbook, days) == plan(case, playbook, days)


@given(cases(LIVE_STAGES), playbooks, owners)
def test_nothing_unasked_opens_before_an_interview_ends_or_while_they_wait(case, playbook, days):
    actions = plan(case, playbook, days)
    ours = [each for each in still_open(actions) if each.kind in UNASKED]
    waiting = [each for each in still_open(actions) if RULE_BY_KIND[each.kind].owed]
    assert not (ours and waiting)
    for action in ours:
        assert all(i.ends <= action.window.opens for i in case.interviews if i.counts)


@given(cases(LIVE_STAGES), playbooks, owners)
def test_after_a_word_from_them_nothing_is_left_that_waited_for_one(case, playbook, days):
    before = plan(case, playbook, days)
    word = Message(50, latest_of(case) + HOUR, Direction.IN, latest_of(case) + HOUR)
    after = plan(replace(case, messages=(*case.messages, word)), playbook, days)
    left = {each.key for each in after if each.kind in WAITED_FOR_THEM}
    assert left <= {f"{kind}:message-50" for kind in WAITED_FOR_THEM}
    assert not left & {each.key for each in before}
    assert all(each.window.opens > word.at for each in after if each.key in left)


def latest_of(case: CaseFile) -> datetime:
    """Whatever is known to have happened, or to be going to, has by then."""
    moments = [each.ends for each in case.interviews]
    moments += [each.called_off_at for each in case.interviews if each.called_off_at]
    moments += [message.at for message in case.messages]
    moments += [decision.at for decision in case.decided]
    return max(moments, default=datetime(2026, 1, 1, tzinfo=UTC))


@given(cases(), playbooks, owners)
def test_the_pace_guard_keeps_unasked_messages_apart(case, playbook, days):
    numbers = playbook.numbers(RULE_BY_KIND["pace"])
    gap = case.gap or numbers["gap"]
    ours = [each for each in still_open(plan(case, playbook, days)) if each.kind in UNASKED]
    ours.sort(key=lambda each: each.window.due)
    places = [(days.day_of(each.at), each.channel) for each in unasked_messages(case)]
    for action in ours:
        opens, due = days.day_of(action.window.opens), days.day_of(action.window.due)
        for last, _ in places[-1:]:
            assert opens >= days.business_days_after(last, gap)
        for last, channel in places:
            if channel is action.channel is Channel.PHONE:
                assert opens >= last + timedelta(days=numbers["calls"])
        places.append((due, action.channel))


@given(cases([stage for stage in LIVE_STAGES if stage is not Stage.SAVED]), presets, owners)
def test_each_live_application_has_something_to_do_or_a_day_to_wait_for(case, playbook, days):
    """Decision 7; what is older than 60 days when it is entered has a list of its own (1)."""
    actions = plan(case, playbook, days)
    old = [each for each in actions if each.kind == "move-on" and each.passed]
    assert still_open(actions) or old
    word = last_word(case, days)
    for action in old if word else ():
        assert action.entered_at - word.at > timedelta(days=60)


@given(cases(), presets, owners, st.integers(-100, 100))
def test_a_verdict_can_always_be_given_and_is_optional_only_to_move_on(case, playbook, days, later):
    now = latest_of(case) + timedelta(days=later)
    rows = [Row(each) for each in still_open(plan(case, playbook, days))]
    said = verdict(rows, now)
    if said.do:
        rule = RULE_BY_KIND[said.do.kind]
        assert not rule.optional or rule.kind == "move-on"
        assert not rule.lapses or said.do.closes > now
        assert said.do.opens_from <= now
    if said.do is None or said.do.kind == "move-on":
        assert not [row for row in rows if is_open_duty(row, now)]
    if said.wait:
        assert said.wait.opens_from > now
    assert said.do is None or said.wait is None


@dataclass
class Row:
    action: Action

    @property
    def kind(self) -> str:
        return self.action.kind

    @property
    def opens_from(self) -> datetime:
        return self.action.window.opens

    @property
    def due_by(self) -> datetime:
        return self.action.window.due

    @property
    def closes(self) -> datetime:
        return self.action.window.closes


def is_open_duty(row: Row, now: datetime) -> bool:
    rule = RULE_BY_KIND[row.kind]
    over = rule.lapses and row.closes <= now
    return not rule.optional and not over and row.opens_from <= now


@given(somewhen, somewhen, st.sampled_from(ZONES))
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
