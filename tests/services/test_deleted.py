"""Undo of deleting: what comes back is what was there, number for number."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.factories import ApplicationFactory, DeliveryFactory
from tests.services.doings import at, debrief, schedule, standing, the, they_write, you_write
from tests.views.pages import everything_stored
from tracker.models import Application, CalendarEvent, Deleted, FollowUp, Reminder, ReminderState
from tracker.models.letters import LetterText
from tracker.planning.facts import ContactKind, NewsKind, Purpose, Stage
from tracker.services.applications import change_stage, delete_application
from tracker.services.contacts import add_contact, delete_contact
from tracker.services.debriefs import Asked, Said
from tracker.services.deleted import delete_kept, restore_deleted
from tracker.services.estimates import delete_estimate
from tracker.services.follow_ups import complete, snooze
from tracker.services.interviews import delete_attendance, delete_interview
from tracker.services.letters import save_letter
from tracker.services.lists import set_tags
from tracker.services.messages import delete_message
from tracker.services.news import delete_news, log_news
from tracker.services.offers import delete_offer, log_offer
from tracker.services.questions import add_question, delete_question
from tracker.services.rejections import log_rejection
from tracker.services.requests import add_request, delete_request
from tracker.services.stages import delete_stage

pytestmark = pytest.mark.django_db

LATER = at(27, 10)
# Raised with every change, so that a calendar sees that there was one.
COUNTED = ("version", "changed_at", "generation")


@pytest.fixture
def lived(application, dana, interview, now) -> Application:
    """Where everything has happened: a debrief, letters, an offer, questions, another role there."""
    asked = [Asked("references", "email")]
    debrief(
        interview, met=[dana], said=Said("soon", date(2026, 11, 30)), asked=asked, now=at(24, 16)
    )
    save_letter(the("thank-you", application), LetterText("S", "Thanks", "relaxed"))
    complete(the("thank-you", application), now=at(24, 17))
    add_request(application, values={"what": "a plan", "asked_at": at(25, 9)}, now=at(25, 9))
    they_write(application, now=at(25, 10), said=Said("later", date(2026, 12, 4)))
    you_write(application, Purpose.CHECK_IN, dana, now=at(25, 11))
    add_question(application, "How large is the team?", now=at(25, 12))
    rita = {"name": "Rita", "kind": ContactKind.AGENCY_RECRUITER}
    add_contact(application, agency="Agents", values=rita, now=at(25, 13))
    second = ApplicationFactory(owner=application.owner, company=application.company)
    schedule(second, dana, day=17, now=now)
    log_news(
        application.owner,
        values={"kind": NewsKind.FINAL_ROUND, "application": application, "day": date(2026, 12, 1)},
        told=[second.pk],
        now=at(25, 14),
    )
    log_offer(application, values={"received_at": at(26, 9)}, now=at(26, 9))
    snooze(the("answer-offer", application), until=at(28, 9), now=at(26, 10))
    mailed = {"state": ReminderState.CLAIMED, "delivery": DeliveryFactory(owner=application.owner)}
    Reminder.objects.filter(send_at__lte=LATER).update(**mailed)
    application.refresh_from_db()
    return application


DELETING: dict[str, tuple[Callable[..., None], Callable[[Application], Any]]] = {
    "application": (delete_application, lambda row: row),
    "interview": (delete_interview, lambda row: row.interviews.get()),
    "message of theirs": (delete_message, lambda row: row.messages.get(direction="in")),
    "message of mine": (delete_message, lambda row: row.messages.get(direction="out")),
    "request": (delete_request, lambda row: row.information_requests.get(what="a plan")),
    "offer": (delete_offer, lambda row: row.offers.get()),
    "news": (delete_news, lambda row: row.news.get()),
    "question": (delete_question, lambda row: row.questions.get()),
    "person met": (delete_contact, lambda row: row.company.contacts.get(name="Dana Reyes")),
    "recruiter": (delete_contact, lambda row: row.recruiter),
    "estimate of an interview": (delete_estimate, lambda row: row.interviews.get().estimate),
    "estimate in a message": (
        delete_estimate,
        lambda row: row.messages.get(direction="in").estimate,
    ),
    "attendance": (delete_attendance, lambda row: row.interviews.get().attendances.get()),
    "last stage": (delete_stage, lambda row: row.stage_changes.get(new="offer")),
}


MADE_ANEW = {
    "tracker_application",
    "tracker_calendar",
    "tracker_calendarevent",
    "tracker_followup",
    "tracker_reminder",
}


# With a higher version, so that a form that was opened before does not bring back what was deleted.
OUTDATED = {
    "estimate of an interview": "tracker_interview",
    "estimate in a message": "tracker_message",
    "attendance": "tracker_interview",
}


def stored() -> dict[str, list[str]]:
    return {name: rows for name, rows in everything_stored().items() if name != "tracker_deleted"}


def seen() -> list[dict[str, Any]]:
    """Every follow-up, but for how often it was changed."""
    rows: Any = FollowUp.objects.order_by("pk").values()
    return [{key: row[key] for key in row if key not in COUNTED} for row in rows]


def in_calendars() -> set[tuple[Any, ...]]:
    """What stands there; that it was off meanwhile is told to them."""
    rows = CalendarEvent.objects.filter(cancelled_at=None)
    return set(rows.values_list("uid", "key", "title", "begins_at", "begins_on", "application"))


def armed() -> set[tuple[int, datetime]]:
    """What is still to be mentioned, and when."""
    rows = Reminder.objects.filter(send_at__gt=LATER, state="scheduled")
    return set(rows.values_list("follow_up", "send_at"))


@pytest.mark.parametrize("what", DELETING)
def test_what_was_deleted_comes_back_as_it_was(lived, what):
    delete, find = DELETING[what]
    before, planned, mails, shown = stored(), seen(), armed(), in_calendars()
    kept = delete_kept(find(lived), delete, home="/", now=LATER)
    assert stored() != before
    assert restore_deleted(kept, now=LATER + timedelta(minutes=1))
    after = stored()
    for table in before.keys() - MADE_ANEW - {OUTDATED.get(what)}:
        assert after[table] == before[table], table
    assert seen() == planned
    assert len(after["tracker_application"]) == len(before["tracker_application"])
    assert armed() == mails
    assert in_calendars() == shown


def test_a_mail_whose_moment_passed_meanwhile_is_not_lost(application, interview):
    """Thanks were to be mentioned at 17:00."""
    kept = delete_kept(interview, delete_interview, home="/", now=at(24, 16, 50))
    assert restore_deleted(kept, now=at(24, 17, 10))
    thanks = the("thank-you", application).reminders.order_by("send_at")
    assert list(thanks.values_list("send_at", flat=True)) == [at(24, 18), at(26, 9)]


def test_it_comes_back_once(lived):
    kept = delete_kept(lived.offers.get(), delete_offer, home="/", now=LATER)
    again = Deleted.objects.get(pk=kept.pk)
    assert restore_deleted(kept, now=LATER)
    assert not restore_deleted(again, now=LATER)


def test_it_is_kept_for_an_hour(lived):
    kept = delete_kept(lived.offers.get(), delete_offer, home="/", now=LATER)
    assert not restore_deleted(kept, now=LATER + timedelta(minutes=61))
    question = lived.questions.get()
    delete_kept(question, delete_question, home="/", now=LATER + timedelta(minutes=61))
    assert not Deleted.objects.filter(pk=kept.pk).exists()


def test_what_it_hung_on_is_gone_too_so_it_cannot_come_back(lived):
    kept = delete_kept(lived.offers.get(), delete_offer, home="/", now=LATER)
    delete_application(lived, now=LATER)
    before = stored()
    assert not restore_deleted(kept, now=LATER)
    assert stored() == before


def test_it_comes_back_with_a_tag_that_nothing_else_bears(lived):
    set_tags(lived, ["Remote", "Berlin"])
    other = ApplicationFactory(owner=lived.owner)
    set_tags(other, ["Berlin"])
    kept = delete_kept(lived, delete_application, home="/", now=LATER)
    set_tags(other, [])
    assert restore_deleted(kept, now=LATER)
    back = Application.objects.get(role=lived.role, offers__isnull=False)
    assert sorted(tag.name for tag in back.tags.all()) == ["Berlin", "Remote"]
    set_tags(back, ["Berlin"])
    assert [tag.name for tag in lived.owner.tags.all()] == ["Berlin"]


def test_a_stage_that_was_changed_since_stays(lived):
    kept = delete_kept(lived.offers.get(), delete_offer, home="/", now=LATER)
    lived.refresh_from_db()
    change_stage(lived, Stage.SCREENING, now=LATER + timedelta(minutes=1))
    restore_deleted(kept, now=LATER + timedelta(minutes=2))
    lived.refresh_from_db()
    assert lived.stage == Stage.SCREENING


def ask_for_a_plan(row):
    return add_request(row, values={"what": "a plan", "asked_at": at(26, 9)}, now=at(26, 9))


def turn_down(row):
    log_rejection(row, at=at(26, 9), good_terms=True, now=at(26, 9))
    return row.stage_changes.get(new="rejected")


@pytest.mark.parametrize(
    ("happen", "delete"), [(ask_for_a_plan, delete_request), (turn_down, delete_stage)]
)
def test_what_came_back_meanwhile_is_withdrawn_as_it_was(
    application, dana, interview, happen, delete
):
    """Decision 23"""
    debrief(interview, met=[dana], now=at(24, 16))
    fact = happen(application)
    before = seen()
    kept = delete_kept(fact, delete, home="/", now=LATER)
    withdrawn = {row["id"]: row for row in before if row["status"] == "withdrawn"}
    assert FollowUp.objects.open().filter(pk__in=withdrawn).exists()
    assert restore_deleted(Deleted.objects.get(pk=kept.pk), now=LATER + timedelta(minutes=1))
    assert [row for row in seen() if row["status"] == "withdrawn"] == list(withdrawn.values())


def test_what_was_decided_meanwhile_stays(lived):
    kept = delete_kept(lived.messages.get(direction="in"), delete_message, home="/", now=LATER)
    row = the("answer-offer", lived)
    complete(row, now=LATER)
    restore_deleted(kept, now=LATER)
    assert the("answer-offer", lived).status == "done"


def test_a_deleted_interview_leaves_nothing_to_do_behind(application, interview):
    delete_interview(interview, now=at(17, 13))
    assert set(standing(application).values()) <= {"withdrawn", "open"}
    assert "thank-you:interview-contact" not in {
        key for key, status in standing(application).items() if status == "open"
    }
