"""What they wait for: information (D1 D3), a promise of it (D2), an answer. Decisions 5 and 12."""

from dataclasses import replace

import pytest

from tests.planning.story import (
    DANA,
    HANNA,
    MAX,
    Fact,
    at,
    decided,
    interview,
    line,
    lines,
    on,
    plan_of,
    request,
    they_wrote,
    you_wrote,
)
from tracker.planning.facts import TERMINAL_STAGES, Purpose, Stage

TALK = interview("Tue 17 Nov 14:00", met=[DANA])
SLOW = request("references", by=DANA, can_send="Fri 20 Nov")
BOTH = "promise-information send-information"
PROMISE = "promise-information Dana | Tue 17 Nov > Wed 18 Nov > Wed 18 Nov | Tue 17 Nov 17:00 | D2"
AT_ONCE = (
    "send-information Dana | Tue 17 Nov > Tue 17 Nov > Wed 18 Nov"
    " | Tue 17 Nov 17:00, Wed 18 Nov 09:00 | D1 D2 D3"
)
ON_FRIDAY = (
    "send-information Dana | Fri 20 Nov > Fri 20 Nov > Sat 21 Nov"
    " | Fri 20 Nov 09:00, Sat 21 Nov 09:00 | D1 D2 D3"
)
TOLD = you_wrote("Tue 17 Nov 18:00", Purpose.PROMISE, DANA)
PROMISES = [
    ("it takes three days: say so at once, with the day", [SLOW], [PROMISE, AT_ONCE]),
    ("it can be sent tomorrow: a day is no wait", [replace(SLOW, can_send_on=on("Wed 18 Nov"))], [AT_ONCE]),
    ("they were told the day", [replace(SLOW, promised_for=on("Fri 20 Nov"))], [ON_FRIDAY]),
    ("a message says that they were told", [SLOW, TOLD], [f"{PROMISE} | done", ON_FRIDAY]),
    ("somebody else was told", [SLOW, replace(TOLD, contact=MAX.id)], [PROMISE, AT_ONCE]),
    ("it was sent after all", [replace(SLOW, delivered_at=TOLD.at)], [f"{AT_ONCE} | done"]),
    ("a message says that it was sent", [SLOW, replace(TOLD, purpose=Purpose.INFORMATION)], [f"{AT_ONCE} | done"]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "facts", "expected"), PROMISES, ids=[row[0] for row in PROMISES])
def test_d2_what_takes_longer_is_promised(what, facts, expected):
    assert lines(plan_of(*facts, only=BOTH)) == expected


@pytest.mark.parametrize(("by", "who", "need"), [(DANA, "Dana", "needs"), (None, "They", "need")])
def test_it_says_by_when_they_need_it(by, who, need):
    [send] = plan_of(request("references", by=by, needed="Thu 19 Nov"), only="send-information")
    assert send.why.startswith(f"{who} asked for it on Tue 17 Nov and {need} it by Thu 19 Nov.")


