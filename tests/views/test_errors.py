"""What is shown when the database is away, wherever in a request that shows itself."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from tests.factories import ApplicationFactory, ContactFactory, FollowUpFactory
from tracker.models import Application, Contact, Message
from tracker.outage import BUSY
from tracker.views import errors


def locked(*_arguments, **_more):
    raise OperationalError("database is locked")


def broken_of_ours(*_arguments, **_more):
    raise KeyError("title")


@pytest.fixture(autouse=True)
def _as_a_server_would(client):
    client.raise_request_exception = False


@pytest.mark.parametrize(
    "place",
    [
        "tracker.views.upcoming.render",
        "django.contrib.sessions.backends.db.SessionStore.load",
        "tracker.middleware.seen_by",
    ],
    ids=["in a view", "while the session is read", "between middlewares"],
)
def test_an_outage_is_a_503_that_says_what_and_when(client, alice, monkeypatch, place):
    client.force_login(alice)
    monkeypatch.setattr(place, locked)
    response = client.get("/")
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert BUSY in response.content.decode()
    assert response["X-Frame-Options"] == "DENY"


def test_a_fault_of_ours_stays_a_500(client, alice, monkeypatch):
    client.force_login(alice)
    monkeypatch.setattr("tracker.views.upcoming.render", broken_of_ours)
    response = client.get("/")
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", [Contact, Application], ids=["whom it names", "where it stands"])
def test_what_another_tab_deletes_in_the_same_moment_is_a_conflict_that_says_so(
    client, alice, now, what
):
    dana = ContactFactory(owner=alice)
    application = ApplicationFactory(owner=alice, company=dana.company)
    client.force_login(alice)

    def delete_first(**_more):
        what.objects.all().delete()

    path = reverse("message-new", args=[application.pk])
    typed = {"direction": "in", "channel": "email", "purpose": "other", "contact": dana.pk}
    typed |= {"date": "2026-11-10", "time": "10:00", "form_token": uuid4(), "decides": "not-said"}
    pre_save.connect(delete_first, sender=Message)
    try:
        response = client.post(path, typed)
    finally:
        pre_save.disconnect(delete_first, sender=Message)
    assert response.status_code == 409, response.content.decode()
    assert "Something else was faster" in response.content.decode()
    assert not Message.objects.exists()
    assert what.objects.exists()


def test_the_page_can_be_made_without_a_request():
    errors.rehearse()
    assert BUSY in errors.unavailable(BUSY).content.decode()


LETTER = "Dear Dana, thank you for the talk <b>on Tuesday</b>."


def test_what_was_typed_is_shown_when_the_log_in_has_ended(client, alice):
    row = FollowUpFactory(application__owner=alice)
    page = f"/follow-ups/{row.pk}/"
    response = client.post(
        f"{page}letter/save/", {"body": LETTER, "subject": "", "version": "x" * 40},
        headers={"Referer": f"http://testserver{page}"},
    )  # fmt: skip
    assert response.status_code == 403
    assert escape(LETTER) in response.text
    assert "x" * 40 not in response.text
    assert f'href="/accounts/login/?next={quote(page, safe="")}"' in response.text


def test_a_button_pressed_when_the_log_in_has_ended_leads_back_to_its_page(client, alice):
    row = FollowUpFactory(application__owner=alice)
    skip = f"/follow-ups/{row.pk}/skip/"
    for referer, back in [("http://testserver/", "%2F"), ("https://elsewhere.example/x", "%2F")]:
        response = client.post(skip, headers={"Referer": referer})
        assert response["Location"] == f"/accounts/login/?next={back}"
    assert client.post(skip, headers={"HX-Request": "true"})["HX-Redirect"].startswith("/accounts/")


def test_nobody_is_taken_from_what_they_write_when_the_log_in_has_ended(client, alice):
    row = FollowUpFactory(application__owner=alice)
    check = reverse("letter-check", args=[row.pk])
    response = client.post(check, {"body": LETTER}, headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert "HX-Redirect" not in response
    assert "What you typed is still here." in response.text


def test_what_was_typed_is_shown_when_the_page_was_open_for_too_long(alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    response = client.post("/applications/new/", {"notes": LETTER, "company": "Northwind"})
    assert response.status_code == 403
    assert escape(LETTER) in response.text
    assert not Application.objects.exists()


def test_an_address_that_is_no_page_says_so(client, alice):
    client.force_login(alice)
    response = client.get("/calendar/feeds/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "This address takes what a form sends" in response.text
