"""When silence goes on: C6 the hiring manager, E4 once more, C12 no more questions, B8 move on."""

from dataclasses import replace
from typing import Any

import pytest

from tests.planning.story import (
    DANA,
    HANNA,
    MAX,
    Fact,
    at,
    cancelled,
    decided,
    declined,
    estimate,
    interview,
    line,
    lines,
    missed,
    on,
    plan_of,
    request,
    they_wrote,
    would_not_say,
    you_wrote,
)
from tracker.planning.facts import Purpose, Stage
from tracker.planning.playbook import Playbook

TALK = interview("Tue 17 Nov 14:00", met=[DANA])
WARM = interview("Tue 17 Nov 14:00", met=[MAX], rapport=4)
PEOPLE = (DANA, MAX, HANNA)


def asked(moment, to=HANNA):
    return you_wrote(moment, Purpose.CHECK_IN, to)


def window(action):
    return line(action).split(" | ")[1]


# D5 D6: in a wait of two weeks or more, once.
NOTES = [
    ("fourteen days", [TALK, estimate("Tue 1 Dec")], "Tue 24 Nov > Tue 24 Nov > Fri 27 Nov"),
    ("thirteen days: no long wait", [TALK, estimate("Mon 30 Nov")], ""),
    ("its days fall on a weekend", [TALK, estimate("Fri 11 Dec", said="Sat 21 Nov")], "Mon 30 Nov > Mon 30 Nov > Tue 1 Dec"),
    ("a second round is agreed: they will have met by then", [TALK, estimate("Tue 8 Dec"), interview("Wed 25 Nov 14:00")], ""),
    ("a new date, a note was sent for the old one: once is enough (decision 4)", [TALK, estimate("Tue 8 Dec"), you_wrote("Tue 24 Nov 10:00", Purpose.MID_TIMELINE), estimate("Mon 21 Dec", said="Mon 7 Dec")], "Mon 14 Dec > Mon 14 Dec > Thu 17 Dec done"),
    ("a check-in went out meanwhile: it has said it", [TALK, estimate("Tue 1 Dec"), asked("Thu 19 Nov 10:00")], "Tue 24 Nov > Tue 24 Nov > Fri 27 Nov done"),
    ("a check-in of the day on which they said it has not", [TALK, asked("Tue 17 Nov 16:00"), estimate("Tue 8 Dec")], "Tue 24 Nov > Tue 24 Nov > Fri 27 Nov"),
    ("a check-in from before they said it has not", [TALK, asked("Mon 23 Nov 10:00"), estimate("Wed 16 Dec", said="Tue 24 Nov")], "Tue 1 Dec > Tue 1 Dec > Fri 4 Dec"),
    ("taken back", [TALK, estimate("Tue 8 Dec"), would_not_say(said="Thu 19 Nov")], ""),
]  # fmt: skip


@pytest.mark.parametrize(("what", "facts", "expected"), NOTES, ids=[row[0] for row in NOTES])
def test_d5_d6_a_note_in_a_long_wait(what, facts, expected):
    notes = plan_of(*facts, only="mid-timeline-note")
    assert [f"{window(n)}{' done' if n.settled_at else ''}" for n in notes] == [expected] * bool(
        expected
    )


@pytest.mark.parametrize(("by", "who"), [(DANA, "Dana"), (None, "they")])
def test_d5_it_says_who_said_when_that_it_is_a_long_wait(by, who):
    [note] = plan_of(TALK, estimate("Tue 1 Dec", by=by), only="mid-timeline-note")
    assert note.why == (
        f"On Tue 17 Nov {who} said that they decide by Tue 1 Dec. That is a long wait: one note"
        " about a week in says that you know it takes time, and are there for questions."
    )


