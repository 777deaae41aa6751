"""Letters: kept, sent once, taken back; and written by the owner's own templates."""

from datetime import date

import pytest

from tests.factories import (
    ApplicationFactory,
    AttendanceFactory,
    ContactFactory,
    FollowUpFactory,
    InterviewFactory,
    MessageFactory,
)
from tests.services.doings import debrief
from tests.views.pages import question_of
from tracker.models import Application, InformationRequest, LetterTemplate, Message, News
from tracker.models.letters import LetterText
from tracker.planning.facts import Channel, ContactKind, NewsKind
from tracker.queries.letters import draft_of
from tracker.services.debriefs import Asked
from tracker.services.letters import (
    change_template,
    delete_template,
    purpose_of,
    save_letter,
    send_letter,
    unsend_letter,
)
from tracker.services.news import delete_news, log_news
from tracker.services.replan import replan
from tracker.services.requests import add_request, change_request
from tracker.writing.letters import Kind, Register, Template


@pytest.fixture
def later(now):
    return now.replace(hour=16)


@pytest.fixture
def row(alice, later):
    """The thank-you that follows from an interview with Dana."""
    application = ApplicationFactory(owner=alice, company__name="Northwind")
    dana = ContactFactory(owner=alice, company=application.company)
    interview = InterviewFactory(application=application)
    AttendanceFactory(interview=interview, contact=dana, talking_point="Sailing")
    replan(application, because="", now=later)
    return application.follow_ups.get(kind="thank-you")


def send(row, now, **values):
    return send_letter(row, text="Thank you!", channel=Channel.EMAIL, now=now, **values)


def test_sent_logs_the_message_and_completes_the_follow_up(row, later):
    message = send(row, later)
    assert (message.contact, message.purpose, message.text) == (
        row.contact,
        "thank-you",
        "Thank you!",
    )
    row.refresh_from_db()
    assert row.status == "done"


def test_sent_twice_logs_once(row, later):
    send(row, later)
    assert send(row, later) is None
    assert Message.objects.count() == 1


def test_taken_back_the_message_is_gone_and_the_follow_up_open(row, later):
    unsend_letter(row, send(row, later), now=later)
    row.refresh_from_db()
    assert (row.status, Message.objects.count()) == ("open", 0)


def test_what_no_message_settles_is_completed_and_opened_again_too(row, alice, later):
    rita = ContactFactory(owner=alice, name="Rita", kind=ContactKind.AGENCY_RECRUITER)
    Application.objects.update(recruiter=rita)
    replan(row.application, because="", now=later)
    told = row.application.follow_ups.get(kind="recruiter-debrief")
    message = send(told, later)
    told.refresh_from_db()
    assert told.status == "done"
    unsend_letter(told, message, now=later)
    told.refresh_from_db()
    assert told.status == "open"


@pytest.fixture
def to_send(row, later):
    """They asked for references at the interview."""
    debrief(row.interview, asked=[Asked("references", "email")], now=later)
    return row.application.follow_ups.get(kind="send-information")


def test_what_they_asked_for_is_delivered_by_the_letter_that_brings_it(to_send, later):
    send(to_send, later)
    to_send.refresh_from_db()
    assert (to_send.status, to_send.settled_by_fact) == ("done", True)
    assert to_send.request.delivered_at == later


def test_taken_back_they_wait_for_it_again(to_send, later):
    unsend_letter(to_send, send(to_send, later), now=later)
    to_send.refresh_from_db()
    assert (to_send.status, Message.objects.count()) == ("open", 0)
    assert to_send.request.delivered_at is None


@pytest.fixture
def to_promise(row, later):
    """They asked for a plan, which takes until Friday 20 November."""
    asked = {"what": "a plan", "asked_at": later, "can_send_on": date(2026, 11, 20)}
    add_request(row.application, values=asked, now=later)
    return row.application.follow_ups.get(kind="promise-information")


def test_d2_the_day_that_a_letter_promises_is_kept_when_the_guess_changes(to_promise, later):
    send(to_promise, later)
    asked = InformationRequest.objects.get()
    assert asked.promised_for == date(2026, 11, 20)
    changes = {"can_send_on": date(2026, 12, 1)}
    change_request(asked, values=changes, version=asked.version, now=later)
    sending = to_promise.application.follow_ups.get(kind="send-information")
    assert sending.why.endswith("you promised it for Fri 20 Nov.")


def test_taken_back_nothing_is_promised(to_promise, later):
    unsend_letter(to_promise, send(to_promise, later), now=later)
    to_promise.refresh_from_db()
    assert (to_promise.status, Message.objects.count()) == ("open", 0)
    assert InformationRequest.objects.get().promised_for is None


