"""The feed as a calendar fetches it, and the page on which feeds are made."""

import re
from uuid import uuid4

import pytest
import vobject
from django.db import OperationalError
from icalendar import Calendar

from tests.factories import ApplicationFactory, AttendanceFactory, FollowUpFactory, InterviewFactory
from tests.hostile import HOSTILE
from tracker.models import CalendarFeed
from tracker.services.feeds import make_feed, revoke_feed
from tracker.views import calendar as view


@pytest.fixture(autouse=True)
def _clock(time_machine, now):
    time_machine.move_to(now, tick=False)


@pytest.fixture
def application(alice):
    return ApplicationFactory.create(owner=alice, company__name="Northwind", role="Engineer")


@pytest.fixture
def address(alice, now):
    _, token = make_feed(alice, "Phone", now=now)
    return f"/calendar/{token}.ics"


@pytest.fixture
def as_alice(client, alice):
    client.force_login(alice)
    return client


def test_a_feed_is_fetched_without_a_log_in(client, address, application):
    interview = InterviewFactory.create(application=application)
    response = client.get(address)
    (event,) = Calendar.from_ical(response.content).events
    assert event.start == interview.starts_at
    assert str(event["url"]).endswith(f"/interviews/{interview.pk}/")


def test_a_feed_says_what_it_is_and_that_it_is_private(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in response


def test_a_feed_is_never_compressed(client, address, application):
    InterviewFactory.create_batch(20, application=application)
    response = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in response


def test_a_feed_that_has_not_changed_is_not_sent_again(client, address, application):
    InterviewFactory.create(application=application)
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"]


def test_a_feed_that_has_changed_is_sent(client, address, application):
    tag = client.get(address)["ETag"]
    InterviewFactory.create(application=application)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_an_event_that_was_deleted_changes_the_feed(client, address, application):
    interview = InterviewFactory.create(application=application)
    tag = client.get(address)["ETag"]
    interview.delete()
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_the_tag_of_another_day_is_another(client, address, time_machine, now):
    tag = client.get(address)["ETag"]
    time_machine.move_to(now.replace(hour=23))
    assert client.get(address)["ETag"] == tag
    time_machine.move_to(now.replace(day=18, hour=0))
    assert client.get(address)["ETag"] != tag


def test_head_answers_like_get_without_the_body(client, address):
    got, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == got["ETag"]


def test_a_feed_cannot_be_posted_to(client, address):
    assert client.post(address).status_code == 405


def test_unknown_revoked_and_malformed_tokens_look_the_same(client, alice, now):
    feed, token = make_feed(alice, "Phone", now=now)
    revoke_feed(feed, now=now)
    tokens = (token, "x", token[:-1], "A" * 27, "%00", "%ff", "é")
    answers = [client.get(f"/calendar/{token}.ics") for token in tokens]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_charlies_feed_shows_nothing_of_alice(client, application, charlie, now):
    InterviewFactory.create(application=application)
    FollowUpFactory.create(application=application)
    _, token = make_feed(charlie, "Mine", now=now)
    body = client.get(f"/calendar/{token}.ics").content
    assert b"Northwind" not in body
    assert b"BEGIN:VEVENT" not in body


def test_whoever_is_logged_in_gets_the_feed_of_its_owner(client, charlie, address, application):
    InterviewFactory.create(application=application)
    client.force_login(charlie)
    assert b"Northwind" in client.get(address).content


def test_a_feed_that_cannot_be_built_is_asked_for_again_later(client, address, monkeypatch):
    monkeypatch.setattr(view, "feed_bytes", lambda *_: 1 / 0)
    response = client.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "600")
    assert response.content == b""


def test_a_database_that_fails_is_no_unknown_feed(client, address, monkeypatch):
    def fail(_):
        raise OperationalError("database is locked")

    monkeypatch.setattr(view, "find_feed", fail)
    assert client.get(address).status_code == 503


def test_a_fetch_is_noted(client, address, now):
    client.get(address)
    assert CalendarFeed.objects.get().last_fetched_at == now


def test_a_feed_goes_out_though_the_fetch_cannot_be_noted(client, address, monkeypatch):
    def fail(*_, **__):
        raise OperationalError("database is locked")

    monkeypatch.setattr(view, "note_fetch", fail)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("text", [text.replace("\x00", "") for text in HOSTILE])
