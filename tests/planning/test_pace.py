"""The pace guard (D5 E3 E9), a date that they asked for, somebody away, a pause. Decision 13."""

from dataclasses import replace
from typing import Any

import pytest

from tests.planning.story import (
    DANA,
    HANNA,
    MAX,
    RITA,
    Fact,
    an_offer,
    at,
    decided,
    estimate,
    interview,
    line,
    offers_elsewhere,
    on,
    plan_of,
    request,
    they_wrote,
    you_wrote,
)
from tracker.planning.facts import Channel, Elsewhere, Purpose, Stage
from tracker.planning.playbook import Playbook

TALK = interview("Tue 17 Nov 14:00", met=[DANA])
AWAY = replace(HANNA, away_until=on("Fri 27 Nov"))


def written(to, moment):
    return {"elsewhere": Elsewhere(written={to.id: at(moment)})}


# What moves a check-in that would be due on Tue 24 Nov and close on Tue 8 Dec, and what it says.
MOVED = [
    ("D5: a note was sent, five business days before", [you_wrote("Fri 20 Nov 10:00", Purpose.MID_TIMELINE)], {}, "Fri 27 Nov > Fri 27 Nov > Fri 11 Dec", "Fri 27 Nov: five business days lie between two messages that nobody asked for."),
    ("the recruiter advises eight", [you_wrote("Fri 20 Nov 10:00", Purpose.MID_TIMELINE)], {"gap": 8}, "Wed 2 Dec > Wed 2 Dec > Wed 16 Dec", "Wed 2 Dec: eight business days lie between two messages that nobody asked for."),
    ("the same person was written to elsewhere", [], written(MAX, "Mon 23 Nov 10:00"), "Mon 30 Nov > Mon 30 Nov > Mon 14 Dec", "Mon 30 Nov: you wrote to Max on Mon 23 Nov."),
    ("they asked for a date", [they_wrote("Tue 17 Nov 16:00", not_before="Sat 5 Dec")], {}, "Mon 7 Dec > Mon 7 Dec > Mon 21 Dec", "Mon 7 Dec: they asked not to be written to before Sat 5 Dec."),
    ("they asked for one, then for an earlier one", [they_wrote("Tue 17 Nov 16:00", not_before="Mon 14 Dec"), they_wrote("Tue 17 Nov 18:00", not_before="Sat 5 Dec")], {}, "Mon 7 Dec > Mon 7 Dec > Mon 21 Dec", "Mon 7 Dec: they asked not to be written to before Sat 5 Dec."),
    ("the recruiter asked for one", [], {"not_before": on("Mon 7 Dec")}, "Mon 7 Dec > Mon 7 Dec > Mon 21 Dec", "Mon 7 Dec: they asked not to be written to before Mon 7 Dec."),
    ("HR is away (E3)", [], {"people": (DANA, AWAY)}, "Mon 30 Nov > Mon 30 Nov > Mon 14 Dec", "Mon 30 Nov: Hanna is away until Fri 27 Nov."),
    ("the search pauses (decision 19)", [], {"paused": (on("Sat 21 Nov"), on("Sun 29 Nov"))}, "Mon 30 Nov > Mon 30 Nov > Mon 14 Dec", "Mon 30 Nov: your search pauses until Sun 29 Nov."),
    ("a pause begins on its day", [], {"paused": (on("Tue 24 Nov"), on("Sun 29 Nov"))}, "Mon 30 Nov > Mon 30 Nov > Mon 14 Dec", "Mon 30 Nov: your search pauses until Sun 29 Nov."),
    ("moved into a pause, and out of it", [you_wrote("Fri 20 Nov 10:00", Purpose.MID_TIMELINE)], {"paused": (on("Wed 25 Nov"), on("Sun 6 Dec"))}, "Mon 7 Dec > Mon 7 Dec > Mon 21 Dec", "Mon 7 Dec: your search pauses until Sun 6 Dec."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "facts", "more", "window", "says"), MOVED, ids=[r[0] for r in MOVED]
)
def test_the_later_one_is_moved_and_says_why(what, facts, more, window, says):
    [check_in] = plan_of(TALK, *facts, only="check-in", **more)
    assert line(check_in).split(" | ")[1] == window
    assert check_in.why.endswith(f"Moved to {says}")


STAYS = [
    ("thanks were sent: they are not counted", [you_wrote("Mon 23 Nov 10:00", Purpose.THANK_YOU, MAX)], {}),
    ("somebody else was written to elsewhere", [], written(DANA, "Mon 23 Nov 10:00")),
    ("the recruiter was written to elsewhere: they are exempt", [], written(RITA, "Mon 23 Nov 10:00") | {"people": (DANA, RITA), "recruiter": RITA.id}),
    ("the date that they asked for is over", [they_wrote("Mon 2 Nov 10:00", not_before="Tue 24 Nov")], {}),
    ("somebody else is away", [], {"people": (MAX, AWAY), "recruiter": MAX.id}),
    ("the pause begins later", [], {"paused": (on("Wed 25 Nov"), on("Sun 29 Nov"))}),
    ("the pause is over", [], {"paused": (on("Wed 18 Nov"), on("Mon 23 Nov"))}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "facts", "more"), STAYS, ids=[row[0] for row in STAYS])