def test_c6_past_hr_only_with_great_rapport_and_a_manager_who_was_not_asked():
    cold, elsewhere = replace_rapport(WARM, 3), interview("Tue 17 Nov 14:00", met=[DANA], rapport=5)
    for facts in ([cold, asked("Tue 24 Nov 10:00")], [elsewhere, asked("Tue 24 Nov 10:00")]):
        assert plan_of(*facts, only="escalate", people=PEOPLE) == []
    to_them = [WARM, asked("Tue 24 Nov 10:00", MAX)]
    assert plan_of(*to_them, only="escalate", people=PEOPLE) == []
    assert plan_of(WARM, only="escalate", people=PEOPLE) == []  # nobody has been asked yet
    assert plan_of(WARM, asked("Tue 24 Nov 10:00"), only="escalate", people=(DANA, HANNA)) == []


def replace_rapport(talk, rapport):
    return replace(
        talk, attendances=tuple(replace(each, rapport=rapport) for each in talk.attendances)
    )


def test_c7_the_latest_impression_counts():
    later = interview("Thu 19 Nov 14:00", met=[MAX], rapport=2)
    assert plan_of(WARM, later, asked("Thu 26 Nov 10:00"), only="escalate", people=PEOPLE) == []


COLD = " You could ask the hiring manager, had you got on better."
COLDS = [
    ("so so", [interview("Tue 17 Nov 14:00", met=[MAX], rapport=3), asked("Tue 24 Nov 10:00")], COLD),
    ("nobody said how it was", [interview("Tue 17 Nov 14:00", met=[MAX]), asked("Tue 24 Nov 10:00")], ""),
    ("they were not met", [TALK, asked("Tue 24 Nov 10:00")], ""),
    ("they are whom it went to", [interview("Tue 17 Nov 14:00", met=[MAX], rapport=3), asked("Tue 24 Nov 10:00", MAX)], ""),
    ("the same, and they were kind", [WARM, asked("Tue 24 Nov 10:00", MAX)], ""),
]  # fmt: skip


@pytest.mark.parametrize(("what", "facts", "cold"), COLDS, ids=[row[0] for row in COLDS])
def test_c6_otherwise_it_says_that_the_sign_is_bad_and_what_is_left(what, facts, cold):
    [second] = plan_of(*facts, only="second-check-in", people=PEOPLE)
    assert f"is not a good sign.{cold} One more question is right then." in second.why


# A skipped check-in counts as sent, and one that is marked and logged is one (decisions 7 and 13).
SENT = [
    ("logged", [asked("Tue 24 Nov 10:00")]),
    ("marked as done, or left out", [decided("check-in:interview-1", "Tue 24 Nov 10:00", HANNA)]),
    ("both", [decided("check-in:interview-1", "Tue 24 Nov 10:00", HANNA), asked("Wed 25 Nov 09:00")]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "facts"), SENT, ids=[row[0] for row in SENT])
def test_however_it_was_sent_the_next_step_is_the_same(what, facts):
    kinds = "check-in escalate second-check-in keep-in-touch move-on"
    assert lines(plan_of(WARM, *facts, only=kinds, people=PEOPLE)) == [
        "check-in Hanna | Tue 24 Nov > Tue 24 Nov > Tue 8 Dec | Tue 24 Nov 09:00, Tue 8 Dec 09:00 | A9 C5 D7 B2 | done",
        "escalate Max | Tue 1 Dec > Tue 1 Dec > Tue 15 Dec | Tue 1 Dec 09:00, Tue 15 Dec 09:00 | C6 C7",
        "move-on | Thu 21 Jan > Thu 21 Jan > Sun 21 Feb | Thu 21 Jan 09:00 | B8",
    ]


@pytest.mark.parametrize(
    ("talk", "kind", "no_word"),
    [
        (WARM, "escalate", "No word for five business days, until Tue 1 Dec,"),
        (TALK, "second-check-in", "No word for ten business days, until Tue 8 Dec,"),
    ],
)
def test_what_was_left_out_is_not_said_to_have_been_asked(talk, kind, no_word):
    left_out = replace(decided("check-in:interview-1", "Tue 24 Nov 10:00", HANNA), skipped=True)
    [action] = plan_of(talk, left_out, only=kind, people=PEOPLE)
    assert action.why.startswith(f"You left out the check-in of Tue 24 Nov. {no_word} is not")