def test_hostile_text_in_every_field_leaves_the_feed_whole(client, address, application, text):
    application.role = application.company.name = text[:200]
    application.company.save()
    application.save()
    interview = InterviewFactory.create(application=application, place=text[:500], notes=text)
    AttendanceFactory.create(interview=interview, contact__name=text[:200])
    FollowUpFactory.create(application=application, title=text[:500], why=text)
    body = client.get(address).content
    assert len(Calendar.from_ical(body).events) == 2
    assert len({event.uid.value for event in vobject.readOne(body.decode()).vevent_list}) == 2
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|^ATTENDEE", body, re.MULTILINE)


@pytest.mark.parametrize("rows", [1, 6])
def test_the_number_of_queries_does_not_grow(
    client, address, application, rows, django_assert_num_queries
):
    for _ in range(rows):
        AttendanceFactory.create(interview__application=application)
        FollowUpFactory.create(application=application)
    client.get(address)
    # The feed with its owner, interviews, people, follow-ups.
    with django_assert_num_queries(4):
        client.get(address)


def test_the_page_shows_what_the_feed_carries(as_alice, application):
    InterviewFactory.create(application=application)
    FollowUpFactory.create(application=application)
    page = as_alice.get("/calendar/").content.decode()
    assert "Interview at Northwind: Engineer" in page
    assert "14:00–15:00" in page
    assert "Thank Dana Reyes (Northwind)" in page


def test_the_page_shows_nothing_of_others(client, application, charlie, address):
    InterviewFactory.create(application=application)
    client.force_login(charlie)
    page = client.get("/calendar/").content.decode()
    assert "Northwind" not in page
    assert "Revoke" not in page


def test_an_address_is_shown_once(as_alice, client):
    page = as_alice.post(
        "/calendar/feeds/", {"name": "Phone", "form_token": uuid4()}
    ).content.decode()
    (address,) = set(re.findall(r'value="http://[^"]*(/calendar/[^"]+\.ics)"', page))
    assert f"webcal://127.0.0.1:8000{address}" in page
    assert client.get(address).status_code == 200
    assert address not in as_alice.get("/calendar/").content.decode()


def test_a_feed_without_a_name_is_refused(as_alice):
    response = as_alice.post("/calendar/feeds/", {"name": " \x00 ", "form_token": uuid4()})
    assert response.status_code == 422
    assert not CalendarFeed.objects.exists()


def test_a_revoked_feed_is_gone_from_page_and_address(as_alice, address):
    feed = CalendarFeed.objects.get()
    page = as_alice.post(f"/calendar/feeds/{feed.pk}/revoke/", follow=True).content.decode()
    assert "“Phone” is revoked" in page
    assert "Revoke" not in page
    assert as_alice.get(address).status_code == 404


def test_charlie_cannot_revoke_alices_feed(client, charlie, address):
    client.force_login(charlie)
    feed = CalendarFeed.objects.get()
    assert client.post(f"/calendar/feeds/{feed.pk}/revoke/").status_code == 404
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("site_url", "said"),
    [
        ("http://127.0.0.1:8000", "only this machine can open"),
        ("http://192.168.1.20:8000", "devices on your own network can open"),
    ],
)
def test_the_page_says_who_can_reach_the_feed(as_alice, settings, site_url, said):
    settings.SITE_URL = site_url
    page = as_alice.get("/calendar/").content.decode()
    assert said in page
    assert "SITE_URL" in page


def test_a_public_address_needs_no_warning(as_alice, settings):
    settings.SITE_URL = "https://jobs.example.com"
    assert "SITE_URL" not in as_alice.get("/calendar/").content.decode()


def test_the_calendar_can_be_downloaded(as_alice, application):
    InterviewFactory.create(application=application)
    response = as_alice.get("/calendar/download/")
    assert response["Content-Disposition"] == 'attachment; filename="heardback.ics"'
    assert len(Calendar.from_ical(response.content).events) == 1


@pytest.mark.parametrize("path", ["/calendar/", "/calendar/download/"])
def test_the_pages_need_a_log_in(client, db, path):
    assert client.get(path)["Location"] == f"/accounts/login/?next={path}"
