"""What they asked for: entered, changed, sent, deleted."""

import re
from datetime import date, timedelta

import pytest

from tests.factories import ApplicationFactory, ContactFactory, InformationRequestFactory
from tests.views.pages import NASTY, errors_of, everything_stored, text_of, token, undo_of
from tracker.models import InformationRequest
from tracker.planning.facts import ContactKind, Stage
from tracker.services.applications import change_stage
from tracker.text import clean_line

TYPED = {
    "what": "two references",
    "channel": "email",
    "asked_on": "2026-11-16",
    "promised_for": "2026-11-20",
}
CHANGED = TYPED | {"version": 0}
WRONG = [
    ("what", "", "This field is required."),
    ("what", "w" * 501, "at most 500 characters"),
    ("channel", "pigeon", "pigeon is not one of"),
    ("asked_by", "0", "not one of the available choices"),
    ("asked_on", "2026-11-18", "That has not happened yet"),
    ("promised_for", "2026-11-15", "They asked on Mon 16 Nov: promise a day after that."),
    ("promised_for", "9999-12-31", "2100 or earlier"),
    ("can_send_on", "2026-11-15", "choose that day, or one after it."),
    ("needed_by", "2026-11-15", "they cannot have needed it before."),
]


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind")


@pytest.fixture
def asked(application):
    facts = {"asked_at": "2026-11-16T09:00Z", "entered_at": "2026-11-16T09:00Z"}
    row = InformationRequestFactory(application=application, **facts)
    row.refresh_from_db()
    return row


@pytest.fixture
def add(as_alice, application):
    def add(**typed):
        typed = {"form_token": token()} | TYPED | typed
        return as_alice.post(f"/applications/{application.pk}/requests/new/", typed)

    return add


def test_what_is_entered_is_shown_and_its_sending_planned(as_alice, application, add):
    dana = ContactFactory(owner=application.owner, company=application.company)
    page = text_of(as_alice.get(add(asked_by=dana.pk, needed_by="2026-11-24")["Location"]))
    assert "They wait for two references Promised for Fri 20 Nov." in page
    assert "Dana Reyes asked for two references" in page
    assert "They need it by Tue 24 Nov." in page
    assert "Send two references" in page


def test_asked_for_after_the_end_it_is_shown_as_long_as_they_wait(as_alice, application, add, now):
    change_stage(application, Stage.REJECTED, at=now - timedelta(days=3), now=now)
    assert "They wait for two references" in text_of(as_alice.get(add()["Location"]))


def test_what_can_be_sent_later_is_to_be_promised(as_alice, application, add):
    add(asked_on="2026-11-17", promised_for="", can_send_on="2026-11-24")
    assert application.follow_ups.get(kind="promise-information").status == "open"


@pytest.mark.parametrize(("field", "typed", "said"), WRONG)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_entered(add, field, typed, said):
    before = everything_stored()
    response = add(**{field: typed})
    assert response.status_code == 422
    assert said in errors_of(response)[field]
    assert "two references" in response.content.decode() or field == "what"
    assert everything_stored() == before


def test_somebody_of_charlies_did_not_ask(add, charlie):
    assert add(asked_by=ContactFactory(owner=charlie).pk).status_code == 422


def test_sent_twice_it_is_asked_once_and_can_be_undone(as_alice, add):
    once = token()
    page = as_alice.get(add(form_token=once)["Location"])
    add(form_token=once)
    assert InformationRequest.objects.count() == 1
    as_alice.post(undo_of(page))
    assert not InformationRequest.objects.exists()


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
def test_nasty_text_is_kept_clean_and_shown_escaped(as_alice, add, words):
    page = as_alice.get(add(what=words)["Location"]).content.decode()
    assert InformationRequest.objects.get().what == clean_line(words)
    assert "<script>alert" not in page


def test_a_change_is_saved_and_the_moment_is_kept(as_alice, asked):
    response = as_alice.post(
        f"/requests/{asked.pk}/change/", CHANGED | {"what": "three references"}
    )
    before = asked.asked_at
    asked.refresh_from_db()
    assert response["Location"] == f"/applications/{asked.application_id}/"
    assert (asked.what, asked.asked_at) == ("three references", before)
    assert asked.promised_for == date(2026, 11, 20)


def test_what_was_sent_had_been_asked_for_before(as_alice, asked):
    InformationRequest.objects.update(delivered_at=asked.asked_at)
    typed = CHANGED | {"asked_on": "2026-11-17", "sent_on": "2026-11-16"}
    response = as_alice.post(f"/requests/{asked.pk}/change/", typed)
    assert "You sent it on Mon 16 Nov" in errors_of(response)["asked_on"]


def test_it_is_sent_by_one_click_and_that_can_be_undone(as_alice, asked, now):
    page = as_alice.post(f"/requests/{asked.pk}/sent/", follow=True)
    assert "Sent: references." in text_of(page)
    assert InformationRequest.objects.get().delivered_at == now
    as_alice.post(undo_of(page))
    assert InformationRequest.objects.get().delivered_at is None


def test_where_nobody_is_named_as_asking_the_letter_goes_to_the_hiring_manager(
    as_alice, application, add
):
    people = {"owner": application.owner, "company": application.company}
    ContactFactory(
        **people, name="Max Weber", kind=ContactKind.HIRING_MANAGER, email="max@x.example"
    )
    add()
    row = application.follow_ups.get(kind="send-information")
    page = text_of(as_alice.get(f"/follow-ups/{row.pk}/"))
    assert "Send two references" in page
    assert "max@x.example" in page
    assert "We do not know their address" not in page
    assert "Hello Max" in page


def test_the_letter_that_brings_it_ends_their_wait_until_that_is_undone(as_alice, application, add):
    add()
    row = application.follow_ups.get(kind="send-information")
    typed = {"body": "Hello,\n\nhere are two references.", "channel": "email"}
    sent = as_alice.post(f"/follow-ups/{row.pk}/letter/sent/", typed, follow=True)
    assert "logged and done" in text_of(sent)
    assert "They wait for" not in text_of(sent)
    (undo,) = re.findall(r'action="([^"]*/unsend/[^"]*)"', sent.content.decode())
    as_alice.post(undo)
    there = as_alice.get(f"/applications/{application.pk}/")
    assert "They wait for two references" in text_of(there)


@pytest.mark.parametrize("way", ["sent", "not-sent"])
def test_a_second_click_changes_nothing_and_says_so(as_alice, asked, way):
    for _ in range(2):
        response = as_alice.post(f"/requests/{asked.pk}/{way}/", follow=True)
    assert "Nothing was changed" in text_of(response)


def test_deleted_it_takes_its_follow_ups_along(as_alice, application, add):
    add()
    row = InformationRequest.objects.get()
    response = as_alice.post(f"/requests/{row.pk}/delete/", follow=True)
    assert "The request is deleted" in text_of(response)
    assert not application.follow_ups.filter(kind="send-information", status="open").exists()


def test_of_an_application_that_is_over_nothing_is_waited_for(as_alice, asked):
    type(asked.application).objects.update(stage="withdrawn")
    assert "They wait for" not in text_of(as_alice.get(f"/applications/{asked.application_id}/"))