ANSWER = "answer-them Hanna | Fri 20 Nov > Sat 21 Nov > Sun 22 Nov | Fri 20 Nov 12:00, Sun 22 Nov 09:00 | house rule"
THEIRS = they_wrote("Fri 20 Nov 10:00", by=HANNA, wants_answer=True)
ANSWERS = [
    ("within a day, weekend or not (decision 9)", [THEIRS], ANSWER),
    ("whatever was written after it answers it", [THEIRS, you_wrote("Sat 21 Nov 09:00", Purpose.OTHER)], f"{ANSWER} | done"),
    ("what was written before does not", [THEIRS, you_wrote("Fri 20 Nov 09:00", Purpose.ANSWER)], ANSWER),
    ("left out", [THEIRS, decided("answer-them:message-1", "Sat 21 Nov 09:00")], f"{ANSWER} | done"),
    ("entered when its window had closed", [they_wrote("Fri 20 Nov 10:00", by=HANNA, wants_answer=True, entered="Mon 23 Nov 00:00")], "answer-them Hanna | Fri 20 Nov > Sat 21 Nov > Sun 22 Nov | Sun 22 Nov 09:00 | house rule | passed"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "facts", "expected"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_who_wants_an_answer_gets_one(what, facts, expected):
    [answer] = plan_of(*facts, only="answer-them", people=(DANA, HANNA))
    assert line(answer) == expected


@pytest.mark.parametrize(("by", "who"), [(HANNA, "Hanna"), (None, "They")])
def test_it_says_who_wrote_and_that_an_answer_is_awaited(by, who):
    wrote = they_wrote("Fri 20 Nov 10:00", by=by, wants_answer=True)
    [answer] = plan_of(wrote, only="answer-them", people=(HANNA,))
    assert answer.why == f"{who} wrote on Fri 20 Nov; an answer is awaited."


# Decision 5: nothing unasked while they wait; silence counts from what they waited for.
WAITS = [
    ("a message", [THEIRS], [you_wrote("Mon 23 Nov 09:00", Purpose.ANSWER, HANNA)]),
    ("a message whose answer is left out", [THEIRS], [decided("answer-them:message-1", "Mon 23 Nov 09:00")]),
    ("a request", [request("x", "Fri 20 Nov 10:00")], [decided("send-information:request-1", "Mon 23 Nov 09:00")]),
    ("a request, sent by a message", [request("x", "Fri 20 Nov 10:00")], [you_wrote("Mon 23 Nov 09:00", Purpose.INFORMATION)]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "asked", "given"), WAITS, ids=[row[0] for row in WAITS])
def test_nothing_is_asked_of_people_who_wait(what, asked, given):
    kinds = "check-in mid-timeline-note move-on"
    assert plan_of(TALK, *asked, only=kinds) == []
    [check_in] = plan_of(TALK, *asked, *given, only="check-in")
    assert lines([check_in])[0].split(" | ")[1] == "Mon 30 Nov > Mon 30 Nov > Mon 14 Dec"


def test_what_had_passed_when_it_was_entered_holds_nobody_up():
    late = "Mon 30 Nov 10:00"
    asked = they_wrote("Fri 20 Nov 10:00", wants_answer=True, entered=late)
    for fact in (asked, request("references", entered=late)):
        assert "check-in" in {action.kind for action in plan_of(TALK, fact)}


OWED = "answer-them promise-information send-information"


def owed_in(stage: Stage, since: str) -> set[str]:
    actions = plan_of(SLOW, THEIRS, only=OWED, stage=stage, stage_since=at(since))
    return {action.kind for action in actions}


@pytest.mark.parametrize("stage", [*TERMINAL_STAGES, Stage.NO_REPLY])
def test_what_they_ask_for_after_the_end_is_owed_to_them(stage):
    assert owed_in(stage, "Mon 16 Nov 09:00") == set(OWED.split())


@pytest.mark.parametrize("stage", TERMINAL_STAGES)
def test_what_they_had_asked_for_before_it_ended_is_owed_no_more(stage):
    assert owed_in(stage, "Fri 20 Nov 10:00") == set()


def test_put_down_as_no_reply_it_is_owed_all_the_same():
    assert owed_in(Stage.NO_REPLY, "Mon 30 Nov 09:00") == set(OWED.split())


@pytest.mark.parametrize("kind", ["send-information", "promise-information", "answer-them"])
def test_where_they_are_away_past_its_closing_the_next_is_named(kind):
    away = replace(DANA, away_until=on("Fri 4 Dec"))
    asked: list[Fact] = [SLOW, they_wrote("Tue 17 Nov 15:00", by=DANA, wants_answer=True)]
    [action] = plan_of(*asked, only=kind, people=(away, MAX))
    assert action.contact == MAX.id
    [action] = plan_of(*asked, only=kind, people=(replace(away, away_until=on("Tue 17 Nov")), MAX))
    assert action.contact == DANA.id
