"""Rows to iCalendar, read back by two libraries of which one did not write it."""

import logging
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from icalendar import Calendar, Event

from tests.hostile import HOSTILE
from tracker.calendars import feed
from tracker.calendars.feed import feed_bytes
from tracker.queries.calendar import Entry
from tracker.text import clean_line, clean_text

SITE = "https://heardback.example"
INTERVIEW = Entry(
    uid="0b1c-interview@heardback",
    version=3,
    changed_at=datetime(2026, 11, 2, 8, tzinfo=UTC),
    title="Interview at Northwind: Engineer",
    starts=datetime(2026, 11, 17, 13, tzinfo=UTC),
    ends=datetime(2026, 11, 17, 14, tzinfo=UTC),
    place="Main Street 1",
    about="Video\nWith Dana Reyes",
    path="/interviews/7/",
)
FOLLOW_UP = replace(
    INTERVIEW,
    uid="0b1c-follow-up@heardback",
    title="Thank Dana Reyes (Northwind)",
    starts=date(2026, 11, 17),
    ends=date(2026, 11, 18),
    place="",
    path="/follow-ups/9/",
)


def body_of(*entries, name="Job search"):
    return feed_bytes(name, entries, SITE)


def lines_of(*entries):
    return body_of(*entries).decode().replace("\r\n ", "").split("\r\n")


def event_of(entry):
    return Calendar.from_ical(body_of(entry)).events[0]


def test_an_interview_is_at_its_times_in_utc():
    lines = lines_of(INTERVIEW)
    assert {"DTSTART:20261117T130000Z", "DTEND:20261117T140000Z"} <= set(lines)
    assert "TRANSP:OPAQUE" in lines


def test_a_follow_up_is_all_day_and_leaves_the_day_free():
    lines = lines_of(FOLLOW_UP)
    assert {"DTSTART;VALUE=DATE:20261117", "DTEND;VALUE=DATE:20261118"} <= set(lines)
    assert "TRANSP:TRANSPARENT" in lines


def test_a_client_can_tell_a_newer_event_from_an_older():
    lines = set(lines_of(INTERVIEW))
    assert {"SEQUENCE:3", "UID:0b1c-interview@heardback"} <= lines
    assert {"DTSTAMP:20261102T080000Z", "LAST-MODIFIED:20261102T080000Z"} <= lines


def test_an_interview_that_was_called_off_says_so_and_leaves_its_time_free():
    lines = lines_of(replace(INTERVIEW, is_cancelled=True))
    assert {"STATUS:CANCELLED", "TRANSP:TRANSPARENT"} <= set(lines)


def test_the_calendar_names_itself_and_how_often_to_ask():
    lines = set(lines_of())
    assert {"NAME:Job search", "X-WR-CALNAME:Job search", "VERSION:2.0"} <= lines
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"} <= lines


def test_nobody_is_invited_by_it():
    text = body_of(INTERVIEW, FOLLOW_UP).decode()
    assert not re.search(r"^(METHOD|ATTENDEE|ORGANIZER|BEGIN:VTIMEZONE)", text, re.MULTILINE)


def test_an_event_leads_to_its_page():
    event = event_of(INTERVIEW)
    assert event["url"] == "https://heardback.example/interviews/7/"
    assert str(event["description"]).endswith(f"With Dana Reyes\n\n{event['url']}")


def test_another_library_reads_the_same():
    calendar = vobject.readOne(body_of(INTERVIEW, FOLLOW_UP).decode())
    interview, follow_up = calendar.vevent_list
    assert interview.dtstart.value == INTERVIEW.starts
    assert follow_up.dtend.value - follow_up.dtstart.value == timedelta(days=1)
    assert interview.location.value == "Main Street 1"


def test_the_same_rows_give_the_same_bytes():
    first = body_of(INTERVIEW, FOLLOW_UP)
    feed._event_bytes.cache_clear()
    assert body_of(INTERVIEW, FOLLOW_UP) == first


def test_a_feed_without_events_is_a_calendar_still():
    assert Calendar.from_ical(body_of())["version"] == "2.0"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_breaks_no_line(text):
    hostile = replace(INTERVIEW, title=text, place=text, about=text)
    body = body_of(hostile, FOLLOW_UP, name=text)
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not re.search(rb"[\r\n]", b"".join(lines))
    # Each line by itself is whole UTF-8, and nothing in it needs cleaning.
    assert all(clean_text(line.decode()) == line.decode() for line in lines)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_for_both_libraries(text):
    hostile = replace(INTERVIEW, title=text, place=text, about=text)
    body = body_of(hostile, FOLLOW_UP, name=text)
    (ours, theirs) = Calendar.from_ical(body), vobject.readOne(body.decode())
    assert [event["uid"] for event in ours.events] == [INTERVIEW.uid, FOLLOW_UP.uid]
    assert [event.uid.value for event in theirs.vevent_list] == [INTERVIEW.uid, FOLLOW_UP.uid]
    assert theirs.vevent_list[0].summary.value.strip() == clean_line(text)


def test_a_lone_surrogate_is_left_out():
    text = "broken \ud83d here"
    event = event_of(replace(INTERVIEW, title=text, place=text, about=text))
    assert event.to_ical().count(b"broken  here") == 3


def test_an_event_that_cannot_be_written_keeps_its_time_and_title(monkeypatch, caplog):
    monkeypatch.setattr(logging.getLogger("tracker"), "propagate", True)
    broken = replace(INTERVIEW, uid="broken@heardback")
    monkeypatch.setattr(feed, "clean_text", lambda _: 1 / 0)
    event = event_of(broken)
    assert event.start == INTERVIEW.starts
    assert "broken@heardback could not be written in full" in caplog.text


def test_what_cannot_be_written_at_all_raises(monkeypatch):
    monkeypatch.setattr(Event, "to_ical", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        body_of(replace(INTERVIEW, uid="worse@heardback"))
