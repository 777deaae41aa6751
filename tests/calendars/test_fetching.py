"""The feed as a calendar fetches it: whole or not at all, and no more often than it has to."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connections, transaction
from django.test import Client
from icalendar import Calendar

from tests.factories import (
    ApplicationFactory,
    AttendanceFactory,
    EstimateFactory,
    FollowUpFactory,
    InterviewFactory,
)
from tests.hostile import HOSTILE
from tests.ics import faults_of, read_by_icaljs
from tests.views.pages import offer_of, question_of
from tracker.models import CalendarEvent, CalendarFeed
from tracker.services.events import rewrite_calendar
from tracker.services.feeds import change_feed, make_feed, renew_feed, revoke_feed
from tracker.services.interviews import change_interview
from tracker.views import feeds as view

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _clock(time_machine, now):
    time_machine.move_to(now, tick=False)


@pytest.fixture
def feed(alice, now):
    return make_feed(alice, "Phone", now=now - DAY)[0]


@pytest.fixture
def path(alice, feed, now):
    return f"/calendar/{renew_feed(feed, now=now - DAY)}.ics"


@pytest.fixture
def fetch(client, path, alice, now):
    """Fetches alice's feed, once what is there stands in her calendar."""

    def fetch(method="get", **headers):
        rewrite_calendar(alice.pk, now=now)
        response = getattr(client, method)(path, headers=headers)
        if response.status_code == 200 and method == "get":
            assert faults_of(response.content) == []
        return response

    return fetch


@pytest.fixture
def choose(feed, now):
    def choose(**values):
        feed.refresh_from_db()
        change_feed(feed, values=values, version=feed.version, now=now)

    return choose


def titles(response):
    return [str(event["summary"]) for event in Calendar.from_ical(response.content).events]


@pytest.fixture
def interview(application):
    return InterviewFactory.create(application=application, place="Main Street 1")


def change(interview, now, **values):
    interview.refresh_from_db()
    change_interview(interview, values=values, attendees=[], version=interview.version, now=now)


def test_it_is_fetched_without_a_log_in(fetch, interview):
    (event,) = Calendar.from_ical(fetch().content).events
    assert event.start == interview.starts_at
    assert str(event["url"]).endswith(f"/interviews/{interview.pk}/")


def test_it_says_what_it_is_and_that_it_is_private(fetch):
    response = fetch()
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    assert int(response["Content-Length"]) == len(response.content)
    assert "Set-Cookie" not in response
    assert "Vary" not in response


def test_it_is_never_compressed(fetch, application):
    InterviewFactory.create_batch(20, application=application)
    assert "Content-Encoding" not in fetch(accept_encoding="gzip, br")


def test_robots_may_read_it(client, fetch):
    """Google's calendar is one; a ban would keep it out."""
    response = fetch(user_agent="Google-Calendar-Importer")
    assert "X-Robots-Tag" not in response
    assert client.get("/robots.txt").status_code in (302, 404)


