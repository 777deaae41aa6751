"""The calendar page: a month and what is ahead, the feeds, and what can be taken along."""

import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from icalendar import Calendar

from tests.factories import ApplicationFactory, FollowUpFactory, InterviewFactory
from tests.ics import faults_of
from tests.views.pages import errors_of, text_of, undo_of
from tracker.models import CalendarEvent, CalendarFeed, Preferences
from tracker.planning.facts import InterviewStatus
from tracker.queries.feeds import client_name
from tracker.services.events import rewrite_calendar
from tracker.services.feeds import make_feed, note_fetch
from tracker.services.interviews import call_off_interview, delete_interview

DAY = timedelta(days=1)
CHOSEN = {"name": "Phone", "kinds": ["interview", "offer"], "days_back": "30", "alarm": "60"}


@pytest.fixture
def application(alice):
    return ApplicationFactory.create(owner=alice, company__name="Northwind", role="Engineer")


@pytest.fixture
def feed(alice, now):
    return make_feed(alice, "Phone", now=now)[0]


@pytest.fixture
def page(as_alice, alice, now):
    def page(query=""):
        rewrite_calendar(alice.pk, now=now)
        return as_alice.get(f"/calendar/{query}")

    return page


def an_interview(application, day, **values):
    starts = day.replace(hour=14)
    times = {"date": day.date(), "starts_at": starts, "ends_at": starts + timedelta(hours=1)}
    return InterviewFactory.create(application=application, **times | values)


# --- month and agenda -----------------------------------------------------------------------------
def test_the_page_shows_what_the_feed_carries(page, application, now):
    an_interview(application, now, place="Main Street 1")
    FollowUpFactory.create(application=application)
    text = text_of(page())
    assert "14:00–15:00 Interview at Northwind: Engineer Main Street 1" in text
    assert "all day Thank Dana Reyes (Northwind) Follow-up" in text


def test_the_month_shows_each_day_with_what_stands_on_it(page, application, now):
    an_interview(application, now - 9 * DAY)
    html = page().content.decode()
    (cell,) = re.findall(r"<td[^>]*>(?:(?!</td>).)*>8</time>(?:(?!</td>).)*</td>", html, re.DOTALL)
    assert "Interview at Northwind: Engineer" in cell
    assert "November 2026" in html


def test_a_day_of_the_month_leads_to_what_stands_below(page, application, now):
    an_interview(application, now + DAY)
    html = page().content.decode()
    assert 'href="#day-2026-11-18"' in html
    assert 'id="day-2026-11-18"' in html


def test_today_is_marked(page, application, now):
    html = page().content.decode()
    (today,) = re.findall(r'<td[^>]*aria-current="date"[^>]*>\s*<[^>]*>(\d+)', html)
    assert today == "17"


def test_what_is_full_shows_interviews_first_and_how_much_more_there_is(page, application, now):
    for _ in range(4):
        FollowUpFactory.create(application=application)
    an_interview(application, now)
    html = page().content.decode()
    (cell,) = re.findall(r'<td aria-current="date">.*?</td>', html, re.DOTALL)
    assert re.findall(r'<li class="is-([a-z-]+)', cell)[0] == "interview"
    assert "and 2 more" in cell


def test_all_of_this_month_can_be_seen_as_well(page, application, now):
    an_interview(application, now - 9 * DAY)
    assert 'id="day-2026-11-08"' not in page().content.decode()
    assert 'id="day-2026-11-08"' in page("?month=2026-11").content.decode()


def test_what_was_withdrawn_is_not_shown(page, application, now):
    row = FollowUpFactory.create(application=application)
    page()
    row.status = "withdrawn"
    row.save()
    assert "Thank Dana" not in text_of(page())


def test_another_month_stands_whole(page, application, now):
    an_interview(application, now + 40 * DAY)
    assert "Interview at Northwind" not in text_of(page())
    text = text_of(page("?month=2026-12"))
    assert "December 2026" in text
    assert "Interview at Northwind: Engineer" in text


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [("2026-01", "2025-12", "2026-02"), ("2026-12", "2026-11", "2027-01")],
)
def test_months_lead_to_their_neighbours(page, alice, month, before, after):
    html = page(f"?month={month}").content.decode()
    assert f'href="/calendar/?month={before}"' in html
    assert f'href="/calendar/?month={after}"' in html


@pytest.mark.parametrize("month", ["", "x", "2026-13", "1000-01", "9999-12", "2026-1-1", "<b>"])
def test_a_month_that_is_none_is_this_one(page, alice, month):
    assert "November 2026" in text_of(page(f"?month={month}"))


