"""What Hypothesis draws: case files, playbooks and owners such as nobody would think of."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.planning.story import PRESETS
from tracker.planning.days import Days
from tracker.planning.facts import UNASKED as UNASKED_PURPOSES
from tracker.planning.facts import (
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
    News,
    NewsKind,
    Offer,
    OfferStatus,
    Purpose,
    Stage,
)
from tracker.planning.playbook import Playbook
from tracker.planning.rules import RULES

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
        elsewhere=Elsewhere(
            some(an_offer, 1), {1: moment()}, frozenset({rand.randint(0, 9)}), some(some_news)
        ),
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


def some_news(rand: random.Random, number: int, moment: Callable[[], datetime]) -> News:
    return News(number, rand.choice(list(NewsKind)), moment().date(), moment())


def a_decision(rand: random.Random, key: str, moment: Callable[[], datetime]) -> Decision:
    contact, skipped = rand.choice((None, 1, 2)), rand.random() < 0.5
    return Decision(key, key.partition(":")[0], moment(), contact, skipped=skipped)


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
        invited_on=rand.choice((None, starts.date() - timedelta(days=rand.randint(2, 20)))),
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
