from datetime import timedelta

import pytest

from tests.factories import ApplicationFactory
from tests.services.doings import (
    agreed,
    at,
    debrief,
    schedule,
    standing,
    the,
    they_write,
    you_write,
)
from tracker.models import FollowUpStatus
from tracker.planning.facts import InterviewStatus, Purpose
from tracker.services.follow_ups import complete, skip, snooze
from tracker.services.interviews import call_off_interview, change_interview, reinstate_interview
from tracker.services.messages import delete_message, log_message
from tracker.services.replan import replan

pytestmark = pytest.mark.django_db
ALL_OPEN = {
    "prepare:interview": "open",
    "debrief:interview": "open",
    "thank-you:interview:contact": "open",
    "linkedin-invitation:contact": "open",
    "check-in:interview": "open",
    "move-on:interview": "open",
}


def test_what_follows_from_a_fact_is_added(application, interview):
    assert standing(application) == ALL_OPEN


def test_planning_again_changes_nothing(application, interview, now):
    before = list(application.follow_ups.order_by("pk").values())
    reminders = list(application.owner.reminders.order_by("pk").values())
    replan(application, because="nothing", now=now + timedelta(hours=1))
    assert list(application.follow_ups.order_by("pk").values()) == before
    assert list(application.owner.reminders.order_by("pk").values()) == reminders


def test_a_follow_up_moves_with_its_reason_and_stays_the_same_row(application, interview, now):
    before = the("thank-you", application)
    values = agreed(day=25)
    change_interview(
        interview,
        values=values,
        attendees=[before.contact_id],
        version=interview.version,
        now=now,
    )
    after = the("thank-you", application)
    assert (after.pk, after.uid, after.key) == (before.pk, before.uid, before.key)
    assert after.opens == before.opens + timedelta(days=1)
    assert after.version == before.version + 1


def test_what_has_lost_its_reason_is_withdrawn_and_says_why(application, interview):
    they_write(application, now=at(25, 10))
    gone = application.follow_ups.get(key=f"check-in:interview-{interview.pk}")
    assert gone.status == FollowUpStatus.WITHDRAWN
    assert gone.withdrawn_because == "they wrote on Wed 25 Nov"
    assert gone.withdrawn_at == at(25, 10)


def test_what_their_word_withdrew_for_good_is_not_said_to_come_back(application, interview):
    values = {"direction": "in", "at": at(25, 10), "wants_answer": True}
    log_message(application, values=values, said=None, now=at(25, 10))
    gone = application.follow_ups.get(key=f"check-in:interview-{interview.pk}")
    assert gone.withdrawn_because == "they wrote on Wed 25 Nov"


def test_the_question_about_an_application_that_they_answered_is_not_said_to_come_back(alice):
    application = ApplicationFactory(owner=alice, stage="applied")
    replan(application, because="", now=at(17, 9))
    values = {"direction": "in", "at": at(25, 10), "wants_answer": True}
    log_message(application, values=values, said=None, now=at(25, 10))
    gone = application.follow_ups.get(kind="application-check-in")
    assert gone.withdrawn_because == "they wrote on Wed 25 Nov"


def test_undoing_a_fact_brings_back_what_it_withdrew(application, interview):
    before = the("check-in", application)
    delete_message(they_write(application, now=at(25, 10)), now=at(25, 11))
    after = the("check-in", application)
    assert (after.pk, after.due, after.status) == (before.pk, before.due, FollowUpStatus.OPEN)
    assert (after.withdrawn_at, after.withdrawn_because) == (None, "")


def test_the_check_in_of_a_deleted_message_is_withdrawn_with_it(application, interview):
    message = they_write(application, now=at(25, 10))
    key = f"check-in:message-{message.pk}"
    delete_message(message, now=at(25, 11))
    gone = application.follow_ups.get(key=key)
    assert gone.withdrawn_because == "the message behind it was deleted"


def test_what_was_put_off_comes_back_as_it_was(application, interview):
    snooze(the("check-in", application), until=at(30, 9), now=at(24, 16))
    delete_message(they_write(application, now=at(25, 10)), now=at(25, 11))
    assert the("check-in", application).snoozed_until == at(30, 9)


@pytest.mark.parametrize(("decide", "status"), [(complete, "done"), (skip, "skipped")])
def test_what_was_decided_is_not_undone_when_its_reason_moves(
    application, interview, now, decide, status
):
    decide(the("prepare", application), now=now)
    before = application.follow_ups.values().get(kind="prepare")
    values = agreed(day=25)
    change_interview(interview, values=values, attendees=[], version=interview.version, now=now)
    assert application.follow_ups.values().get(kind="prepare") == before
    assert before["status"] == status


@pytest.mark.parametrize(("decide", "status"), [(complete, "done"), (skip, "skipped")])
def test_what_was_decided_stays_when_its_reason_is_gone(
    application, interview, now, decide, status
):
    decide(the("prepare", application), now=now)
    call_off(interview, now=now)
    assert standing(application)["prepare:interview"] == status


def test_what_was_put_off_stays_so_when_its_reason_moves(application, interview, now):
    snooze(the("thank-you", application), until=at(26, 9), now=now)
    interview.refresh_from_db()
    values, to = agreed(hour=16), [the("thank-you", application).contact_id]
    change_interview(interview, values=values, attendees=to, version=interview.version, now=now)
    assert the("thank-you", application).snoozed_until == at(26, 9)


def test_an_interview_called_off_takes_everything_with_it_and_back_again(
    application, interview, now
):
    call_off(interview, now=now)
    assert set(standing(application).values()) == {"withdrawn", "open"}
    assert standing(application)["check-in:interview-off"] == "open"
    reinstate_interview(interview, version=interview.version, now=now)
    gone = {"check-in:interview-off": "withdrawn", "move-on:interview-off": "withdrawn"}
    assert standing(application) == ALL_OPEN | gone


def test_what_a_fact_settles_is_done_and_undone_with_it(application, interview, dana):
    message = you_write(application, Purpose.THANK_YOU, dana, now=at(24, 16))
    done = the("thank-you", application)
    assert (done.status, done.settled_by_fact, done.decided_at) == ("done", True, at(24, 16))
    delete_message(message, now=at(24, 17))
    again = the("thank-you", application)
    assert (again.status, again.settled_by_fact, again.decided_at) == ("open", False, None)


def test_a_debrief_settles_the_debrief(application, interview, dana):
    debrief(interview, met=[dana], now=at(24, 16))
    assert standing(application)["debrief:interview"] == "done"


def test_what_the_owner_did_is_not_undone_with_a_fact_that_shows_it_too(
    application, interview, dana
):
    complete(the("thank-you", application), now=at(24, 16))
    delete_message(you_write(application, Purpose.THANK_YOU, dana, now=at(24, 17)), now=at(24, 18))
    assert standing(application)["thank-you:interview:contact"] == "done"


def test_what_had_closed_before_it_was_entered_has_passed(application, dana):
    schedule(application, dana, day=2, now=at(30, 12))
    wait = standing(application).pop("move-on:interview")
    assert wait == "open"  # and everything before it has passed
    assert set(standing(application).values()) == {"passed", "open"}
    assert {row.follow_up.kind for row in application.owner.reminders.all()} == {"move-on"}


def call_off(interview, *, now):
    call_off_interview(
        interview,
        status=InterviewStatus.CANCELLED,
        by_them=True,
        version=interview.version,
        now=now,
    )