def test_c12_a_note_sent_instead_of_a_second_question_is_the_second_message():
    note = you_wrote("Tue 15 Dec 10:00", Purpose.KEEP_IN_TOUCH, HANNA)
    facts = [TALK, asked("Tue 24 Nov 10:00"), note]
    kinds = "second-check-in keep-in-touch"
    assert [(a.key, bool(a.settled_at)) for a in plan_of(*facts, only=kinds, people=PEOPLE)] == [
        ("keep-in-touch:interview-1:1", True),
        ("keep-in-touch:interview-1:2", False),
    ]


def test_c12_no_note_while_they_wait_for_what_they_asked_for():
    """Decision 5."""
    facts = [TALK, asked("Tue 24 Nov 10:00"), asked("Tue 8 Dec 10:00")]
    wanted = request("references", "Wed 9 Dec 10:00")
    assert len(plan_of(*facts, only="keep-in-touch")) == 1
    assert plan_of(*facts, wanted, only="keep-in-touch") == []


# Decision 14: answers without a date, 5, 10 and 20 business days; from the second on no question.
ROUNDS = [
    ("Tue 24 Nov 10:00", "Wed 25 Nov 10:00", "Wed 2 Dec", "Check in with Hanna (HR)"),
    ("Wed 2 Dec 10:00", "Thu 3 Dec 10:00", "Thu 17 Dec", "Say to Hanna (HR) that you are still interested"),
    ("Thu 17 Dec 10:00", "Fri 18 Dec 10:00", "Fri 15 Jan", "Say to Hanna (HR) that you are still interested"),
    ("Fri 15 Jan 10:00", "Mon 18 Jan 10:00", "Mon 15 Feb", "Say to Hanna (HR) that you are still interested"),
]  # fmt: skip


@pytest.mark.parametrize("rounds", range(1, 5))
def test_c12_answers_without_a_date_make_the_gap_grow(rounds):
    facts: list[Fact] = [TALK]
    for ours, theirs, _, _ in ROUNDS[:rounds]:
        facts += [asked(ours), they_wrote(theirs, by=HANNA)]
    [check_in] = plan_of(*facts, only="check-in", people=PEOPLE)
    _, _, due, title = ROUNDS[rounds - 1]
    assert (window(check_in).split(" > ")[1], check_in.title) == (due, title)
    assert ("C12" in check_in.advice) == (rounds > 1)


def test_a_date_starts_the_gaps_anew():
    facts: list[Fact] = [TALK]
    for ours, theirs, _, _ in ROUNDS[:3]:
        facts += [asked(ours), they_wrote(theirs, by=HANNA)]
    named = estimate("Wed 20 Jan", said="Fri 18 Dec")
    [check_in] = plan_of(*facts, named, only="check-in", people=PEOPLE)
    assert window(check_in) == "Thu 21 Jan > Fri 22 Jan > Fri 5 Feb"


