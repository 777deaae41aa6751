"""Beside the thank-you e-mail: a card (A4 A11), LinkedIn (A5 E8), and the recruiter (A6)."""

from dataclasses import replace

import pytest

from tests.planning.story import (
    DANA,
    EVERYBODY,
    HANNA,
    MAX,
    RITA,
    at,
    interview,
    lines,
    plan_of,
    you_wrote,
)
from tracker.planning.facts import Channel, Elsewhere, Purpose, Stage
from tracker.planning.playbook import Playbook

ON_SITE = interview("Tue 17 Nov 14:00", met=[DANA, MAX], on_site=True)
THEN = "Tue 17 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00 | A4 A11"
CARDS = [
    ("on site: the hiring manager of those who were there", [ON_SITE], "Blend", 1, [MAX]),
    ("on site: who led it", [interview("Tue 17 Nov 14:00", met=[DANA, MAX], lead=DANA, on_site=True)], "Blend", 1, [DANA]),
    ("on site: who was there, where nobody led", [interview("Tue 17 Nov 14:00", met=[DANA], on_site=True)], "Blend", 1, [DANA]),
    ("on site, for everyone", [ON_SITE], "Blend", 2, [DANA, MAX]),
    ("on site, for nobody", [ON_SITE], "Blend", 0, []),
    ("by video, the first round: not worth a stamp (decision 6)", [interview("Tue 17 Nov 14:00", met=[DANA])], "Blend", 1, []),
    ("on site, and nobody is named", [interview("Tue 17 Nov 14:00", on_site=True)], "Blend", 1, []),
]  # fmt: skip


@pytest.mark.parametrize(("what", "facts", "preset", "who", "to"), CARDS, ids=[r[0] for r in CARDS])
def test_a4_a11_a_card_goes_to(what, facts, preset, who, to):
    playbook = Playbook(preset, {"thank-you-card.who": who})
    cards = plan_of(*facts, only="thank-you-card", playbook=playbook)
    assert lines(cards) == [f"thank-you-card {person.name} | {THEN}" for person in to]
    assert {card.channel for card in cards} <= {Channel.POST}


def test_from_the_second_round_on_a_card_is_written_wherever_it_was():
    first, second = (
        interview("Tue 17 Nov 14:00", met=[DANA]),
        interview("Wed 25 Nov 14:00", met=[MAX]),
    )
    [card] = plan_of(first, second, only="thank-you-card")
    assert card.key == "thank-you-card:interview-2:contact-2"


def test_a_card_waits_for_a_day_on_which_post_is_written_and_its_closing_with_it():
    friday = interview("Fri 20 Nov 14:00", met=[DANA], on_site=True)
    [card] = plan_of(friday, only="thank-you-card")
    assert lines([card])[0].split(" | ")[1] == "Fri 20 Nov > Mon 23 Nov > Mon 30 Nov"


def test_systems_personnel_writes_the_card_the_same_day():
    [card] = plan_of(ON_SITE, only="thank-you-card", playbook=Playbook("A"))
    assert lines([card])[0].split(" | ")[1] == "Tue 17 Nov > Tue 17 Nov > Tue 24 Nov"


def test_b3_who_asked_for_no_thanks_gets_neither_letter_nor_card():
    kinds = {action.kind for action in plan_of(ON_SITE, no_thanks=True)}
    assert not kinds & {"thank-you", "thank-you-card"}
    assert {"linkedin-invitation", "check-in"} <= kinds  # two facts: this one is of thanks alone


def test_a5_everyone_met_is_invited_once_however_often_they_meet():
    again = interview("Wed 25 Nov 14:00", met=[DANA, HANNA])
    invited = plan_of(ON_SITE, again, only="linkedin-invitation", people=EVERYBODY)
    assert lines(invited) == [
        "linkedin-invitation Dana | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00 | A5 E8",
        "linkedin-invitation Max | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00 | A5 E8",
        "linkedin-invitation Hanna | Thu 26 Nov > Thu 26 Nov > Thu 3 Dec | Thu 26 Nov 09:00 | A5 E8",
    ]
    assert invited[0].key == "linkedin-invitation:contact-1"  # of no interview


NOT_INVITED = [
    ("connected already", {"people": (replace(DANA, connected=True), MAX)}),
    ("invited from another application", {"elsewhere": Elsewhere(invited=frozenset({DANA.id}))}),
    ("unknown to the case file", {"people": (MAX,)}),
]


@pytest.mark.parametrize(("what", "more"), NOT_INVITED, ids=[row[0] for row in NOT_INVITED])
def test_nobody_is_invited_twice(what, more):
    invited = plan_of(ON_SITE, only="linkedin-invitation", **more)
    assert [action.contact for action in invited] == [MAX.id]


def test_an_invitation_from_before_the_interview_was_one():
    sent = you_wrote("Tue 10 Nov 10:00", Purpose.LINKEDIN, DANA)
    invitations = plan_of(ON_SITE, sent, only="linkedin-invitation")
    assert [(each.contact, bool(each.settled_at)) for each in invitations] == [
        (1, True),
        (2, False),
    ]


def test_people_who_want_no_messages_are_not_invited():
    assert plan_of(ON_SITE, only="linkedin-invitation", no_contact=True) == []


@pytest.mark.parametrize("stage", [Stage.REJECTED, Stage.NO_REPLY])
def test_e8_neither_a_no_nor_no_reply_changes_anything_about_it(stage):
    since = at("Thu 19 Nov 10:00")
    after = plan_of(ON_SITE, only="linkedin-invitation", stage=stage, stage_since=since)
    assert after == plan_of(ON_SITE, only="linkedin-invitation")


def test_a6_the_recruiter_hears_the_same_day_after_each_day_of_interviews():
    facts = [ON_SITE, interview("Tue 17 Nov 16:00"), interview("Thu 26 Nov 10:00")]
    reports = plan_of(*facts, only="recruiter-debrief", people=EVERYBODY, recruiter=RITA.id)
    assert lines(reports) == [
        "recruiter-debrief Rita | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 19:00, Thu 19 Nov 09:00 | A6",
        "recruiter-debrief Rita | Thu 26 Nov > Thu 26 Nov > Sat 28 Nov | Thu 26 Nov 13:00, Sat 28 Nov 09:00 | A6",
    ]


def test_a6_what_was_told_them_is_told():
    told = you_wrote("Tue 17 Nov 17:00", Purpose.RECRUITER_DEBRIEF, RITA)
    [report] = plan_of(ON_SITE, told, only="recruiter-debrief", people=EVERYBODY, recruiter=RITA.id)
    assert report.settled_at == told.at


def test_a6_what_the_recruiter_advises_goes_over_the_plan():
    talk = interview("Tue 17 Nov 14:00", met=[DANA])
    [check_in] = plan_of(talk, only="check-in", medium=Channel.PHONE, gap=8)
    assert check_in.channel is Channel.PHONE
    sent = you_wrote("Tue 24 Nov 10:00", Purpose.CHECK_IN, MAX)
    [second] = plan_of(talk, sent, only="second-check-in", gap=12)
    assert lines([second])[0].split(" | ")[1] == "Thu 10 Dec > Thu 10 Dec > Thu 24 Dec"


def test_without_a_recruiter_nobody_is_told():
    assert plan_of(ON_SITE, only="recruiter-debrief", people=EVERYBODY) == []
    assert plan_of(ON_SITE, only="recruiter-debrief", recruiter=99) == []  # unknown here