# --- what has not changed -------------------------------------------------------------------------
def test_what_has_not_changed_is_not_sent_again(fetch, interview):
    first = fetch()
    again = fetch(if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Length" not in again  # of nothing; it would be taken for the calendar's
    for name in ("ETag", "Last-Modified", "Cache-Control"):
        assert again.get(name) == first.get(name)


def test_what_has_not_changed_since_then_is_not_sent_again(fetch, interview, time_machine, now):
    fetch()
    time_machine.move_to(now + 5 * SECOND)
    first = fetch()
    again = fetch(if_modified_since=first["Last-Modified"])
    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
    assert again["Last-Modified"] == first["Last-Modified"]


def test_a_date_is_not_given_while_it_may_still_change_within_the_second(
    fetch, interview, time_machine, now
):
    assert "Last-Modified" not in fetch()
    time_machine.move_to(now + SECOND)
    assert "Last-Modified" in fetch()


def test_two_changes_within_a_second_are_told_apart_by_date(fetch, interview, time_machine, now):
    """netbox-notices #67: a calendar that is answered 304 by date alone freezes."""
    fetch()
    time_machine.move_to(now + 5 * SECOND)
    dated = fetch()["Last-Modified"]
    for minute in (30, 45):
        change(interview, now, minutes=minute)
    time_machine.move_to(now + 9 * SECOND)
    response = fetch(if_modified_since=dated)
    assert response.status_code == 200
    assert response["Last-Modified"] != dated


def test_the_tag_comes_before_the_date(fetch, interview, time_machine, now):
    """Known by date but not by tag: something left it. Sent."""
    time_machine.move_to(now + 5 * SECOND)
    dated = fetch()["Last-Modified"]
    response = fetch(if_none_match='"another"', if_modified_since=dated)
    assert response.status_code == 200


@pytest.mark.parametrize("header", ["W/{}", '"x", {}', "*"])
def test_tags_are_read_as_proxies_send_them(fetch, interview, header):
    tag = fetch()["ETag"]
    assert fetch(if_none_match=header.format(tag)).status_code == 304


@pytest.mark.parametrize("nonsense", ["yesterday", "0", "Tue, 99 Foo 2026 99:99:99 GMT", ""])
def test_a_date_that_is_none_is_passed_over(fetch, interview, nonsense):
    assert fetch(if_modified_since=nonsense).status_code == 200


def test_an_event_that_changed_is_sent(fetch, interview, now):
    tag = fetch()["ETag"]
    change(interview, now, minutes=30)
    response = fetch(if_none_match=tag)
    assert response.status_code == 200
    assert response["ETag"] != tag


def test_options_that_changed_are_sent(fetch, interview, choose):
    tag = fetch()["ETag"]
    choose(is_private=True)
    assert fetch(if_none_match=tag).status_code == 200


def test_the_tag_of_another_day_is_another(fetch, time_machine, now):
    """What leaves the window, or is off for long enough, leaves it by day."""
    tag = fetch()["ETag"]
    time_machine.move_to(now.replace(hour=23))
    assert fetch()["ETag"] == tag
    time_machine.move_to(now.replace(day=18, hour=0))
    assert fetch()["ETag"] != tag


def test_what_has_not_changed_takes_one_query(
    client, path, fetch, interview, django_assert_num_queries
):
    tag = fetch()["ETag"]
    with django_assert_num_queries(1):
        client.get(path, headers={"if-none-match": tag})


@pytest.mark.parametrize("rows", [1, 6])
def test_the_whole_takes_two_queries_however_much_there_is(
    client,
    path,
    fetch,
    application,
    rows,
    django_assert_num_queries,
):
    for _ in range(rows):
        AttendanceFactory.create(interview__application=application)
        FollowUpFactory.create(application=application)
    fetch()
    with django_assert_num_queries(2):
        client.get(path)


def test_head_answers_like_get_without_the_body(fetch, interview):
    got, head = fetch(), fetch("head")
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Content-Type", "Content-Length"):
        assert head[name] == got[name]


def test_it_cannot_be_posted_to(fetch):
    assert fetch("post").status_code == 405


# --- what is in it --------------------------------------------------------------------------------
@pytest.fixture
def everything(application, interview, now):
    FollowUpFactory.create(application=application)
    facts = {"application": application, "interview": interview}
    EstimateFactory.create(**facts, latest=(now + 9 * DAY).date(), said_on=now.date())
    offer_of(application, now, answer_by=(now + 5 * DAY).date())


TITLES = {
    "interview": "Interview at Northwind: Engineer",
    "follow-up": "Thank Dana Reyes (Northwind)",
    "decision": "Northwind decides: Engineer",
    "offer": "Answer the offer of Northwind: Engineer",
}


def test_it_carries_everything_unless_told_otherwise(fetch, everything):
    assert sorted(titles(fetch())) == sorted(TITLES.values())


@pytest.mark.parametrize("kind", TITLES)
def test_it_carries_what_was_chosen(fetch, choose, everything, kind):
    choose(kinds=[kind])
    assert titles(fetch()) == [TITLES[kind]]


def test_a_private_one_names_nobody(fetch, choose, everything):
    choose(is_private=True)
    response = fetch()
    assert sorted(titles(response)) == [
        "A decision is expected",
        "An answer is due",
        "Interview",
        "Something to do",
    ]
    for word in (b"Northwind", b"Dana", b"Engineer", b"Main Street"):
        assert word not in response.content


def test_follow_ups_stand_at_an_hour_where_that_was_chosen(fetch, choose, everything):
    choose(by_hour=True, kinds=["follow-up", "offer"])
    follow_up, offer = read_by_icaljs(fetch().content)["events"]
    assert (follow_up["starts"], follow_up["ends"]) == (
        "2026-11-17T14:00:00.000Z",
        "2026-11-17T14:30:00.000Z",
    )
    assert offer["isDate"]


def test_only_what_has_an_hour_and_stands_may_ring(fetch, choose, everything, application, now):
    InterviewFactory.create(application=application, status="cancelled", called_off_at=now)
    choose(alarm=30)
    alarms = {
        each["summary"]: each["alarms"]
        for each in read_by_icaljs(fetch().content)["events"]
        if each["status"] == "CONFIRMED"
    }
    assert alarms == {
        title: ["-PT30M"] if "Interview" in title else [] for title in TITLES.values()
    }
    assert fetch().content.count(b"BEGIN:VALARM") == 1
    choose(by_hour=True)
    assert fetch().content.count(b"BEGIN:VALARM") == 2


@pytest.mark.parametrize("back", [7, 30, 90, 365])
def test_it_looks_back_as_far_as_was_chosen(fetch, choose, application, now, back):
    midnight = now.replace(hour=0)
    for ended in (midnight - back * DAY, midnight - back * DAY + SECOND):
        InterviewFactory.create(application=application, starts_at=ended - DAY / 24, ends_at=ended)
    choose(days_back=back)
    assert len(titles(fetch())) == 1


def test_what_is_off_is_served_as_such_for_28_days_and_then_gone(
    fetch,
    application,
    now,
    time_machine,
    alice,
):
    InterviewFactory.create(application=application, status="cancelled", called_off_at=now)
    (event,) = Calendar.from_ical(fetch().content).events
    assert event["status"] == "CANCELLED"
    time_machine.move_to(now + 28 * DAY)
    assert len(titles(fetch())) == 1
    time_machine.move_to(now + 29 * DAY)
    assert titles(fetch()) == []


def test_it_has_its_own_name_and_colour(fetch, choose):
    choose(name="Search, mine; all")
    lines = fetch().content.decode().split("\r\n")
    assert {r"X-WR-CALNAME:Search\, mine\; all", "COLOR:steelblue"} <= set(lines)


# --- who may --------------------------------------------------------------------------------------
def test_unknown_revoked_renewed_and_malformed_tokens_look_the_same(client, alice, now):
    revoked, token = make_feed(alice, "Tablet", now=now)
    revoke_feed(revoked, now=now)
    _, renewed = make_feed(alice, "Desk", now=now)
    renew_feed(alice.feeds.get(name="Desk"), now=now)
    tokens = (token, renewed, "x", token[:-1], "A" * 27, "%00", "%ff", "é", "A" * 5_000)
    answers = [client.get(f"/calendar/{token}.ics") for token in tokens]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(answer.items()) for answer in answers}) == 1


