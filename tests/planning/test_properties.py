"""What holds for every plan, whatever the facts, the zone and the owner's hours."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.planning.story import IN_BERLIN, PRESETS
from tracker.planning.days import Days
from tracker.planning.facts import (
    LIVE_STAGES,
    Attendance,
    CaseFile,
    Channel,
    Contact,
    ContactKind,
    Decision,
    Direction,
    Elsewhere,
    Estimate,
    InformationRequest,
    Interview,
    InterviewStatus,
    Message,
    Offer,
    OfferStatus,
    Purpose,
    Stage,
)
from tracker.planning.facts import UNASKED as UNASKED_PURPOSES
from tracker.planning.guides import ADVICE
from tracker.planning.heard import last_word
from tracker.planning.plan import plan
from tracker.planning.playbook import BLEND, Action, Playbook
from tracker.planning.rules import RULE_BY_KIND, RULES
from tracker.planning.sent import unasked_messages
from tracker.planning.verdict import verdict

NOT_HELD_BY_QUIET_HOURS = ("prepare", "debrief")
WAITED_FOR_THEM = ("check-in", "escalate", "second-check-in", "keep-in-touch", "move-on")
UNASKED = tuple(rule.kind for rule in RULES if rule.unasked)
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
    Contact(number, f"Person {number}", kind, (Channel.PHONE,) if number % 2 else ())
    for number, kind in enumerate(ContactKind)
)


# One draw instead of hundreds: what fails is printed whole, and need not shrink to be read.
seeded = st.integers(0, 2**32).map(random.Random)


@st.composite
def cases(draw: Callable[..., Any], stages: Sequence[Stage] = tuple(Stage)) -> CaseFile:
    """A case file whose facts lie within a few weeks of one another, wherever that is."""
    around = draw(st.sampled_from(ODD_MOMENTS) | somewhen)
    rand = draw(seeded)

    def moment() -> datetime:
        minutes = rand.choice((0, 30, 15 * rand.randint(0, 96), 1440 * rand.randint(-30, 30)))
        return around + timedelta(minutes=minutes, microseconds=rand.choice((0, 0, 999_999)))

    def some(make: Callable[..., Any], most: int = 3) -> tuple[Any, ...]:
        return tuple(make(rand, number, moment) for number in range(1, rand.randint(0, most) + 1))

    def seldom(value: Any) -> Any:
        return value if rand.random() < 0.15 else None

    pause = moment().date()
    return CaseFile(
        company="Acme",
        role="Engineer",
        stage=rand.choice(stages),
        stage_since=moment(),
        entered_at=moment(),
        applied_on=seldom(moment().date()),
        no_thanks=rand.random() < 0.1,
        no_contact=rand.random() < 0.1,
        good_terms=rand.random() < 0.9,
        not_before=seldom(moment().date()),
        gap=seldom(rand.randint(1, 30)),
        medium=seldom(rand.choice(list(Channel))),
        paused=seldom((pause, pause + timedelta(days=rand.randint(0, 30)))),
        recruiter=rand.choice([None, None, 1, 99]),
        contacts=tuple(a_contact(rand, moment, each) for each in rand.sample(CONTACTS, 4)),
        interviews=some(an_interview),
        estimates=some(an_estimate),
        requests=some(a_request, 2),
        messages=some(a_message, 6),
        offers=some(an_offer, 1),
        decided=tuple(
            a_decision(rand, key, moment) for key in rand.sample(KEYS, rand.randint(0, 3))
        ),
        elsewhere=Elsewhere(some(an_offer, 1), {1: moment()}, frozenset({rand.randint(0, 9)})),
    )


KEYS = [
    "check-in:interview-1",
    "check-in:message-1",
    "second-check-in:message-1",
    "send-information:request-1",
    "answer-them:message-1",
    "answer-offer:offer-1",
    "nurture:1",
    "keep-in-touch:message-1:1",
    "move-on:message-1",
    "linkedin-invitation:contact-1",
]


def a_contact(rand: random.Random, moment: Callable[[], datetime], who: Contact) -> Contact:
    return replace(who, away_until=moment().date()) if rand.random() < 0.2 else who


def an_offer(rand: random.Random, number: int, moment: Callable[[], datetime]) -> Offer:
    came, status = moment(), rand.choice([OfferStatus.OPEN, *OfferStatus])
    answer_by = rand.choice((None, came.date() + timedelta(days=rand.randint(-1, 20))))
    decided_at = None if status is OfferStatus.OPEN else moment()
    return Offer(number, "Globex", came, moment(), answer_by, status, decided_at)


def a_decision(rand: random.Random, key: str, moment: Callable[[], datetime]) -> Decision:
    return Decision(key, key.partition(":")[0], moment(), rand.choice((None, 1, 2)))


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
        on_site=rand.random() < 0.5,
        attendances=tuple(
            Attendance(contact, moment(), rand.choice((None, 3, 5)), lead=rand.random() < 0.2)
            for contact in met
        ),
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
        can_send_on=rand.choice((None, asked.date() + timedelta(days=rand.randint(-1, 9)))),
        promised_for=rand.choice((None, asked.date() + timedelta(days=rand.randint(-1, 9)))),
        delivered_at=rand.choice((None, asked, asked + timedelta(days=3))),
    )


def a_message(rand: random.Random, number: int, moment: Callable[[], datetime]) -> Message:
    """Half of ours are such as nobody had asked for."""
    purposes = list(Purpose) + list(UNASKED_PURPOSES) * 4
    return Message(
        number,
        moment(),
        rand.choice(list(Direction)),
        moment(),
        rand.choice((None, 1, 2)),
        rand.choice(purposes),
        rand.choice((Channel.EMAIL, Channel.PHONE)),
        wants_answer=rand.random() < 0.2,
        not_before=moment().date() if rand.random() < 0.1 else None,
    )


def an_extreme_playbook(rand: random.Random) -> Playbook:
    """Any of the owner's numbers as low or as high as it may be."""
    changed = {
        f"{rule.kind}.{number.name}": rand.choice((number.lowest, number.highest))
        for rule in RULES
        for number in rule.numbers
        if rand.random() < 0.5
    }
    return Playbook(rand.choice(PRESETS), changed)