def test_what_was_called_off_is_shown_as_such(page, application, now):
    an_interview(application, now, status="cancelled", called_off_at=now)
    assert "Interview at Northwind: Engineer Off" in text_of(page())


def test_what_was_deleted_is_not_shown_as_called_off(page, application, now):
    interview = an_interview(application, now)
    rewrite_calendar(application.owner_id, now=now)
    delete_interview(interview, now=now)
    assert "Interview at Northwind" not in text_of(page())


def test_a_day_begins_where_the_owner_lives(page, application, alice, now):
    alice.preferences.time_zone = "Pacific/Auckland"
    alice.preferences.save()
    an_interview(application, now)  # 02:00 on the 18th there
    assert 'id="day-2026-11-18"' in page().content.decode()


def test_an_empty_month_says_what_belongs_there(page, alice):
    text = text_of(page())
    assert "Nothing is ahead" in text
    assert "Nothing stands here" in text_of(page("?month=2027-05"))


def test_an_empty_calendar_says_that_the_example_is_left_out(as_alice, alice):
    left_out = "What belongs to the example is left out."
    assert left_out not in text_of(as_alice.get("/calendar/"))
    ApplicationFactory(owner=alice, is_sample=True)
    assert left_out in text_of(as_alice.get("/calendar/"))


def test_the_page_shows_nothing_of_others(client, application, charlie, feed, alice, now):
    an_interview(application, now)
    rewrite_calendar(alice.pk, now=now)
    client.force_login(charlie)
    html = client.get("/calendar/").content.decode()
    assert "Northwind" not in html
    assert "Revoke" not in html


# --- feeds ----------------------------------------------------------------------------------------
def make(client, **values):
    return client.post("/calendar/feeds/", CHOSEN | {"form_token": uuid4()} | values)


def test_an_address_is_shown_once_in_all_three_ways(as_alice, client):
    html = make(as_alice).content.decode()
    (address,) = set(re.findall(r'value="http://[^"]*(/calendar/[^"]+\.ics)"', html))
    assert f"webcal://127.0.0.1:8000{address}" in html
    assert client.get(address).status_code == 200
    assert address not in as_alice.get("/calendar/").content.decode()


@pytest.mark.parametrize(
    ("site_url", "has_code"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://192.168.1.20:8000", True),
        ("https://jobs.example.com", True),
    ],
)
def test_a_code_for_the_phone_stands_where_a_phone_can_reach(
    as_alice, settings, site_url, has_code
):
    settings.SITE_URL = site_url
    settings.ALLOWED_HOSTS = ["*"]
    html = make(as_alice).content.decode()
    assert bool(re.search(r'<svg viewBox="0 0 (\d+) \1"[^>]*role="img"', html)) is has_code
    assert ("A phone cannot open this address" in html) is not has_code


def test_a_feed_carries_what_was_chosen_when_it_was_made(as_alice):
    make(as_alice, is_private="on", by_hour="on")
    feed = CalendarFeed.objects.get()
    assert (feed.kinds, feed.days_back, feed.alarm) == (["interview", "offer"], 30, 60)
    assert feed.is_private
    assert feed.by_hour
    said = "Interviews, offer deadlines; without names; a month back; alarm an hour before."
    assert said in text_of(as_alice.get("/calendar/"))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " \x00 "}, "name"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["everything"]}, "kinds"),
        ({"days_back": "12"}, "days_back"),
        ({"alarm": "-1"}, "alarm"),
    ],
)
def test_what_makes_no_sense_is_refused_where_it_was_made(as_alice, values, field):
    response = make(as_alice, **values)
    assert response.status_code == 422
    assert list(errors_of(response)) == [field]
    assert not CalendarFeed.objects.exists()


def test_a_form_sent_twice_makes_one_feed(as_alice):
    form_token = uuid4()
    for _ in range(2):
        make(as_alice, form_token=form_token)
    assert CalendarFeed.objects.count() == 1


def test_who_presses_twice_is_told_how_to_see_an_address(as_alice):
    form_token = uuid4()
    make(as_alice, form_token=form_token)
    again = make(as_alice, form_token=form_token)
    assert "Give it a new address below to see one." in text_of(as_alice.get(again["Location"]))


def test_options_are_changed_on_a_page_of_their_own(as_alice, feed):
    path = f"/calendar/feeds/{feed.pk}/"
    html = as_alice.get(path).content.decode()
    assert html.count("checked") == 4
    as_alice.post(path, CHOSEN | {"name": "For Sam", "is_private": "on", "version": 0})
    feed.refresh_from_db()
    assert (feed.name, feed.is_private, feed.kinds, feed.version) == (
        "For Sam",
        True,
        ["interview", "offer"],
        1,
    )


