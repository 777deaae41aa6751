"""The check-in: when to ask, whom, and when not to. Each row cites the advice that it carries out."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from tests.planning.story import (
    BERLIN,
    DANA,
    EVERYBODY,
    HANNA,
    MAX,
    RITA,
    at,
    cancelled,
    decided,
    declined,
    estimate,
    interview,
    lines,
    missed,
    on,
    plan_of,
    request,
    said,
    they_wrote,
    would_not_say,
    you_wrote,
)
from tracker.planning.days import Days
from tracker.planning.facts import Purpose
from tracker.planning.playbook import Playbook

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
TALK = interview("Tue 17 Nov 14:00", met=[DANA])

WHEN = [
    # No date was named: A9 four to five business days, C5 and D7 about a week, B2 do it anyway.
    (
        "no date was named: five business days after the interview",
        [TALK],
        "Tue 24 Nov > Tue 24 Nov > Tue 8 Dec | Tue 24 Nov 09:00, Tue 8 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "it was on a Saturday: the count starts on Monday",
        [interview("Sat 21 Nov 14:00", met=[DANA])],
        "Fri 27 Nov > Fri 27 Nov > Fri 11 Dec | Fri 27 Nov 09:00, Fri 11 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "it ended after midnight: the count starts on the day of its end",
        [interview("Tue 17 Nov 23:50", met=[DANA])],
        "Wed 25 Nov > Wed 25 Nov > Wed 9 Dec | Wed 25 Nov 09:00, Wed 9 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "it was in California, where Tuesday afternoon is Wednesday here",
        [interview("Tue 17 Nov 16:00", met=[DANA], zone=LOS_ANGELES)],
        "Wed 25 Nov > Wed 25 Nov > Wed 9 Dec | Wed 25 Nov 09:00, Wed 9 Dec 09:00 | A9 C5 D7 B2",
    ),
    # A date was named. A8: not before it and a day of grace. B5: due two days past it.
    (
        "A8 and B5: opens one business day after their date, is due after two",
        [TALK, estimate("Fri 27 Nov")],
        "Mon 30 Nov > Tue 1 Dec > Tue 15 Dec | Tue 1 Dec 09:00, Tue 15 Dec 09:00 | A8 B5 C10",
    ),
    (
        "their date is a Saturday: Monday is the day of grace",
        [TALK, estimate("Sat 28 Nov")],
        "Mon 30 Nov > Tue 1 Dec > Tue 15 Dec | Tue 1 Dec 09:00, Tue 15 Dec 09:00 | A8 B5 C10",
    ),
    (
        "their date is a Sunday: the same",
        [TALK, estimate("Sun 29 Nov")],
        "Mon 30 Nov > Tue 1 Dec > Tue 15 Dec | Tue 1 Dec 09:00, Tue 15 Dec 09:00 | A8 B5 C10",
    ),
    (
        "their date is near: five business days after the word are later (decision 3)",
        [TALK, estimate("Wed 18 Nov")],
        "Tue 24 Nov > Tue 24 Nov > Tue 8 Dec | Tue 24 Nov 09:00, Tue 8 Dec 09:00 | A8 B5 C10",
    ),
    (
        "both come to the same day",
        [TALK, estimate("Fri 20 Nov")],
        "Tue 24 Nov > Tue 24 Nov > Tue 8 Dec | Tue 24 Nov 09:00, Tue 8 Dec 09:00 | A8 B5 C10",
    ),
    (
        "their date alone opens it a day before it is due",
        [TALK, estimate("Mon 23 Nov")],
        "Tue 24 Nov > Wed 25 Nov > Wed 9 Dec | Wed 25 Nov 09:00, Wed 9 Dec 09:00 | A8 B5 C10",
    ),
    # Which estimate stands (decisions 3 and 4).
    (
        "they give another: the one said last counts, though it is earlier",
        [TALK, estimate("Fri 18 Dec"), estimate("Fri 27 Nov", said="Thu 19 Nov")],
        "Mon 30 Nov > Tue 1 Dec > Tue 15 Dec | Tue 1 Dec 09:00, Tue 15 Dec 09:00 | A8 B5 C10",
    ),
    (
        "two are said on one day: the later date counts",
        [TALK, estimate("Fri 27 Nov"), estimate("Wed 25 Nov")],
        "Mon 30 Nov > Tue 1 Dec > Tue 15 Dec | Tue 1 Dec 09:00, Tue 15 Dec 09:00 | A8 B5 C10",
    ),
    (
        "they would not say, later: it is taken back",
        [TALK, estimate("Fri 27 Nov"), would_not_say(said="Thu 19 Nov")],
        "Tue 24 Nov > Tue 24 Nov > Tue 8 Dec | Tue 24 Nov 09:00, Tue 8 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "they would not say, but had named a date since",
        [TALK, would_not_say(said="Tue 17 Nov"), estimate("Fri 27 Nov", said="Thu 19 Nov")],
        "Mon 30 Nov > Tue 1 Dec > Tue 15 Dec | Tue 1 Dec 09:00, Tue 15 Dec 09:00 | A8 B5 C10",
    ),
    (
        "a second round after their date: the estimate is spent",
        [TALK, estimate("Fri 27 Nov"), interview("Mon 30 Nov 14:00", met=[DANA])],
        "Mon 7 Dec > Mon 7 Dec > Mon 21 Dec | Mon 7 Dec 09:00, Mon 21 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "a second round on their date: spent as well",
        [TALK, estimate("Fri 27 Nov"), interview("Fri 27 Nov 14:00", met=[DANA])],
        "Fri 4 Dec > Fri 4 Dec > Fri 18 Dec | Fri 4 Dec 09:00, Fri 18 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "a second round before their date: it stands",
        [TALK, estimate("Fri 27 Nov"), interview("Thu 26 Nov 14:00", met=[DANA])],
        "Thu 3 Dec > Thu 3 Dec > Thu 17 Dec | Thu 3 Dec 09:00, Thu 17 Dec 09:00 | A8 B5 C10",
    ),
    (
        "the second round was called off: the estimate is not spent",
        [
            TALK,
            estimate("Fri 27 Nov"),
            cancelled("Mon 30 Nov 14:00", by_them=False, when="Wed 18 Nov 10:00"),
        ],
        "Mon 30 Nov > Tue 1 Dec > Tue 15 Dec | Tue 1 Dec 09:00, Tue 15 Dec 09:00 | A8 B5 C10",
    ),
    # What they say starts the count anew (decision 2).
    (
        "they wrote, and no interview was agreed: their word is enough",
        [they_wrote("Thu 19 Nov 10:00")],
        "Thu 26 Nov > Thu 26 Nov > Thu 10 Dec | Thu 26 Nov 09:00, Thu 10 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "they wrote: five business days after that",
        [TALK, they_wrote("Thu 19 Nov 10:00")],
        "Thu 26 Nov > Thu 26 Nov > Thu 10 Dec | Thu 26 Nov 09:00, Thu 10 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "they wrote without a new date: the estimate still stands (decision 3)",
        [TALK, estimate("Fri 27 Nov"), they_wrote("Thu 19 Nov 10:00")],
        "Mon 30 Nov > Tue 1 Dec > Tue 15 Dec | Tue 1 Dec 09:00, Tue 15 Dec 09:00 | A8 B5 C10",
    ),
    (
        "several rounds: the last one counts, earlier check-ins are gone",
        [TALK, interview("Mon 23 Nov 14:00"), interview("Tue 1 Dec 14:00", met=[DANA])],
        "Tue 8 Dec > Tue 8 Dec > Tue 22 Dec | Tue 8 Dec 09:00, Tue 22 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "they wrote before a round that is still to come: its end counts",
        [TALK, interview("Tue 1 Dec 14:00", met=[DANA]), they_wrote("Thu 19 Nov 10:00")],
        "Tue 8 Dec > Tue 8 Dec > Tue 22 Dec | Tue 8 Dec 09:00, Tue 22 Dec 09:00 | A9 C5 D7 B2",
    ),
    # What did not take place (decision 7).
    (
        "they called it off and named no new date: five business days after that",
        [cancelled("Tue 17 Nov 14:00", by_them=True, when="Mon 16 Nov 10:00")],
        "Mon 23 Nov > Mon 23 Nov > Mon 7 Dec | Mon 23 Nov 09:00, Mon 7 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "they did not come: the same day",
        [missed("Tue 17 Nov 8:00", by_them=True)],
        "Tue 17 Nov > Tue 17 Nov > Tue 1 Dec | Tue 17 Nov 09:00, Tue 1 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "they did not come on a Saturday: on Monday (decision 9)",
        [missed("Sat 21 Nov 14:00", by_them=True)],
        "Mon 23 Nov > Mon 23 Nov > Mon 7 Dec | Mon 23 Nov 09:00, Mon 7 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "they called it off, and a new date is agreed: its end counts",
        [
            cancelled("Tue 17 Nov 14:00", by_them=True, when="Mon 16 Nov 10:00"),
            interview("Tue 24 Nov 14:00", met=[DANA]),
        ],
        "Tue 1 Dec > Tue 1 Dec > Tue 15 Dec | Tue 1 Dec 09:00, Tue 15 Dec 09:00 | A9 C5 D7 B2",
    ),
    # Whose turn it is (decision 5).
    (
        "what they asked for was sent: the count starts then",
        [TALK, request("references", delivered="Thu 19 Nov 18:00")],
        "Thu 26 Nov > Thu 26 Nov > Thu 10 Dec | Thu 26 Nov 09:00, Thu 10 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "what they asked for was left out: it counts as sent (decision 7)",
        [TALK, request("references"), decided("send-information:request-1", "Thu 19 Nov 18:00")],
        "Thu 26 Nov > Thu 26 Nov > Thu 10 Dec | Thu 26 Nov 09:00, Thu 10 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "it was sent before they last wrote: their word counts",
        [TALK, request("references", delivered="Tue 17 Nov 18:00"), they_wrote("Thu 19 Nov 10:00")],
        "Thu 26 Nov > Thu 26 Nov > Thu 10 Dec | Thu 26 Nov 09:00, Thu 10 Dec 09:00 | A9 C5 D7 B2",
    ),
    # Written already.
    (
        "a check-in was sent",
        [TALK, you_wrote("Tue 24 Nov 10:00", Purpose.CHECK_IN, DANA)],
        "Tue 24 Nov > Tue 24 Nov > Tue 8 Dec | Tue 24 Nov 09:00, Tue 8 Dec 09:00 | A9 C5 D7 B2"
        " | done",
    ),
    (
        "a check-in was sent before their last word: it does not count for the next",
        [
            TALK,
            you_wrote("Tue 24 Nov 10:00", Purpose.CHECK_IN, DANA),
            they_wrote("Wed 25 Nov 10:00"),
        ],
        "Wed 2 Dec > Wed 2 Dec > Wed 16 Dec | Wed 2 Dec 09:00, Wed 16 Dec 09:00 | A9 C5 D7 B2",
    ),
    # Entered late (decision 1).
    (
        "entered while the window is open",
        [interview("Tue 17 Nov 14:00", met=[DANA], entered="Tue 8 Dec 23:00")],
        "Tue 24 Nov > Tue 24 Nov > Tue 8 Dec | Tue 24 Nov 09:00, Tue 8 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "entered when it had closed: passed",
        [interview("Tue 17 Nov 14:00", met=[DANA], entered="Wed 9 Dec 0:00")],
        "Tue 24 Nov > Tue 24 Nov > Tue 8 Dec | Tue 24 Nov 09:00, Tue 8 Dec 09:00 | A9 C5 D7 B2"
        " | passed",
    ),
    (
        "entered when it had closed, but then they wrote",
        [
            interview("Tue 17 Nov 14:00", met=[DANA], entered="Wed 9 Dec 0:00"),
            they_wrote("Wed 9 Dec 10:00"),
        ],
        "Wed 16 Dec > Wed 16 Dec > Wed 30 Dec | Wed 16 Dec 09:00, Wed 30 Dec 09:00 | A9 C5 D7 B2",
    ),
    (
        "an old message entered today: what followed from it has passed",
        [TALK, they_wrote("Thu 19 Nov 10:00", entered="Mon 14 Dec 10:00")],
        "Thu 26 Nov > Thu 26 Nov > Thu 10 Dec | Thu 26 Nov 09:00, Thu 10 Dec 09:00 | A9 C5 D7 B2"
        " | passed",
    ),
]


@pytest.mark.parametrize(("what", "facts", "expected"), WHEN, ids=[row[0] for row in WHEN])
def test_when_to_check_in(what, facts, expected):
    actions = [action._replace(contact=None) for action in plan_of(*facts, only="check-in")]
    assert lines(actions) == [f"check-in | {expected}"]


HELD = [
    ("nothing has happened yet", []),
    ("they wait for what they asked for (decision 5)", [TALK, request("references")]),
    (
        "they wait for one of two things",
        [TALK, request("references"), request("a sample", delivered="Thu 19 Nov 18:00")],
    ),
    ("I called it off", [cancelled("Tue 17 Nov 14:00", by_them=False, when="Mon 16 Nov 10:00")]),
    ("I did not come", [missed("Tue 17 Nov 14:00", by_them=False)]),
]


@pytest.mark.parametrize(("what", "facts"), HELD, ids=[row[0] for row in HELD])
def test_when_not_to_check_in(what, facts):
    assert plan_of(*facts, only="check-in") == []


DORA, HUGO = replace(DANA, id=9, name="Dora"), replace(DANA, id=10, name="Hugo")
WROTE = they_wrote("Fri 20 Nov 10:00", by=HUGO)
WHOM = [
    # A6: the recruiter if it came through one. C5: HR first. Then decision 16 in its order.
    ("the recruiter through whom it came", EVERYBODY, RITA.id, [TALK], RITA),
    ("C5: HR", (DANA, MAX, HANNA), None, [TALK], HANNA),
    ("a recruiter through whom it did not come is passed over", EVERYBODY, None, [TALK], HANNA),
    ("who gave the estimate", (DANA, MAX), None, [TALK, estimate("Fri 27 Nov", by=DANA)], DANA),
    ("the hiring manager", (DANA, MAX), None, [TALK], MAX),
    (
        "the hiring manager, when the estimate no longer stands",
        (DANA, MAX),
        None,
        [TALK, estimate("Fri 27 Nov", by=DANA), would_not_say(said="Thu 19 Nov")],
        MAX,
    ),
    ("who was met", (DANA,), None, [TALK], DANA),
    (
        "who was met, before who was expected later and who wrote",
        (DANA, DORA, HUGO),
        None,
        [TALK, missed("Wed 18 Nov 14:00", by_them=True, met=[DORA]), WROTE],
        DANA,
    ),
    (
        "who was expected, when nobody came",
        (DANA, DORA),
        None,
        [missed("Tue 17 Nov 14:00", by_them=True, met=[DORA, DANA], lead=DANA), WROTE],
        DANA,
    ),
    (
        "who was expected last",
        (DANA, DORA),
        None,
        [
            missed(f"{day} 14:00", by_them=True, met=[one])
            for day, one in (("Wed 18 Nov", DANA), ("Tue 17 Nov", DORA))
        ],
        DANA,
    ),
    ("who wrote last", (DANA, HUGO), None, [they_wrote("Thu 19 Nov 10:00", by=DANA), WROTE], HUGO),
    (
        "who asked for something last",
        (DANA, HUGO),
        None,
        [WROTE, request("references", "Sat 21 Nov 10:00", by=DANA, delivered="Sat 21 Nov 11:00")],
        DANA,
    ),
]


@pytest.mark.parametrize(
    ("what", "people", "recruiter", "facts", "expected"), WHOM, ids=[row[0] for row in WHOM]
)
def test_whom_to_ask(what, people, recruiter, facts, expected):
    [action] = plan_of(*facts, only="check-in", people=people, recruiter=recruiter)
    assert action.contact == expected.id
    assert action.channel == (expected.channels[0] if expected.channels else "email")


def test_of_two_in_hr_the_one_known_longer_is_asked():
    second = replace(HANNA, id=9, name="Hugo")
    for people in ((HANNA, second), (second, HANNA)):
        [action] = plan_of(TALK, only="check-in", people=people)
        assert action.contact == HANNA.id


def test_of_two_who_were_met_the_same_is_asked_in_whatever_order_they_are_listed():
    other = replace(DANA, id=9, name="Dora")
    for met in ((DANA, other), (other, DANA)):
        talk = interview("Tue 17 Nov 14:00", met=met)
        [action] = plan_of(talk, only="check-in", people=(DANA, other))
        assert action.contact == other.id


def test_where_nobody_is_known_it_says_that_a_name_is_missing():
    [action] = plan_of(interview("Tue 17 Nov 14:00"), only="check-in", people=())
    assert action.contact is None
    assert action.title == "Check in with your contact at Acme"
    assert action.why.endswith("You have not named anybody there yet.")


def test_where_somebody_is_named_who_has_nothing_to_do_with_it_that_is_not_said():
    [action] = plan_of(they_wrote("Thu 19 Nov 10:00"), only="check-in", people=(DANA,))
    assert action.contact is None
    assert action.why.endswith("is Thu 26 Nov.")


WHY = [
    (
        [TALK],
        "No date is named yet. Five business days after the interview on Tue 17 Nov is Tue 24 Nov.",
    ),
    (
        [replace(TALK, debriefed_at=at("Tue 17 Nov 16:00"))],
        "They named no date. Five business days after the interview on Tue 17 Nov is Tue 24 Nov.",
    ),
    (
        [TALK, they_wrote("Thu 19 Nov 10:00")],
        "They named no date. Five business days after the message of Thu 19 Nov is Thu 26 Nov.",
    ),
    (
        [TALK, estimate("Fri 27 Nov", by=DANA)],
        "Dana said Fri 27 Nov; two business days later is Tue 1 Dec. From Mon 30 Nov on it is not"
        " too early.",
    ),
    (
        [TALK, estimate("Wed 18 Nov")],
        "They said Wed 18 Nov, but five business days after the interview on Tue 17 Nov is Tue 24"
        " Nov.",
    ),
    (
        [TALK, request("references", delivered="Thu 19 Nov 18:00")],
        "They named no date. Five business days after what you sent them on Thu 19 Nov is Thu 26"
        " Nov.",
    ),
    (
        [TALK, declined("Wed 18 Nov 10:00", "Thu 19 Nov 18:00")],
        "They named no date. Five business days after your decision of Thu 19 Nov is Thu 26 Nov.",
    ),
    (
        [cancelled("Tue 17 Nov 14:00", by_them=True, when="Mon 16 Nov 10:00")],
        "They named no date. Five business days after the cancellation of Mon 16 Nov is Mon 23"
        " Nov.",
    ),
    (
        [missed("Tue 17 Nov 14:00", by_them=True)],
        "Nobody came to the interview on Tue 17 Nov: it is right to ask the same day.",
    ),
    (
        [missed("Tue 17 Nov 14:00", by_them=True), estimate("Fri 27 Nov", by=DANA)],
        "Dana said Fri 27 Nov; two business days later is Tue 1 Dec. From Mon 30 Nov on it is not"
        " too early.",
    ),
]


@pytest.mark.parametrize(("facts", "why"), WHY, ids=[row[1][:40] for row in WHY])
def test_it_says_in_one_sentence_why_now(facts, why):
    [action] = plan_of(*facts, only="check-in")
    assert action.why == why


def test_a_message_from_them_makes_it_another_check_in():
    [before] = plan_of(TALK, only="check-in")
    [after] = plan_of(TALK, they_wrote("Thu 19 Nov 10:00"), only="check-in")
    assert (before.key, after.key) == ("check-in:interview-1", "check-in:message-1")


def test_the_key_stands_while_its_reason_stands():
    moved = interview("Wed 18 Nov 9:00", met=[DANA])
    sent = request("references", delivered="Wed 18 Nov 09:00")
    for facts in ([moved], [TALK, estimate("Fri 27 Nov")], [TALK, sent]):
        [action] = plan_of(*facts, only="check-in")
        assert action.key == "check-in:interview-1"


def test_holidays_are_no_business_days_and_the_sentence_names_them():
    christmas = Days(BERLIN, holidays={date(2026, 12, 25): "Christmas Day"})
    late = interview("Fri 18 Dec 14:00", met=[DANA])
    [action] = plan_of(late, only="check-in", days=christmas)
    assert lines([action])[0].split(" | ")[1] == "Mon 28 Dec > Mon 28 Dec > Mon 11 Jan"
    assert action.why.endswith("is Mon 28 Dec (Fri 25 Dec is Christmas Day).")


def test_a_holiday_on_a_weekend_puts_nothing_off_and_is_not_named():
    boxing_day = Days(BERLIN, holidays={date(2026, 12, 26): "Boxing Day"})
    late = interview("Fri 18 Dec 14:00", met=[DANA])
    [action] = plan_of(late, only="check-in", days=boxing_day)
    assert action.why.endswith("is Fri 25 Dec.")


def test_the_owners_own_numbers_count():
    changed = {"check-in.grace": 3, "check-in.opens": 2, "check-in.closes": 1}
    playbook = Playbook(changed=changed)
    [action] = plan_of(TALK, estimate("Fri 27 Nov"), only="check-in", playbook=playbook)
    assert lines([action])[0].split(" | ")[1] == "Tue 1 Dec > Wed 2 Dec > Thu 3 Dec"


def test_a_grace_shorter_than_its_opening_opens_it_when_it_is_due():
    playbook = Playbook(changed={"check-in.grace": 1, "check-in.opens": 4})
    [action] = plan_of(TALK, estimate("Fri 27 Nov"), only="check-in", playbook=playbook)
    assert lines([action])[0].split(" | ")[1] == "Mon 30 Nov > Mon 30 Nov > Mon 14 Dec"
    assert said(action.window.opens) == "Mon 30 Nov 00:00"


def test_it_cannot_be_due_before_it_opens_though_they_missed_it_late_at_night():
    last_moment = at("Tue 17 Nov 23:59").replace(second=59, microsecond=700_000)
    fact = replace(missed("Tue 17 Nov 14:00", by_them=True), called_off_at=last_moment)
    [action] = plan_of(fact, only="check-in")
    assert action.window.opens <= action.window.due


def test_an_invitation_to_what_i_called_off_is_their_last_word():
    """Decisions 2 and 7."""
    off = cancelled("Fri 27 Nov 14:00", by_them=False, when="Mon 23 Nov 10:00")
    assert plan_of(off, only="check-in") == []
    [asked] = plan_of(replace(off, invited_on=on("Mon 16 Nov")), only="check-in")
    assert asked.key == "check-in:interview-1-invited"
    assert asked.window.due.date() == on("Mon 23 Nov")


def test_a_check_in_of_the_day_on_which_they_invited_came_after_it():
    talk = replace(interview("Fri 27 Nov 14:00"), invited_on=on("Mon 16 Nov"))
    sent = you_wrote("Mon 16 Nov 09:00", Purpose.CHECK_IN)
    [asked] = plan_of(talk, sent, only="check-in")
    assert asked.key == "check-in:interview-1"