presets = st.sampled_from(PRESETS).map(Playbook)
playbooks = presets | seeded.map(an_extreme_playbook)
owners = st.builds(
    Days,
    zone=st.sampled_from(ZONES),
    reminder_time=st.sampled_from([time(9), time(2, 30), time(0), time(22)]),
    quiet_from=st.sampled_from([time(21), time(0), time(13), time(1)]),
    quiet_until=st.sampled_from([time(7, 30), time(0), time(2, 30)]),
    working_weekdays=st.sampled_from(
        [frozenset(range(5)), frozenset(range(5)), frozenset({6, 0, 1, 2, 3}), frozenset()]
    ),
    holidays=st.sampled_from(
        [{}, {date(2026, 3, 30): "A holiday", date(2011, 12, 29): "Another holiday"}]
    ),
)


def still_open(actions: Iterable[Action]) -> list[Action]:
    return [each for each in actions if not each.settled_at and not each.passed]


@given(cases(), playbooks, owners)
@settings(max_examples=80, deadline=None)
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
@settings(max_examples=80, deadline=None)
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
@settings(max_examples=80, deadline=None)
def test_nothing_unasked_opens_before_an_interview_ends_or_while_they_wait(case, playbook, days):
    actions = plan(case, playbook, days)
    ours = [each for each in still_open(actions) if each.kind in UNASKED]
    waiting = [each for each in still_open(actions) if RULE_BY_KIND[each.kind].owed]
    assert not (ours and waiting)
    for action in ours:
        assert all(i.ends <= action.window.opens for i in case.interviews if i.counts)


@given(cases(LIVE_STAGES), playbooks, owners)
@settings(max_examples=80, deadline=None)
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
@settings(max_examples=80, deadline=None)
def test_the_pace_guard_keeps_unasked_messages_apart(case, playbook, days):
    numbers = playbook.numbers(RULE_BY_KIND["pace"])
    gap = case.gap or numbers["gap"]
    ours = [each for each in still_open(plan(case, playbook, days)) if each.kind in UNASKED]
    ours.sort(key=lambda each: each.window.due)
    sent = unasked_messages(case)
    places = [(days.day_of(each.at), each.channel) for each in sent[-1:]]
    for action in ours:
        opens, due = days.day_of(action.window.opens), days.day_of(action.window.due)
        for last, channel in places[-1:]:
            assert opens >= days.business_days_after(last, gap)
            if channel is action.channel is Channel.PHONE:
                assert opens >= last + timedelta(days=numbers["calls"])
        places.append((due, action.channel))


@given(cases([stage for stage in LIVE_STAGES if stage is not Stage.SAVED]), presets, owners)
@settings(max_examples=80, deadline=None)
def test_each_live_application_has_something_to_do_or_a_day_to_wait_for(case, playbook, days):
    """Decision 7; what is older than 60 days when it is entered has a list of its own (1)."""
    actions = plan(case, playbook, days)
    old = [each for each in actions if each.kind == "move-on" and each.passed]
    assert still_open(actions) or old
    word = last_word(case, days)
    for action in old if word else ():
        assert action.entered_at - word.at > timedelta(days=60)


@given(cases(), presets, owners, st.integers(-100, 100))
@settings(max_examples=80, deadline=None)
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
@settings(max_examples=80, deadline=None)
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