def test_a_form_of_a_feed_that_was_changed_meanwhile_keeps_what_was_typed(as_alice, feed):
    path = f"/calendar/feeds/{feed.pk}/"
    as_alice.post(path, CHOSEN | {"version": 0})
    response = as_alice.post(path, CHOSEN | {"name": "Typed", "version": 0})
    assert response.status_code == 422
    assert 'value="Typed"' in response.content.decode()
    feed.refresh_from_db()
    assert feed.name == "Phone"


def test_a_new_address_is_shown_and_the_old_one_ends(as_alice, client, alice, now):
    feed, token = make_feed(alice, "Phone", now=now)
    html = as_alice.post(f"/calendar/feeds/{feed.pk}/renew/").content.decode()
    (address,) = set(re.findall(r'value="http://[^"]*(/calendar/[^"]+\.ics)"', html))
    assert client.get(address).status_code == 200
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_what_a_new_address_stops_is_said_before_it_does(as_alice, client, alice, now):
    feed, token = make_feed(alice, "Phone", now=now)
    note_fetch(feed.pk, by="iOS/26.0 (23A341) dataaccessd/1.0", now=now)
    assert f'href="/calendar/feeds/{feed.pk}/renew/"' in as_alice.get("/calendar/").content.decode()
    page = text_of(as_alice.get(f"/calendar/feeds/{feed.pk}/renew/"))
    assert "The address that it has now stops for good." in page
    assert "It was last fetched today 12:00 by an Apple device." in page
    assert client.get(f"/calendar/{token}.ics").status_code == 200


def test_a_revoked_feed_comes_back_at_the_address_that_it_had(as_alice, client, alice, now):
    feed, token = make_feed(alice, "Phone", now=now)
    before = client.get(f"/calendar/{token}.ics").content
    page = as_alice.post(f"/calendar/feeds/{feed.pk}/revoke/", follow=True)
    assert client.get(f"/calendar/{token}.ics").status_code == 404
    assert "Phone" in text_of(as_alice.post(undo_of(page), follow=True))
    assert client.get(f"/calendar/{token}.ics").content == before


def test_a_revoked_feed_is_gone_from_page_and_address(as_alice, client, alice, now):
    feed, token = make_feed(alice, "Phone", now=now)
    html = as_alice.post(f"/calendar/feeds/{feed.pk}/revoke/", follow=True).content.decode()
    assert "“Phone” is revoked" in html
    assert "Revoke" not in html
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_when_it_was_last_fetched_and_by_what_is_shown(as_alice, feed, now):
    assert "not fetched yet" in text_of(as_alice.get("/calendar/"))
    note_fetch(feed.pk, by="iOS/26.0 (23A341) dataaccessd/1.0", now=now)
    assert "Last fetched today 12:00 by an Apple device." in text_of(as_alice.get("/calendar/"))


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Google-Calendar-Importer", "Google Calendar"),
        ("Microsoft.Exchange/15.20 (Windows NT 10.0; Win64; x64)", "Outlook"),
        ("macOS/15.0 (24A335) dataaccessd/1.0", "an Apple device"),
        ("Mozilla/5.0 (X11; Linux) Gecko/20100101 Thunderbird/140.0", "Thunderbird"),
        ("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "a browser"),
        ("vdirsyncer/0.21.0", "vdirsyncer"),
        ("SomethingElse/1.0", "SomethingElse"),
        ("", ""),
    ],
)
def test_clients_are_called_as_people_call_them(agent, name):
    assert client_name(agent) == name


@pytest.mark.parametrize("act", ["", "renew/", "revoke/", "restore/"])
def test_charlie_cannot_touch_alices_feed(client, charlie, feed, act):
    client.force_login(charlie)
    assert client.post(f"/calendar/feeds/{feed.pk}/{act}", CHOSEN).status_code == 404
    feed.refresh_from_db()
    assert (feed.version, feed.revoked_at) == (0, None)


@pytest.mark.parametrize(
    ("site_url", "said"),
    [
        ("http://127.0.0.1:8000", "only this machine can open"),
        ("http://192.168.1.20:8000", "devices on your own network can open"),
    ],
)
def test_the_page_says_who_can_reach_the_feed(as_alice, settings, site_url, said):
    settings.SITE_URL = site_url
    html = as_alice.get("/calendar/").content.decode()
    assert said in html
    assert "SITE_URL" in html