# B8 and decision 15: planned from the first, 30 days behind the last thing to be asked.
MOVES = [
    ("nothing was sent: both questions may close unsent", [TALK], {}, "Thu 4 Feb"),
    ("their date is far: from that", [TALK, estimate("Fri 18 Dec")], {}, "Sun 7 Mar"),
    ("one was sent", [TALK, asked("Tue 24 Nov 10:00")], {}, "Thu 21 Jan"),
    ("two were sent", [TALK, asked("Tue 24 Nov 10:00"), asked("Tue 8 Dec 10:00")], {}, "Thu 7 Jan"),
    ("they wrote", [TALK, asked("Tue 24 Nov 10:00"), they_wrote("Fri 27 Nov 10:00")], {}, "Sun 14 Feb"),
    ("no messages wanted: from their date (decision 18)", [TALK, estimate("Fri 27 Nov")], {"no_contact": True}, "Sun 27 Dec"),
    ("no messages wanted, no date: from their last word", [TALK], {"no_contact": True}, "Thu 17 Dec"),
    ("left out: so many days more", [TALK, decided("move-on:interview-1", "Mon 8 Feb 10:00")], {}, "Wed 10 Mar"),
    ("left out twice: from the second time", [TALK, decided("move-on:interview-1", "Mon 8 Feb 10:00"), decided("move-on:interview-1:2", "Wed 10 Mar 10:00")], {}, "Fri 9 Apr"),
    ("they asked for patience: not before the last question has closed", [TALK, they_wrote("Thu 19 Nov 10:00", not_before="Mon 1 Mar")], {}, "Wed 14 Apr"),
    ("another number", [TALK], {"playbook": Playbook(changed={"move-on.days": 60})}, "Sat 6 Mar"),
    ("a patient owner: both questions may still close unsent", [TALK], {"playbook": Playbook(changed={"check-in.silence": 30, "check-in.closes": 30})}, "Thu 8 Apr"),
    ("an owner who asks again soon", [TALK, asked("Tue 24 Nov 10:00")], {"playbook": Playbook(changed={"second-check-in.gap": 5})}, "Thu 7 Jan"),
    ("an owner who asks again late", [TALK, asked("Tue 24 Nov 10:00")], {"playbook": Playbook(changed={"second-check-in.gap": 20})}, "Thu 18 Feb"),
    ("a patient owner, and no word at all", [], {"stage": Stage.APPLIED, "applied_on": on("Tue 3 Nov"), "playbook": Playbook(changed={"application-check-in.silence": 20, "application-check-in.closes": 20})}, "Thu 28 Jan"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "facts", "more", "due"), MOVES, ids=[row[0] for row in MOVES])
def test_b8_move_on(what, facts, more, due):
    action = plan_of(*facts, only="move-on", **more)[-1]
    assert window(action).split(" > ")[1] == due


def test_it_says_after_what_it_is_fair_to_move_on():
    [action] = plan_of(TALK, estimate("Fri 27 Nov"), only="move-on", no_contact=True)
    assert action.why.startswith("With Fri 27 Nov all has been asked that can be; 30 days later")


def test_it_says_the_same_day_where_it_is_put_off_behind_the_last_question():
    patient = they_wrote("Thu 19 Nov 10:00", not_before="Mon 1 Mar")
    [action] = plan_of(TALK, patient, only="move-on")
    assert action.why.startswith("With Mon 15 Mar all has been asked that can be; 30 days later")
    assert "Moved" not in action.why
    assert len(action.remind_at) == 1


def test_moving_on_is_planned_under_a_new_key_when_it_was_left_out():
    skipped = decided("move-on:interview-1", "Mon 8 Feb 10:00")
    [again] = plan_of(TALK, skipped, only="move-on")
    assert (again.key, again.settled_at) == ("move-on:interview-1:2", None)


# Applied, and no interview and no word: a house rule.
APPLIED: dict[str, Any] = {
    "stage": Stage.APPLIED,
    "applied_on": on("Tue 3 Nov"),
    "entered_at": at("Tue 3 Nov 10:00"),
}
BEFORE = [
    ("nothing heard", [], APPLIED, "Thu 12 Nov > Thu 12 Nov > Thu 26 Nov"),
    ("a receipt is no word (decision 2)", [they_wrote("Wed 4 Nov 10:00", purpose=Purpose.RECEIPT)], APPLIED, "Thu 12 Nov > Thu 12 Nov > Thu 26 Nov"),
    ("they wrote: a check-in takes its place", [they_wrote("Wed 4 Nov 10:00")], APPLIED, ""),
    ("they asked for something: the same", [request("a sample", "Wed 11 Nov 10:00", delivered="Mon 23 Nov 18:00")], APPLIED, ""),
    ("they made an offer: the same", [declined("Wed 11 Nov 10:00", "Mon 23 Nov 18:00")], APPLIED, ""),
    ("an interview was agreed", [TALK], APPLIED, ""),
    ("not sent yet", [], APPLIED | {"stage": Stage.SAVED}, ""),
    ("no day is known: when it was entered", [], APPLIED | {"applied_on": None}, "Thu 12 Nov > Thu 12 Nov > Thu 26 Nov"),
    ("no messages wanted", [], APPLIED | {"no_contact": True}, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "facts", "more", "expected"), BEFORE, ids=[row[0] for row in BEFORE]
)
def test_application_check_in(what, facts, more, expected):
    actions = plan_of(*facts, only="application-check-in", **more)
    assert [window(action) for action in actions] == [expected] * bool(expected)


