from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from tests.writing.story import DANA, EVERYTHING, NOTHING, drafted
from tracker.planning.facts import Channel
from tracker.writing.composing import compose
from tracker.writing.counting import characters, count_words
from tracker.writing.findings import FindingKind
from tracker.writing.letters import (
    ASKING,
    LIMIT,
    LINKEDIN_LIMIT,
    NOT_MAILED,
    THANK_YOU_LIMIT,
    THANKS,
    Kind,
    LetterFacts,
    Register,
    Template,
)
from tracker.writing.reviewing import review

LONG = "Maximiliane-Theodora von und zu Hohenlohe-Waldenburg-Schillingsfürst " * 6


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_in_every_register_may_be_sent_as_it_stands(kind):
    """B4 C2 C13 E2 E6 C16: what we propose, we would not find fault with."""
    harmless = {FindingKind.NO_ADDRESS, FindingKind.NO_LINK}
    for register, facts, place in product(Register, (EVERYTHING, DANA, NOTHING), range(8)):
        placed = replace(facts, place=place)
        draft = compose(kind, placed, register)
        assert {each.kind for each in review(draft, placed)} <= harmless, draft.body


@pytest.mark.parametrize("kind", Kind)
def test_no_draft_is_too_long(kind):
    limit = THANK_YOU_LIMIT if kind in THANKS else LIMIT
    for register, facts, place in product(Register, (EVERYTHING, NOTHING), range(8)):
        body = compose(kind, replace(facts, place=place), register).body
        assert count_words(body) <= limit
        assert "!" not in body


@pytest.mark.parametrize("kind", Kind)
def test_what_is_missing_leaves_no_hole(kind):
    for register, facts in product(Register, (EVERYTHING, DANA, NOTHING)):
        draft = compose(kind, facts, register)
        for hole in ("  ", " ,", " .", "\n\n\n", "{", "}", "None", " ?", ": \n"):
            assert hole not in draft.body
        assert draft.subject == draft.subject.strip()
        assert not draft.subject.endswith((" about", ":", " at"))


@pytest.mark.parametrize("kind", Kind)
def test_the_same_facts_give_the_same_draft(kind):
    assert drafted(kind) == drafted(kind)


def test_the_register_is_heard_in_the_greeting():
    first = [drafted(Kind.CHECK_IN, register).body.split("\n")[0] for register in Register]
    assert first == ["Dear Dana Miller,", "Hello Dana,", "Hi Dana,"]


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Dana", "Dana"),
        ("Dr. Miller", "Dr. Miller"),
        ("Miller, Dana", "Miller, Dana"),
        ("J. R. Smith", "J. R. Smith"),
        ("王 小明", "王 小明"),
        ("  Dana \n Miller ", "Dana"),
    ],
)
def test_a_first_name_is_used_where_it_can_be_known(name, greeted):
    assert drafted(Kind.CHECK_IN, contact_name=name).body.startswith(f"Hello {greeted},")


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Their move to Go.", "your move to Go"),
        ("how they deploy on Fridays", "how you deploy on Fridays"),
        ("We talked about the garden", "the garden"),
        ("Kubernetes", "Kubernetes"),
        ("children and their parents", "children and their parents"),
    ],
)
def test_a_note_on_them_is_turned_towards_them(note, said):
    assert f"about {said}" in drafted(Kind.THANK_YOU, talking_point=note).body


@pytest.mark.parametrize(
    ("written_on", "said"),
    [
        (date(2026, 11, 17), "with me today about"),
        (date(2026, 11, 18), "with me yesterday about"),
        (date(2026, 11, 20), "with me on Tuesday about"),
        (date(2026, 12, 1), "with me on 17 November about"),
        (None, "with me on 17 November about"),
    ],
)
def test_the_day_is_said_as_on_the_day_of_writing(written_on, said):
    assert said in drafted(Kind.THANK_YOU, written_on=written_on).body


def test_a_thank_you_has_thanks_interest_and_one_thing_from_the_talk():
    """C2 E1 C3"""
    body = drafted(Kind.THANK_YOU, link="https://example.org/x").body
    assert "Thank you for taking the time" in body
    assert "your move from one database to many small ones" in body
    assert "I would be very glad to join you" in body
    assert "https://example.org/x" in body


def test_little_interest_is_not_praised_up():
    body = drafted(Kind.THANK_YOU, interest=2).body
    assert "glad to join" not in body
    assert "I look forward to hearing from you." in body


def test_a_check_in_asks_for_standing_timing_and_when_to_ask_again():
    """A2 C10 C14 E4"""
    body = drafted(Kind.CHECK_IN).body
    assert "where things stand" in body
    assert "when you expect to decide, and when I should ask again" in body


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("Dana Miller", "You mentioned that"),
        ("Max Huber", "Max mentioned that"),
        ("", "I understood that"),
    ],
)
def test_a_check_in_with_an_estimate_says_who_gave_it(by, said):
    body = drafted(Kind.CHECK_IN, estimate_day=date(2026, 11, 27), estimate_by=by).body
    assert f"{said} a decision on the Backend Engineer role was expected by Friday 27 Nov" in body