def test_a_public_address_needs_no_warning(as_alice, settings):
    settings.SITE_URL = "https://jobs.example.com"
    assert "SITE_URL" not in as_alice.get("/calendar/").content.decode()


# --- to take along --------------------------------------------------------------------------------
def test_the_calendar_can_be_downloaded(as_alice, page, application, now):
    an_interview(application, now)
    page()
    response = as_alice.get("/calendar/download/")
    assert response["Content-Disposition"] == 'attachment; filename="heardback.ics"'
    assert len(Calendar.from_ical(response.content).events) == 1
    assert faults_of(response.content) == []


def test_what_is_off_stays_out_of_the_file_and_in_the_feed(
    as_alice, client, page, application, alice, now
):
    interview = an_interview(application, now)
    page()
    _, token = make_feed(alice, "Phone", now=now)
    call_off_interview(
        interview, status=InterviewStatus.CANCELLED, by_them=True, version=0, now=now
    )
    in_feed = Calendar.from_ical(client.get(f"/calendar/{token}.ics").content).events
    assert "CANCELLED" in [each.get("STATUS") for each in in_feed]
    in_file = Calendar.from_ical(as_alice.get("/calendar/download/").content).events
    assert "CANCELLED" not in [each.get("STATUS") for each in in_file]


@pytest.fixture
def event(page, application, now):
    interview = an_interview(application, now, place="Main Street 1")
    page()
    return CalendarEvent.objects.get(uid=interview.uid)


def test_a_single_event_can_be_downloaded(as_alice, event):
    response = as_alice.get(f"/calendar/events/{event.pk}.ics")
    assert response["Content-Disposition"] == f'attachment; filename="{event.key}.ics"'
    (read,) = Calendar.from_ical(response.content).events
    assert str(read["summary"]) == event.title
    assert faults_of(response.content) == []


def test_charlie_cannot_download_alices_event(client, charlie, event):
    client.force_login(charlie)
    assert client.get(f"/calendar/events/{event.pk}.ics").status_code == 404


def link_to(html, host):
    (link,) = set(re.findall(rf'href="(https://{host}[^"]*)"', html))
    address = urlsplit(link.replace("&amp;", "&"))
    return {name: value for name, (value,) in parse_qs(address.query).items()}


@pytest.mark.parametrize("where", ["calendar", "interview"])
def test_an_event_opens_in_googles_form(as_alice, event, where):
    html = as_alice.get("/calendar/" if where == "calendar" else event.path).content.decode()
    asked = link_to(html, "calendar.google.com")
    assert asked["dates"] == "20261117T130000Z/20261117T140000Z"
    assert (asked["action"], asked["text"]) == ("TEMPLATE", "Interview at Northwind: Engineer")
    assert asked["location"] == "Main Street 1"
    assert asked["details"].endswith(event.path)


@pytest.mark.parametrize("where", ["calendar", "interview"])
def test_an_event_opens_in_outlooks_form(as_alice, event, where):
    html = as_alice.get("/calendar/" if where == "calendar" else event.path).content.decode()
    asked = link_to(html, "outlook.live.com")
    assert (asked["startdt"], asked["enddt"]) == ("2026-11-17T13:00:00Z", "2026-11-17T14:00:00Z")
    assert (asked["subject"], asked["allday"]) == ("Interview at Northwind: Engineer", "false")
    assert asked["rru"] == "addevent"


def test_a_whole_day_is_one_in_their_forms_too(page, application):
    FollowUpFactory.create(application=application)
    html = page().content.decode()
    assert link_to(html, "calendar.google.com")["dates"] == "20261117/20261118"
    outlook = link_to(html, "outlook.live.com")
    assert (outlook["startdt"], outlook["allday"]) == (str(date(2026, 11, 17)), "true")


def test_an_interview_that_is_off_is_not_offered_to_other_calendars(
    as_alice, page, application, now
):
    interview = an_interview(application, now, status="cancelled", called_off_at=now)
    page()
    assert (
        "calendar.google.com" not in as_alice.get(f"/interviews/{interview.pk}/").content.decode()
    )


@pytest.mark.parametrize("path", ["/calendar/", "/calendar/download/"])
def test_the_pages_need_a_log_in(client, db, path):
    assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


def test_weeks_begin_on_the_day_of_choice(page, alice):
    Preferences.objects.filter(user=alice).update(week_starts=6)
    html = page("?month=2026-11").content.decode()
    assert html.index('title="Sunday"') < html.index('title="Monday"')