# Decision 5: where they said no word, but asked for something, the count starts at its delivery.
UNHEARD = [
    ("asked for", [request("a sample", "Wed 11 Nov 10:00", delivered="Mon 23 Nov 18:00")], "check-in:request-1", "Mon 30 Nov > Mon 30 Nov > Mon 14 Dec"),
    ("offered", [declined("Wed 11 Nov 10:00", "Mon 23 Nov 18:00")], "check-in:offer-1", "Mon 30 Nov > Mon 30 Nov > Mon 14 Dec"),
    ("two things, answered in turn", [request("a sample", "Wed 11 Nov 10:00", delivered="Mon 23 Nov 18:00"), request("a reference", "Thu 12 Nov 10:00", delivered="Fri 13 Nov 18:00")], "check-in:request-2", "Mon 30 Nov > Mon 30 Nov > Mon 14 Dec"),
    ("asked for, and a word came after it", [request("a sample", "Wed 11 Nov 10:00", delivered="Mon 23 Nov 18:00"), they_wrote("Tue 24 Nov 10:00")], "check-in:message-1", "Tue 1 Dec > Tue 1 Dec > Tue 15 Dec"),
    ("a word from before it is their last all the same (decision 2)", [they_wrote("Wed 4 Nov 10:00"), request("a sample", "Wed 11 Nov 10:00", delivered="Mon 23 Nov 18:00")], "check-in:message-1", "Mon 30 Nov > Mon 30 Nov > Mon 14 Dec"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "facts", "key", "expected"), UNHEARD, ids=[row[0] for row in UNHEARD]
)
def test_what_they_waited_for_stands_for_a_word_where_there_is_none(what, facts, key, expected):
    [check_in] = plan_of(*facts, only="check-in application-check-in", **APPLIED)
    assert (check_in.key, window(check_in)) == (key, expected)


# Decision 7: each live application that was sent has an open action or a dated wait.
LONELY = [
    ("called off by me", [cancelled("Tue 24 Nov 14:00", by_them=False, when="Mon 16 Nov 10:00")], "Fri 8 Jan"),
    ("missed by me", [missed("Tue 24 Nov 14:00", by_them=False)], "Sat 16 Jan"),
    ("a stage, and nothing known", [], "Sat 26 Dec"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "facts", "due"), LONELY, ids=[row[0] for row in LONELY])
def test_where_they_never_said_a_word_the_wait_has_an_end_too(what, facts, due):
    more = APPLIED | {"stage": Stage.INTERVIEWING, "stage_since": at("Sun 1 Nov 10:00")}
    [action] = plan_of(*facts, **more)
    assert (action.kind, window(action).split(" > ")[1]) == ("move-on", due)


def test_of_everybody_the_lead_is_asked_before_those_met_later():
    first = interview("Tue 17 Nov 14:00", met=[DANA], lead=DANA)
    other = replace(DANA, id=9, name="Dora")
    [check_in] = plan_of(
        first, interview("Wed 18 Nov 14:00", met=[other]), only="check-in", people=(DANA, other)
    )
    assert check_in.contact == DANA.id