@pytest.mark.parametrize("token", ["revoked", "x", "A" * 27, "%ff"])
def test_refusing_takes_the_same_work_whatever_the_token(
    client, feed, now, token, django_assert_num_queries
):
    """R13: the same queries, the same page; what is compared is a digest, by the database's index."""
    if token == "revoked":
        token = renew_feed(feed, now=now)
        revoke_feed(feed, now=now)
    with django_assert_num_queries(2):  # the second time as a page among others
        client.get(f"/calendar/{token}.ics")


def test_charlies_feed_shows_nothing_of_alice(client, everything, charlie, fetch, now):
    _, token = make_feed(charlie, "Mine", now=now)
    body = client.get(f"/calendar/{token}.ics").content
    assert b"Northwind" not in body
    assert b"BEGIN:VEVENT" not in body


def test_whoever_is_logged_in_gets_the_feed_of_its_owner(client, charlie, fetch, interview):
    client.force_login(charlie)
    assert b"Northwind" in fetch().content


def test_another_host_is_refused(client, path):
    assert client.get(path, headers={"host": "evil.example"}).status_code == 400


# --- when something is wrong ----------------------------------------------------------------------
@pytest.mark.parametrize("broken", ["body_of", "marks_of", "find_feed"])
def test_what_cannot_be_served_whole_is_asked_for_again_later(fetch, monkeypatch, broken):
    """F39: 503 keeps what a calendar has; a page or half a feed would empty it."""
    monkeypatch.setattr(view, broken, lambda *_: 1 / 0)
    response = fetch()
    assert (response.status_code, response["Retry-After"]) == (503, "600")
    assert response.content == b""