def test_what_does_not_move_it(what, facts, more):
    [check_in] = plan_of(TALK, *facts, only="check-in", **more)
    assert line(check_in).split(" | ")[1] == "Tue 24 Nov > Tue 24 Nov > Tue 8 Dec"
    assert "Moved" not in check_in.why


def test_d5_no_two_calls_in_a_week():
    people = (DANA, replace(HANNA, channels=(Channel.PHONE,)))
    called = you_wrote("Fri 20 Nov 10:00", Purpose.MID_TIMELINE, HANNA, Channel.PHONE)
    brisk = Playbook(changed={"pace.gap": 1, "pace.calls": 14})
    [check_in] = plan_of(TALK, called, only="check-in", people=people, playbook=brisk)
    assert line(check_in).split(" | ")[1] == "Fri 4 Dec > Fri 4 Dec > Fri 18 Dec"
    assert check_in.why.endswith("two calls in a week are one too many.")


def test_d5_a_letter_between_two_calls_brings_them_no_nearer():
    calls = [
        you_wrote(f"{day} 10:00", Purpose.CHECK_IN, HANNA, Channel.PHONE)
        for day in ("Tue 24 Nov", "Tue 8 Dec")
    ]
    warm = interview("Tue 17 Nov 14:00", met=[MAX], rapport=5)
    kinds, rare = "escalate keep-in-touch", Playbook(changed={"pace.calls": 60})
    letter, call = plan_of(warm, *calls, only=kinds, people=(MAX, HANNA), playbook=rare)
    assert (letter.channel, call.channel) == (Channel.EMAIL, Channel.PHONE)
    assert line(call).split(" | ")[1] == "Mon 8 Feb > Mon 8 Feb > Mon 15 Feb"


def test_d5_two_that_are_planned_keep_their_distance_too():
    note, check_in = plan_of(
        TALK, estimate("Tue 1 Dec"), only="mid-timeline-note check-in", not_before=on("Mon 30 Nov")
    )
    assert line(note).split(" | ")[1] == "Mon 30 Nov > Mon 30 Nov > Thu 3 Dec"
    assert line(check_in).split(" | ")[1] == "Mon 7 Dec > Mon 7 Dec > Mon 21 Dec"


# What would move a note to Tue 1 Dec, by which they decide, or behind it; and the check-in then.
TOO_LATE: list[tuple[str, list[Fact], dict[str, Any], str]] = [
    ("they asked for that very day", [], {"not_before": on("Tue 1 Dec")}, "Wed 2 Dec > Thu 3 Dec > Thu 17 Dec"),
    ("they asked for a later day", [], {"not_before": on("Mon 7 Dec")}, "Mon 7 Dec > Mon 7 Dec > Mon 21 Dec"),
    ("the search pauses", [], {"paused": (on("Mon 23 Nov"), on("Mon 30 Nov"))}, "Wed 2 Dec > Thu 3 Dec > Thu 17 Dec"),
    ("HR is away", [], {"people": (DANA, replace(HANNA, away_until=on("Mon 30 Nov")))}, "Wed 2 Dec > Thu 3 Dec > Thu 17 Dec"),
    ("the recruiter advises twelve days", [you_wrote("Mon 16 Nov 10:00", Purpose.CHECK_IN)], {"gap": 12}, "Wed 2 Dec > Thu 3 Dec > Thu 17 Dec"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "facts", "more", "expected"), TOO_LATE, ids=[r[0] for r in TOO_LATE]
)
def test_d5_a_note_that_would_come_when_they_decide_is_left_out(what, facts, more, expected):
    """And pushes nothing before itself."""
    kinds = "mid-timeline-note check-in"
    [check_in] = plan_of(TALK, estimate("Tue 1 Dec"), *facts, only=kinds, **more)
    assert line(check_in).split(" | ")[:2] == [f"check-in {who(check_in)}", expected]


def who(action):
    return {each.id: each.name for each in (DANA, MAX, HANNA)}[action.contact]


def test_a_note_that_was_sent_is_told_however_late():
    sent = you_wrote("Wed 2 Dec 10:00", Purpose.MID_TIMELINE, MAX)
    [note] = plan_of(TALK, estimate("Tue 1 Dec"), sent, only="mid-timeline-note", gap=12)
    assert note.settled_at == sent.at


