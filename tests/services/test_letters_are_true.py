"""A letter says nothing that was not so: who was met, and who was asked."""

from datetime import date

import pytest

from tests.factories import ContactFactory
from tests.services.doings import at, debrief, schedule, the, they_write, you_write
from tracker.models import Application, Contact
from tracker.planning.facts import ContactKind, InterviewStatus, Purpose, Stage
from tracker.queries.letter_desk import desk_of
from tracker.queries.letters import draft_of
from tracker.services.applications import change_stage
from tracker.services.debriefs import Said
from tracker.services.interviews import call_off_interview
from tracker.services.replan import replan

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanna(application) -> Contact:
    """Of HR, who is at no interview."""
    return ContactFactory(
        owner=application.owner, company=application.company, name="Hanna", kind=ContactKind.HR
    )


def letter(kind: str, application: Application, now) -> str:
    draft = draft_of(the(kind, application), now)
    assert draft
    return draft.body


def test_who_was_met_is_thanked_for_the_conversation(application, interview):
    said = letter("check-in", application, at(30, 9))
    assert "Thank you again for the conversation on Tuesday about" in said


def test_who_was_not_there_hears_of_the_interview(application, interview, hanna):
    replan(application, because="", now=at(25, 9))
    said = letter("check-in", application, at(30, 9))
    assert said.startswith("Hello Hanna,\n\nI had an interview for the Engineer role on Tuesday,")
    assert "conversation" not in said


def test_where_they_did_not_come_nobody_is_thanked_for_it(application, interview):
    call_off_interview(
        interview, status=InterviewStatus.MISSED, by_them=True, version=0, now=at(24, 15)
    )
    row = the("check-in", application)
    desk = desk_of(row, at(24, 16))
    assert desk
    assert desk.script
    assert "\n\nI wanted to ask where things stand with the Engineer role." in desk.draft.body
    assert "I am calling about the Engineer role at Acme." in desk.script.opening


def test_where_only_messages_were_exchanged_nobody_is_thanked_for_more(application, hanna):
    they_write(application, now=at(17, 12))
    assert "conversation" not in letter("check-in", application, at(25, 9))


def test_who_never_met_them_did_not_come_to_know_them(application, hanna):
    change_stage(application, Stage.REJECTED, now=at(17, 12))
    assert "know Acme" not in letter("reply-to-rejection", application, at(18, 9))


@pytest.fixture
def max_(application) -> Contact:
    return ContactFactory(
        owner=application.owner,
        company=application.company,
        name="Max",
        kind=ContactKind.HIRING_MANAGER,
    )


def test_hr_has_a_question_only_where_hr_was_asked(application, interview, dana, hanna, max_):
    interview.attendances.create(contact=max_, rapport=5, entered_at=at(24, 9))
    you_write(application, Purpose.CHECK_IN, dana, now=at(30, 9))
    said = letter("escalate", application, at(30, 10))
    assert "My question about the timing is still open" in said
    assert "HR" not in said
    you_write(application, Purpose.CHECK_IN, hanna, now=at(30, 11))
    assert "Your colleagues in HR have a question" in letter("escalate", application, at(30, 12))


def test_a_date_that_a_second_interview_overtook_is_not_held_against_them(application, dana):
    first = schedule(application, dana, day=3, now=at(2, 9))
    debrief(first, met=[dana], said=Said("by Friday", date(2026, 11, 6), by=dana.pk), now=at(3, 16))
    assert "by Friday 6 November" in letter("check-in", application, at(9, 9))
    schedule(application, dana, day=10, now=at(4, 9))
    assert the("check-in", application).why.startswith("No date is named yet.")
    assert "6 November" not in letter("check-in", application, at(18, 9))


def test_of_two_dates_said_on_one_day_the_letter_takes_the_plans(application, interview):
    for day in (9, 4):
        they_write(application, said=Said("", date(2026, 12, day)), now=at(25, 20 - day))
    assert the("check-in", application).why.startswith("They said Wed 9 Dec;")
    assert "by Wednesday 9 December" in letter("check-in", application, at(27, 9))


def test_a_date_that_they_took_back_is_none(application, interview):
    they_write(application, said=Said("", date(2026, 12, 4)), now=at(25, 10))
    they_write(application, said=Said("we do not know yet"), now=at(26, 10))
    assert "expected" not in letter("check-in", application, at(27, 9))