@pytest.mark.parametrize(
    ("words", "said"),
    [("the end of November", "expected by the end of November"), ("in May", "expected in May")],
)
def test_without_a_day_an_estimate_is_said_in_the_words_used(words, said):
    assert said in drafted(Kind.CHECK_IN, estimate_words=words).body


def test_another_interview_is_named_only_if_it_is_coming():
    """B6: only in the check-in, and only if true."""
    assert "another interview next week" in drafted(Kind.CHECK_IN, other_interview="next week").body
    assert "another interview" not in drafted(Kind.CHECK_IN, interest=5).body
    others = set(Kind) - {Kind.CHECK_IN}
    told = [compose(kind, EVERYTHING, register).body for kind in others for register in Register]
    assert not [body for body in told if "another interview" in body]


def test_first_choice_is_said_only_where_it_is_true():
    """B6"""
    assert "first choice" in drafted(Kind.CHECK_IN, interest=5).body
    assert "first choice" not in drafted(Kind.CHECK_IN, interest=4).body


@pytest.mark.parametrize("kind", ASKING)
def test_my_own_questions_are_put_in(kind):
    """C15"""
    assert "- How large is the team?" in drafted(kind, questions=("How large is the team?",)).body


@pytest.mark.parametrize("kind", [Kind.STILL_INTERESTED, Kind.KEEP_IN_TOUCH, Kind.MID_TIMELINE])
@pytest.mark.parametrize("register", Register)
def test_notes_in_a_long_wait_ask_nothing(kind, register):
    """C12 D6"""
    assert "?" not in drafted(kind, register).body


def test_a_mid_timeline_note_knows_that_it_takes_time_and_offers_availability():
    """D6"""
    body = drafted(Kind.MID_TIMELINE).body
    assert "takes time" in body
    assert "happy to make time" in body


def test_the_offer_note_names_the_day_and_puts_no_pressure():
    """E5"""
    body = drafted(Kind.TELL_OF_OFFER, offer_deadline=date(2026, 11, 30)).body
    assert "answer by Monday 30 November" in body
    assert "I quite understand" in body


@pytest.mark.parametrize("offered", [True, False])
def test_contract_work_is_offered_where_i_want_it(offered):
    """E8"""
    assert ("on contract" in drafted(Kind.NURTURE, contract_work=offered).body) is offered


@pytest.mark.parametrize("kind", sorted(set(Kind) - {*NOT_MAILED, Kind.RECRUITER_DEBRIEF}))
def test_the_recruiter_is_copied(kind):
    """A7"""
    draft = drafted(kind, recruiter_address="rita@agency.example")
    assert draft.cc == ("rita@agency.example",)


def test_the_recruiter_is_not_copied_on_a_letter_to_the_recruiter():
    draft = drafted(Kind.CHECK_IN, recruiter_address="DANA@acme.example")
    assert (draft.to, draft.cc) == ("dana@acme.example", ())


def test_the_debrief_goes_to_the_recruiter_and_asks_how_to_go_on():
    """A6"""
    draft = compose(Kind.RECRUITER_DEBRIEF, EVERYTHING, Register.NEUTRAL)
    assert (draft.to, draft.cc) == ("rita@agency.example", ())
    assert draft.body.startswith("Hello Rita,")
    assert "how often should I write to them, in which way, and when?" in draft.body


@pytest.mark.parametrize("kind", NOT_MAILED)
def test_what_is_not_mailed_has_no_address(kind):
    draft = compose(kind, EVERYTHING, Register.NEUTRAL)
    assert (draft.subject, draft.to, draft.cc) == ("", "", ())


def test_what_goes_another_way_than_mail_has_no_address():
    assert drafted(Kind.INFORMATION, channel=Channel.FAX).to == ""


@pytest.mark.parametrize("register", Register)
@pytest.mark.parametrize("long", [LONG, "👩🏽‍💻" * 400, "x" * 100_000, "王" * 500])
def test_an_invitation_never_exceeds_what_linkedin_takes(register, long):
    facts = LetterFacts(
        my_name=long, contact_name=long, company=long, role=long, talking_point=long
    )
    own = Template("", "{greeting} {contact} {role} {company} " + long)
    for place, template in product(range(8), (None, own)):
        placed = replace(facts, place=place)
        body = compose(Kind.LINKEDIN, placed, register, own=template).body
        assert 0 < characters(body) <= LINKEDIN_LIMIT


def test_an_own_template_is_used_instead():
    own = Template("Hello {company}", "{greeting}\n\nAbout {role}.\n\nSee {link}.\n\n{close}")
    draft = compose(Kind.CHECK_IN, DANA, Register.NEUTRAL, own=own)
    assert draft.subject == "Hello Acme"
    assert draft.body == "Hello Dana,\n\nAbout Backend Engineer.\n\nKind regards,\nAlex Example"
