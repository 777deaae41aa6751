"""Prepare, debrief and thank-you. Each table says what must be planned, and by whose advice."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from tests.planning.story import (
    DANA,
    EVERYBODY,
    HANNA,
    MAX,
    at,
    cancelled,
    interview,
    lines,
    missed,
    plan_of,
    said,
    table,
    you_wrote,
)
from tracker.planning.days import Days
from tracker.planning.facts import Attendance, Contact, Purpose, Stage
from tracker.planning.playbook import Playbook

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
AUCKLAND = ZoneInfo("Pacific/Auckland")

PREPARE = [
    # The evening before and an hour before; the question of A1 and B1 comes along.
    (
        "in the afternoon",
        interview("Tue 17 Nov 14:00"),
        "prepare | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00",
    ),
    (
        "early: quiet hours do not hold it (decision 10)",
        interview("Tue 17 Nov 7:30"),
        "prepare | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00",
    ),
    (
        "half past midnight: the hour before is still the day before",
        interview("Tue 17 Nov 0:30"),
        "prepare | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00",
    ),
    (
        "ten to midnight",
        interview("Tue 17 Nov 23:50"),
        "prepare | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00",
    ),
    (
        "on a Monday: the evening before is a Sunday, and is not moved (decision 9)",
        interview("Mon 16 Nov 14:00"),
        "prepare | Sun 15 Nov > Mon 16 Nov > Mon 16 Nov | Sun 15 Nov 18:00",
    ),
    (
        "agreed in California: their Tuesday evening is Wednesday morning here",
        interview("Tue 17 Nov 16:30", zone=LOS_ANGELES),
        "prepare | Tue 17 Nov > Wed 18 Nov > Wed 18 Nov | Tue 17 Nov 18:00",
    ),
    (
        "agreed in New Zealand: their Tuesday morning is Monday evening here",
        interview("Tue 17 Nov 9:00", zone=AUCKLAND),
        "prepare | Sun 15 Nov > Mon 16 Nov > Mon 16 Nov | Sun 15 Nov 18:00",
    ),
    (
        "entered when it had begun (decision 1)",
        interview("Tue 17 Nov 14:00", entered="Tue 17 Nov 14:10"),
        "prepare | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | passed",
    ),
]


@pytest.mark.parametrize(("what", "fact", "expected"), PREPARE, ids=[row[0] for row in PREPARE])
def test_prepare_carries_the_question_of_a1_and_b1(what, fact, expected):
    window, reminders, *standing = expected.split(" | ")[1:]
    expected = " | ".join(["prepare", window, reminders, "A1 B1 C15", *standing])
    assert lines(plan_of(fact, only="prepare")) == [expected]


def test_the_reason_to_prepare_is_what_to_ask_before_leaving():
    [prepare] = plan_of(interview("Tue 17 Nov 14:00"), only="prepare")
    assert prepare.why == (
        "The interview is on Tue 17 Nov at 14:00. Before you leave it, ask what comes next and"
        " when they decide."
    )


DEBRIEF = [
    (
        "half an hour after the end, and it closes with the thanks",
        [interview("Tue 17 Nov 14:00")],
        "debrief | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30 | house rule",
    ),
    (
        "in the night too (decision 10)",
        [interview("Tue 17 Nov 23:50")],
        "debrief | Wed 18 Nov > Wed 18 Nov > Fri 20 Nov | Wed 18 Nov 01:20 | house rule",
    ),
    (
        "on a Saturday: not moved (decision 9)",
        [interview("Sat 21 Nov 14:00")],
        "debrief | Sat 21 Nov > Sat 21 Nov > Mon 23 Nov | Sat 21 Nov 15:30 | house rule",
    ),
    (
        "two in a day: one, after the last (decision 6)",
        [interview("Tue 17 Nov 9:00"), interview("Tue 17 Nov 14:00")],
        "debrief | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30 | house rule",
    ),
    (
        "written",
        [interview("Tue 17 Nov 14:00", debriefed="Tue 17 Nov 16:00")],
        "debrief | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30 | house rule | done",
    ),
    (
        "entered on the last day: still open",
        [interview("Tue 17 Nov 14:00", entered="Thu 19 Nov 12:00")],
        "debrief | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30 | house rule",
    ),
    (
        "entered after it: passed (decision 1)",
        [interview("Tue 17 Nov 14:00", entered="Fri 20 Nov 0:00")],
        "debrief | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30 | house rule | passed",
    ),
]


@pytest.mark.parametrize(("what", "facts", "expected"), DEBRIEF, ids=[row[0] for row in DEBRIEF])
def test_debrief(what, facts, expected):
    assert lines(plan_of(*facts, only="debrief")) == [expected]


THANK_YOU = [
    # A3 and D4: the same day. C1: within two days, late after that. C4: one to each person.
    (
        "one person",
        [interview("Tue 17 Nov 14:00", met=[DANA])],
        "thank-you Dana | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00",
    ),
    (
        "two people: a letter of their own for each",
        [interview("Tue 17 Nov 14:00", met=[DANA, MAX])],
        """
        thank-you Dana | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00
        thank-you Max  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00
        """,
    ),
    (
        "nobody is known: one that asks whom they met (decision 6)",
        [interview("Tue 17 Nov 14:00")],
        "thank-you | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00",
    ),
    (
        "the same person twice in a day: one for both, after the later (decision 6)",
        [
            interview("Tue 17 Nov 9:00", met=[DANA, MAX]),
            interview("Tue 17 Nov 15:00", met=[DANA]),
        ],
        """
        thank-you Max  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 12:00, Thu 19 Nov 09:00
        thank-you Dana | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 18:00, Thu 19 Nov 09:00
        """,
    ),
    (
        "the same person on two days: two letters",
        [
            interview("Tue 17 Nov 14:00", met=[DANA]),
            interview("Wed 18 Nov 14:00", met=[DANA]),
        ],
        """
        thank-you Dana | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00
        thank-you Dana | Wed 18 Nov > Wed 18 Nov > Fri 20 Nov | Wed 18 Nov 17:00, Fri 20 Nov 09:00
        """,
    ),
    (
        "on a Saturday: thanks do not wait for Monday (decision 9)",
        [interview("Sat 21 Nov 10:00", met=[DANA])],
        "thank-you Dana | Sat 21 Nov > Sat 21 Nov > Mon 23 Nov | Sat 21 Nov 13:00, Mon 23 Nov 09:00",
    ),
    (
        "in the evening: at 20:30 at the latest (decision 10)",
        [interview("Tue 17 Nov 18:30", met=[DANA])],
        "thank-you Dana | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 20:30, Thu 19 Nov 09:00",
    ),
    (
        "late in the evening: the next morning, never in quiet hours",
        [interview("Tue 17 Nov 20:00", met=[DANA])],
        "thank-you Dana | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Wed 18 Nov 07:30, Thu 19 Nov 09:00",
    ),
    (
        "over midnight: the days count from its end (decision 8)",
        [interview("Tue 17 Nov 23:50", met=[DANA])],
        "thank-you Dana | Wed 18 Nov > Wed 18 Nov > Fri 20 Nov | Wed 18 Nov 07:30, Fri 20 Nov 09:00",
    ),
    (
        "at half past midnight",
        [interview("Tue 17 Nov 0:30", met=[DANA])],
        "thank-you Dana | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 07:30, Thu 19 Nov 09:00",
    ),
    (
        "in California, whose afternoon is the night here",
        [interview("Tue 17 Nov 14:00", met=[DANA], zone=LOS_ANGELES)],
        "thank-you Dana | Wed 18 Nov > Wed 18 Nov > Fri 20 Nov | Wed 18 Nov 07:30, Fri 20 Nov 09:00",
    ),
    (
        "entered the next day: at once",
        [interview("Tue 17 Nov 14:00", met=[DANA], entered="Wed 18 Nov 11:00")],
        "thank-you Dana | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Wed 18 Nov 11:00, Thu 19 Nov 09:00",
    ),
    (
        "entered on the last morning: one mail an hour (decision 8)",
        [interview("Tue 17 Nov 14:00", met=[DANA], entered="Thu 19 Nov 8:30")],
        "thank-you Dana | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Thu 19 Nov 08:30",
    ),
    (
        "sent",
        [
            interview("Tue 17 Nov 14:00", met=[DANA, MAX]),
            you_wrote("Tue 17 Nov 16:00", Purpose.THANK_YOU, DANA),
        ],
        """
        thank-you Dana | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | done
        thank-you Max  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00
        """,
    ),
    (
        "something else was sent, or thanks for an earlier talk: neither counts",
        [
            interview("Tue 17 Nov 14:00", met=[DANA]),
            you_wrote("Tue 17 Nov 16:00", Purpose.OTHER, DANA),
            you_wrote("Mon 9 Nov 16:00", Purpose.THANK_YOU, DANA),
        ],
        "thank-you Dana | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00",
    ),
]
THANKS = "A3 C1 C4 D4 E1"


@pytest.mark.parametrize(
    ("what", "facts", "expected"), THANK_YOU, ids=[row[0] for row in THANK_YOU]
)
def test_thank_you_by_a3_c1_c4_d4_and_e1(what, facts, expected):
    cited = [
        " | ".join([*parts[:3], THANKS, *parts[3:]])
        for parts in (row.split(" | ") for row in table(expected))
    ]
    assert lines(plan_of(*facts, only="thank-you")) == cited


def test_thanks_entered_after_the_second_day_have_passed():
    late = interview("Tue 17 Nov 14:00", met=[DANA], entered="Fri 20 Nov 0:00")
    [thanks] = plan_of(late, only="thank-you")
    assert thanks.passed
    assert all(moment < thanks.entered_at for moment in thanks.remind_at)


def test_somebody_named_later_is_thanked_at_once():
    talk = interview("Tue 17 Nov 14:00", met=[DANA])
    max_too = Attendance(MAX.id, at("Wed 18 Nov 10:00"))
    talk = replace(talk, attendances=(*talk.attendances, max_too))
    reminders = {each.contact: said(each.remind_at[0]) for each in plan_of(talk, only="thank-you")}
    assert reminders == {DANA.id: "Tue 17 Nov 17:00", MAX.id: "Wed 18 Nov 10:00"}


def test_without_a_name_the_thanks_ask_for_one():
    [thanks] = plan_of(interview("Tue 17 Nov 14:00"), only="thank-you")
    assert thanks.title == "Thank the people you met"
    assert thanks.why.endswith("Whom do you meet? Nobody is named yet.")


AHEAD = {
    "debrief": "The interview ends on Tue 17 Nov at 15:00.",
    "thank-you": "You meet Dana on Tue 17 Nov.",
    "thank-you-card": "You meet Dana on Tue 17 Nov.",
    "linkedin-invitation": "You meet Dana on Tue 17 Nov;",
}
OVER = {
    "debrief": "The interview ended on Tue 17 Nov at 15:00.",
    "thank-you": "You met Dana on Tue 17 Nov.",
    "thank-you-card": "You met Dana on Tue 17 Nov.",
    "linkedin-invitation": "You met Dana on Tue 17 Nov;",
}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, AHEAD),
        ({"debriefed": "Tue 17 Nov 16:00"}, OVER),
        ({"entered": "Tue 17 Nov 16:00"}, OVER),
    ],
    ids=["nothing is known of how it went", "debriefed", "entered afterwards"],
)
def test_no_interview_is_told_in_the_past_before_the_facts_say_that_it_is_over(facts, expected):
    talk = interview("Tue 17 Nov 14:00", met=[DANA], on_site=True, **facts)
    actions = {action.kind: action.why for action in plan_of(talk)}
    assert {kind: actions[kind][: len(words)] for kind, words in expected.items()} == expected


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({}, "The interview is on Tue 17 Nov. | Whom do you meet?"),
        (
            {"debriefed": "Tue 17 Nov 16:00"},
            "The interview was on Tue 17 Nov. | Whom did you meet?",
        ),
    ],
)
def test_whom_it_asks_for_fits_to_when_it_is(facts, asked):
    [thanks] = plan_of(interview("Tue 17 Nov 14:00", **facts), only="thank-you")
    begins, asks = asked.split(" | ")
    assert thanks.why.startswith(begins)
    assert asks in thanks.why


def test_who_was_thanked_or_named_afterwards_was_met():
    talk = interview("Tue 17 Nov 14:00", met=[DANA])
    max_too = Attendance(MAX.id, at("Wed 18 Nov 10:00"))
    talk = replace(talk, attendances=(*talk.attendances, max_too))
    wrote = you_wrote("Tue 17 Nov 18:00", Purpose.THANK_YOU, DANA)
    assert [each.why[:7] for each in plan_of(talk, wrote, only="thank-you")] == ["You met"] * 2


def test_the_owner_may_keep_the_thanks_open_longer():
    a_week = Playbook(changed={"thank-you.closes": 7})
    [thanks] = plan_of(interview("Tue 17 Nov 14:00", met=[DANA]), only="thank-you", playbook=a_week)
    assert lines([thanks])[0].startswith("thank-you Dana | Tue 17 Nov > Tue 17 Nov > Tue 24 Nov")


NOTHING = [
    ("cancelled by them", cancelled("Tue 17 Nov 14:00", by_them=True, when="Mon 16 Nov 10:00")),
    ("cancelled by me", cancelled("Tue 17 Nov 14:00", by_them=False, when="Mon 16 Nov 10:00")),
    ("missed by them", missed("Tue 17 Nov 14:00", by_them=True)),
    ("missed by me", missed("Tue 17 Nov 14:00", by_them=False)),
]


@pytest.mark.parametrize(("what", "fact"), NOTHING, ids=[row[0] for row in NOTHING])
def test_what_did_not_take_place_calls_for_no_preparation_debrief_or_thanks(what, fact):
    assert {action.kind for action in plan_of(fact)} <= {"check-in", "move-on"}


def test_one_of_two_on_a_day_cancelled_leaves_the_other():
    facts = (
        cancelled("Tue 17 Nov 9:00", by_them=True, when="Mon 16 Nov 10:00", met=[MAX]),
        interview("Tue 17 Nov 14:00", met=[DANA]),
    )
    keys = [action.key for action in plan_of(*facts, only="prepare debrief thank-you")]
    assert keys == [
        "prepare:interview-2",
        "debrief:interview-2",
        "thank-you:interview-2:contact-1",
    ]


def test_a_second_interview_on_the_same_day_renames_nothing():
    first, second = interview("Tue 17 Nov 14:00"), interview("Tue 17 Nov 9:00")
    kinds = "prepare debrief thank-you"
    alone, both = plan_of(first, only=kinds), plan_of(first, second, only=kinds)
    assert {action.key for action in both} == {action.key for action in alone}


# What each end calls for (decision 19): the door is held open, nothing else goes on.
ENDS = {
    Stage.ACCEPTED: set(),
    Stage.REJECTED: {"linkedin-invitation", "reply-to-rejection", "nurture"},
    Stage.WITHDRAWN: {"nurture"},
    Stage.NO_REPLY: {"linkedin-invitation", "nurture"},
}


@pytest.mark.parametrize("stage", ENDS)
def test_an_end_calls_for_little(stage):
    since = at("Thu 19 Nov 10:00")
    actions = plan_of(interview("Tue 17 Nov 14:00", met=[DANA]), stage=stage, stage_since=since)
    assert {action.kind for action in actions} == ENDS[stage]


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in ENDS])
def test_in_every_other_stage_the_interview_is_followed_up(stage):
    kinds = [action.kind for action in plan_of(interview("Tue 17 Nov 14:00"), stage=stage)]
    assert kinds == ["prepare", "debrief", "thank-you", "check-in", "move-on"]


def test_the_days_are_the_owners_and_not_those_of_the_interview():
    in_auckland = Days(AUCKLAND)
    talk = interview("Tue 17 Nov 14:00", met=[DANA])  # there it is already Wednesday, 02:00
    assert lines(plan_of(talk, only="thank-you", days=in_auckland), AUCKLAND) == [
        "thank-you Dana | Wed 18 Nov > Wed 18 Nov > Fri 20 Nov"
        f" | Wed 18 Nov 07:30, Fri 20 Nov 09:00 | {THANKS}"
    ]


def test_someone_unknown_to_the_case_file_is_met_without_breaking_it():
    stranger = Contact(99, "Nobody")
    [thanks] = plan_of(interview("Tue 17 Nov 14:00", met=[stranger]), only="thank-you")
    assert thanks.contact == 99


def test_everyone_met_is_thanked_even_when_they_are_many():
    panel = interview("Tue 17 Nov 14:00", met=[DANA, MAX, HANNA])
    thanked = [action.contact for action in plan_of(panel, only="thank-you", people=EVERYBODY)]
    assert thanked == [DANA.id, MAX.id, HANNA.id]