def test_what_they_wait_for_and_what_is_owed_is_never_held_back():
    held: dict[str, Any] = {
        "not_before": on("Mon 1 Mar"),
        "paused": (on("Mon 2 Nov"), on("Mon 1 Mar")),
    }
    facts: list[Fact] = [
        TALK,
        request("references", can_send="Fri 20 Nov"),
        they_wrote("Tue 17 Nov 16:00", wants_answer=True),
        an_offer("Mon 23 Nov 11:00"),
    ]
    kinds = "prepare debrief thank-you send-information promise-information answer-them answer-offer tell-of-offer"
    more: dict[str, Any] = {
        "only": kinds,
        "elsewhere": offers_elsewhere(an_offer("Mon 23 Nov 11:00")),
    }
    assert plan_of(*facts, **more, **held) == plan_of(*facts, **more)
    assert len({action.kind for action in plan_of(*facts, **more)}) == len(kinds.split())


def test_a_pause_holds_what_is_optional():
    pause = (on("Mon 16 Nov"), on("Sun 6 Dec"))
    talk = interview("Tue 17 Nov 14:00", met=[DANA], on_site=True)
    actions = plan_of(talk, only="thank-you-card linkedin-invitation", paused=pause)
    assert {line(action).split(" | ")[1] for action in actions} == {
        "Mon 7 Dec > Mon 7 Dec > Mon 14 Dec"
    }


# Closings by which a check-in due on Tue 24 Nov is mailed once more; it would close on Tue 8 Dec.
BEFORE_IT = [
    ("it closes in the pause: behind it", "Wed 25 Nov", "Sun 20 Dec", "Mon 21 Dec"),
    ("on its first day", "Tue 8 Dec", "Sun 20 Dec", "Mon 21 Dec"),
    ("on its last day", "Wed 25 Nov", "Tue 8 Dec", "Wed 9 Dec"),
    ("it closes before it", "Wed 9 Dec", "Sun 20 Dec", "Tue 8 Dec"),
    ("it closes behind it", "Wed 25 Nov", "Mon 7 Dec", "Tue 8 Dec"),
]


@pytest.mark.parametrize(
    ("what", "first", "last", "closes"), BEFORE_IT, ids=[r[0] for r in BEFORE_IT]
)
def test_what_is_open_when_a_pause_begins_is_not_mailed_in_it(what, first, last, closes):
    """Decision 19."""
    [check_in] = plan_of(TALK, only="check-in", paused=(on(first), on(last)))
    _, window, reminders, _ = line(check_in).split(" | ")
    assert window == f"Tue 24 Nov > Tue 24 Nov > {closes}"
    assert reminders == f"Tue 24 Nov 09:00, {closes} 09:00"


def test_what_is_mailed_once_is_not_mailed_again_where_a_pause_puts_off_its_closing():
    [invite] = plan_of(
        TALK, only="linkedin-invitation", paused=(on("Thu 19 Nov"), on("Sun 29 Nov"))
    )
    assert line(invite).split(" | ")[1:3] == [
        "Wed 18 Nov > Wed 18 Nov > Mon 30 Nov",
        "Wed 18 Nov 09:00",
    ]


OFTEN = [
    ("twice", "check-in", [TALK]),
    ("once", "thank-you-card linkedin-invitation move-on", [replace(TALK, on_site=True)]),
    ("never", "old-application", [they_wrote("Tue 1 Sep 10:00", entered="Mon 23 Nov 10:00")]),
]


@pytest.mark.parametrize(("what", "kinds", "facts"), OFTEN, ids=[r[0] for r in OFTEN])
def test_what_is_moved_is_mailed_as_often_as_before(what, kinds, facts):
    planned = {each.key: each for each in plan_of(*facts, only=kinds)}
    pause = (on("Mon 16 Nov"), on("Thu 18 Feb"))
    moved = {each.key: each for each in plan_of(*facts, only=kinds, paused=pause)}
    assert planned.keys() == moved.keys()
    for key, action in planned.items():
        assert moved[key].window.due > action.window.due
        assert len(moved[key].remind_at) == len(action.remind_at)


def test_what_had_passed_when_it_was_entered_stays_passed_and_holds_nothing_up():
    late = interview("Tue 17 Nov 14:00", met=[DANA], entered="Wed 9 Dec 0:00")
    elsewhere = Elsewhere(written={MAX.id: at("Tue 8 Dec 10:00")})
    [check_in] = plan_of(late, only="check-in", elsewhere=elsewhere)
    assert check_in.passed


def test_what_was_decided_moves_nothing_but_what_follows_it():
    done = decided("nurture:1", "Mon 22 Feb 10:00", MAX)
    since = at("Tue 24 Nov 16:00")
    words = plan_of(TALK, done, only="nurture", stage=Stage.REJECTED, stage_since=since)
    assert [line(each).split(" > ")[1] for each in words][:2] == ["Mon 22 Feb", "Mon 24 May"]
    assert words[0].settled_at == done.at