def test_a_database_that_fails_is_no_unknown_feed(fetch, monkeypatch):
    def fail(_):
        raise OperationalError("database is locked")

    monkeypatch.setattr(view, "find_feed", fail)
    assert fetch().status_code == 503


def test_an_event_that_cannot_be_written_is_left_out_and_the_rest_is_served(
    fetch, interview, everything, monkeypatch
):
    """F39."""
    fetch()
    CalendarEvent.objects.filter(kind="offer").update(full=b"", private=b"", times=b"")
    assert sorted(titles(fetch())) == sorted(set(TITLES.values()) - {TITLES["offer"]})


def test_a_fetch_is_noted_with_what_fetched_it(fetch, feed, now):
    fetch(user_agent="iOS/26.0 (23A341) dataaccessd/1.0")
    feed.refresh_from_db()
    assert feed.last_fetched_at == now
    assert feed.last_fetched_by == "iOS/26.0 (23A341) dataaccessd/1.0"


def test_it_goes_out_though_the_fetch_cannot_be_noted(fetch, monkeypatch):
    def fail(*_, **__):
        raise OperationalError("database is locked")

    monkeypatch.setattr(view, "note_fetch", fail)
    assert fetch().status_code == 200


@pytest.mark.django_db(transaction=True)
def test_it_goes_out_at_once_though_somebody_else_is_writing(path, fetch, interview, at_once, now):
    """F24: who writes may take their time; a calendar that asks meanwhile has its answer."""
    fetch()
    CalendarFeed.objects.update(last_fetched_at=None)  # so that the next fetch is to be noted
    is_written, is_fetched = threading.Event(), threading.Event()

    def write():
        with transaction.atomic():
            CalendarFeed.objects.update(name="Another")
            is_written.set()
            is_fetched.wait(15)
            return is_fetched.is_set()

    def fetch_meanwhile():
        is_written.wait(15)
        status = Client().get(path).status_code
        is_fetched.set()
        return status

    assert at_once(write, fetch_meanwhile) == [True, 200]


@pytest.mark.parametrize("text", [text.replace("\x00", "") for text in HOSTILE])
@pytest.mark.parametrize("is_private", [False, True])
def test_hostile_text_in_every_field_leaves_the_feed_whole(
    fetch,
    choose,
    everything,
    application,
    now,
    text,
    is_private,
):
    """F41."""
    application.role = application.company.name = text[:200]
    application.company.save()
    application.save()
    later = {"date": (now + DAY).date(), "starts_at": now + DAY, "ends_at": now + DAY + DAY / 24}
    other = InterviewFactory.create(application=application, place=text[:500], notes=text, **later)
    AttendanceFactory.create(interview=other, contact__name=text[:200])
    FollowUpFactory.create(application=application, title=text[:500], why=text)
    question_of(application, now, text[:500])
    choose(name=text[:100], is_private=is_private)
    assert len(read_by_icaljs(fetch().content)["events"]) == 6


@pytest.mark.django_db(transaction=True)
def test_fetched_while_others_write_it_is_whole_each_time(alice, path, interview, now, at_once):
    """F39: four who write, and 200 fetches."""
    rewrite_calendar(alice.pk, now=now)
    others = [
        InterviewFactory.create(application=ApplicationFactory.create(owner=alice))
        for _ in range(4)
    ]
    rewrite_calendar(alice.pk, now=now)
    done = threading.Event()
    bodies = []

    def write(row):
        def writing():
            minutes = 30
            while not done.is_set():
                minutes = 30 + (minutes + 1) % 60
                change(row, now, minutes=minutes)

        return writing

    def fetch_often():
        browser = Client()
        try:
            for _ in range(200):
                response = browser.get(path)
                bodies.append((response.status_code, response.content))
        finally:
            done.set()

    wrong = [each for each in at_once(*map(write, others), fetch_often) if each is not None]
    assert wrong == []
    assert {status for status, _ in bodies} <= {200, 503}
    whole = [body for status, body in bodies if status == 200]
    assert len(whole) >= 190
    assert all(body.count(b"CATEGORIES:Interview") == len(others) + 1 for body in whole)
    assert [fault for body in whole[::10] for fault in faults_of(body)] == []
    assert len({re.sub(rb"\s", b"", body) for body in whole}) > 1
    connections.close_all()
    assert CalendarFeed.objects.exists()
