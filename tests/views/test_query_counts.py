"""How many queries a page takes: a number, and the same one however much there is."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    ApplicationFactory,
    AttendanceFactory,
    ContactFactory,
    DeliveryFactory,
    EstimateFactory,
    FollowUpFactory,
    InformationRequestFactory,
    InterviewFactory,
    MessageFactory,
    ReminderFactory,
)
from tests.views.pages import address, document_of, offer_of, one_of_everything, question_of, token
from tracker.models import Application, DeliveryState, Offer
from tracker.services.feeds import make_feed
from tracker.services.replan import replan

FEW, MANY = 1, 12
PARTS = ("met", "new", "asked")
ONE_MET = {"met-TOTAL_FORMS": 1, "met-0-there": "on", "met-0-rapport": 4}
# The session and the user with their preferences are two of each.
PAGES = {
    "upcoming": 10,
    "application-list": 9,
    "application-board": 9,
    "application": 10,
    "application-change": 5,
    "said-when": 4,
    "rejection": 4,
    "offer-new": 3,
    "offer-change": 3,
    "request-new": 4,
    "request-change": 4,
    "message-change": 4,
    "interview": 9,
    "document-list": 4,
    "question-change": 3,
    "invitation-new": 2,
    "invitation": 9,
    "interview-debrief": 8,
    "interview-change": 5,
    "stage-change": 3,
    "follow-up": 10,
    "letter-card": 9,
    "letter-template-list": 3,
    "letter-template": 3,
    "contact-list": 4,
    "contact": 4,
    "company": 9,
    "outbox": 5,
    "delivery": 4,
    "calendar": 4,
    "feed-change": 3,
    "find": 2,
    "shortcuts": 2,
    "insights": 8,
    "report": 3,
    "settings": 6,
    "playbook": 2,
    "work": 3,
}


@pytest.fixture(autouse=True)
def _clock(time_machine, now):
    time_machine.move_to(now.replace(hour=16), tick=False)


def add_facts(application, times, now):
    """To one application, so many of each fact."""
    for _ in range(times):
        contact = ContactFactory(owner=application.owner, company=application.company)
        interview = InterviewFactory(application=application)
        AttendanceFactory(interview=interview, contact=contact)
        EstimateFactory(application=application, interview=interview, said_by=contact)
        message = MessageFactory(application=application, contact=contact, at=now)
        EstimateFactory(application=application, message=message)
        InformationRequestFactory(
            application=application, interview=interview, asked_by=contact, asked_at=now
        )
        offer_of(application, now)
        question_of(application, now, "How large is the team?")
        document_of(application, now)
        row = FollowUpFactory(
            application=application, contact=contact, interview=interview, opens=now
        )
        ReminderFactory(
            follow_up=row, state="claimed", delivery=DeliveryFactory(owner=application.owner)
        )


def add_more(application, rows, now):
    """Around everything that is there: to it, and beside it."""
    owner = application.owner
    add_facts(application, MANY, now)
    for each in ApplicationFactory.create_batch(57, owner=owner):
        add_facts(each, FEW, now)
        DeliveryFactory(owner=owner, recipient="", state=DeliveryState.DROPPED)
        make_feed(owner, "Phone", now=now)
    for contact in application.company.contacts.all():
        if contact.pk != rows["contact"]:
            AttendanceFactory(interview_id=rows["interview"], contact=contact)
            FollowUpFactory(
                application=application, interview_id=rows["interview"], contact=contact, opens=now
            )
    for days in range(MANY):
        ReminderFactory(follow_up_id=rows["follow_up"], send_at=now + timedelta(days=days))


@pytest.fixture
def rows(alice, now):
    for each in ApplicationFactory.create_batch(2, owner=alice):
        add_facts(each, FEW, now)
    return one_of_everything(alice, now)


@pytest.fixture
def application(rows):
    return Application.objects.get(pk=rows["application"])


def queries_of(act):
    """How many, without the marks of transactions inside the test's own."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = act()
    assert response.status_code in (200, 302)
    return len([each for each in captured if "SAVEPOINT" not in each["sql"]])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_its_number_of_queries_however_much_there_is(
    as_alice, application, rows, now, name
):
    path = address(name, rows)
    few = queries_of(lambda: as_alice.get(path))
    add_more(application, rows, now)
    many = queries_of(lambda: as_alice.get(path))
    assert (few, many) == (PAGES[name], PAGES[name])


# PostgreSQL takes one more to hold the application; SQLite lets nobody else in anyway.
HOLD = int(connection.features.has_select_for_update)
# Of these, the plan that follows takes 8 to load, and up to 5 to write; the calendar 3 or 4.
SAVINGS = {
    "debrief": 28 + HOLD,
    "message": 18 + HOLD,
    "request": 20 + HOLD,
    "done": 17 + HOLD,
    "interview": 23 + HOLD,
    "contact": 20 + HOLD,
}


def save(client, what, rows):
    """One fact of each kind, as the browser sends it."""
    application, interview = (f"/{each}s/{rows[each]}" for each in ("application", "interview"))
    parts = {f"{part}-{count}_FORMS": 0 for part in PARTS for count in ("TOTAL", "INITIAL")}
    once, decides = {"form_token": token()}, {"decides": "not-said"}
    sent = {"channel": "email", "date": "2026-11-17", "time": "15:30", "kind": "video"}
    asked = {"what": "references", "channel": "email", "asked_on": "2026-11-17"}
    agreed = sent | {"minutes": "60", "zone_name": "Europe/Berlin"}
    forms: dict[str, tuple[str, dict[str, Any]]] = {
        "debrief": (f"{interview}/debrief/", parts | decides | {"version": 0} | ONE_MET),
        "message": (f"{application}/messages/new/", once | sent | decides | {"direction": "in"}),
        "request": (f"{application}/requests/new/", once | asked),
        "done": (address("follow-up-done", rows), {}),
        "interview": (f"{application}/interviews/new/", once | parts | agreed),
        "contact": (f"{application}/contacts/new/", once | {"name": "Noor", "kind": "hr"}),
    }
    path, typed = forms[what]
    return client.post(path, typed | {"met-0-contact": rows["contact"]})


@pytest.mark.parametrize("what", SAVINGS)
def test_saving_takes_its_number_of_queries_however_many_applications_there_are(
    as_alice, application, rows, now, what
):
    replan(application, because="", now=now)
    rows["follow_up"] = application.follow_ups.get(kind="thank-you", status="open").pk
    with transaction.atomic():
        few = queries_of(lambda: save(as_alice, what, rows))
        transaction.set_rollback(True)
    for each in ApplicationFactory.create_batch(57, owner=application.owner):
        add_facts(each, FEW, now)
    many = queries_of(lambda: save(as_alice, what, rows))
    assert (few, many) == (SAVINGS[what], SAVINGS[what])


def test_no_page_takes_more_than_ten():
    assert max(PAGES.values()) <= 10


def test_the_rest_of_the_search_takes_seven_queries_however_much_there_is(
    as_alice, application, rows, now
):
    Offer.objects.filter(pk=rows["offer"]).update(status="accepted", decided_at=now)
    path = address("offer-rest", rows)
    few = queries_of(lambda: as_alice.get(path))
    add_more(application, rows, now)
    assert (few, queries_of(lambda: as_alice.get(path))) == (7, 7)