@pytest.fixture
def two_rounds(row, alice, later):
    """Northwind is to be told of two final rounds elsewhere, the nearer one first."""
    for day in (11, 4):
        values = {"kind": NewsKind.FINAL_ROUND, "day": date(2026, 12, day)}
        log_news(alice, values=values, told=[row.application_id], now=later)
    return row.application.follow_ups.filter(kind="tell-of-final-round")


def test_b6_a_letter_tells_of_the_final_round_that_it_is_written_for(two_rounds, later):
    nearer = two_rounds.get(status="open")
    message = send(nearer, later)
    assert two_rounds.get(status="done") == nearer
    assert two_rounds.get(status="open").key != nearer.key
    unsend_letter(nearer, message, now=later)
    assert two_rounds.get(status="open") == nearer


def test_what_was_told_stays_so_when_its_final_round_is_none_any_more(two_rounds, later):
    send(two_rounds.get(status="open"), later)
    delete_news(News.objects.get(day=date(2026, 12, 4)), now=later)
    assert two_rounds.filter(status="open").exists()


def test_what_was_asked_is_ticked_off_and_taken_back_with_it(row, later):
    team = question_of(row.application, later, "How large is the team?")
    roof = question_of(row.application, later, "Is there a roof?")
    message = send(row, later, asked=[team.text, "Nobody's question"])
    assert [each.asked_at for each in row.application.questions.order_by("pk")] == [later, None]
    unsend_letter(row, message, now=later)
    roof.refresh_from_db()
    assert not row.application.questions.exclude(asked_at=None).exists()


def test_a_kept_letter_survives_a_new_plan(row, later):
    save_letter(row, LetterText("Mine", "My words.", "relaxed"))
    replan(row.application, because="anything", now=later)
    row.refresh_from_db()
    draft = draft_of(row, later)
    assert draft is not None
    assert (draft.subject, draft.body, draft.to) == ("Mine", "My words.", "dana@example.com")


def test_what_is_ours_still_goes_on_following_the_facts(row, later):
    save_letter(row, LetterText(register="relaxed"))
    assert row.interview is not None
    row.interview.attendances.update(talking_point="the tides")
    row.refresh_from_db()
    draft = draft_of(row, later)
    assert draft is not None
    assert "the tides" in draft.body


@pytest.mark.parametrize(
    ("kind", "purpose"),
    [
        ("check-in", "check-in"),
        ("second-check-in", "check-in"),
        ("application-check-in", "check-in"),
        ("answer-offer", "answer-offer"),
        ("prepare", "other"),
    ],
)
def test_each_kind_is_logged_as_what_it_is(kind, purpose):
    assert purpose_of(FollowUpFactory.build(application=None, owner=None, kind=kind)) == purpose


def test_the_owners_template_is_used_until_it_is_reset(row, alice, later):
    mine = Template("About {talking_point}", "{greeting}\n\nAhoy, {company}.\n\n{close}")
    change_template(alice, Kind.THANK_YOU, Register.NEUTRAL, mine, now=later)
    change_template(alice, Kind.THANK_YOU, Register.NEUTRAL, mine, now=later)
    assert LetterTemplate.objects.count() == 1
    draft = draft_of(row, later)
    assert draft is not None
    assert draft.body == "Hello Dana,\n\nAhoy, Northwind.\n\nKind regards,\nAlice"
    delete_template(LetterTemplate.objects.get(), now=later)
    again = draft_of(row, later)
    assert again is not None
    assert "Ahoy" not in again.body


def test_the_tone_is_theirs_until_the_owner_chooses(row, later):
    def greeting():
        draft = draft_of(row, later)
        assert draft is not None
        return draft.body.splitlines()[0]

    MessageFactory(
        application=row.application, contact=row.contact, text="Hey! Awesome chat, cheers", at=later
    )
    assert greeting() == "Hi Dana,"
    row.contact.register = "formal"
    assert greeting() == "Dear Dana Reyes,"
    row.draft_register = "neutral"
    assert greeting() == "Hello Dana,"


def test_a_check_in_after_two_answers_without_a_date_asks_nothing(alice, later):
    row = FollowUpFactory(application=ApplicationFactory(owner=alice), kind="check-in")
    row.advice = ["C12"]
    draft = draft_of(row, later)
    assert draft is not None
    assert draft.kind is Kind.STILL_INTERESTED


def test_nothing_is_written_where_nobody_is_known_to_be_thanked(alice, later):
    row = FollowUpFactory(application=ApplicationFactory(owner=alice))
    assert draft_of(row, later) is None
