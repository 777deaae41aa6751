"""What an event says, and to whom: in full, privately, at an hour, with an alarm."""

import logging
from dataclasses import replace

import pytest
from icalendar import Calendar

from tests.calendars.samples import FOLLOW_UP, INTERVIEW, body_of, lines_of
from tests.ics import faults_of
from tracker.ical import event as ical
from tracker.ical.calendar import calendar_of
from tracker.ical.event import alarm_before, at_its_hour, parts_of, ringing


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
    assert {"SEQUENCE:3", f"UID:{INTERVIEW.uid}", "CATEGORIES:Interview"} <= lines
    assert {"DTSTAMP:20261102T080000Z", "LAST-MODIFIED:20261102T080000Z"} <= lines


def test_an_interview_that_was_called_off_says_so_and_leaves_its_time_free():
    lines = lines_of(replace(INTERVIEW, is_cancelled=True))
    assert {"STATUS:CANCELLED", "TRANSP:TRANSPARENT"} <= set(lines)


def test_an_event_leads_to_its_page():
    event = Calendar.from_ical(body_of(INTERVIEW)).events[0]
    assert event["url"] == INTERVIEW.url
    assert str(event["description"]).endswith(f"With Dana Reyes\n\n{event['url']}")


def test_an_event_that_says_too_much_still_leads_to_its_page():
    event = Calendar.from_ical(body_of(replace(INTERVIEW, about="word " * 50_000))).events[0]
    assert len(str(event["description"])) < 9_000
    assert str(event["description"]).endswith(f"\n\n{INTERVIEW.url}")


def test_nobody_is_invited_by_it():
    assert not [
        line
        for line in lines_of(INTERVIEW, FOLLOW_UP)
        if line.startswith(("METHOD", "ATTENDEE", "ORGANIZER", "BEGIN:VTIMEZONE"))
    ]


def test_privately_it_names_neither_company_nor_people_nor_place():
    private = parts_of(INTERVIEW).private
    assert b"SUMMARY:Interview\r\n" in private
    for word in (b"Northwind", b"Dana", b"Main Street", b"heardback.example", b"DESCRIPTION"):
        assert word not in private
    assert faults_of(calendar_of("Job search", [private])) == []


@pytest.mark.parametrize("part", ["full", "private"])
def test_at_its_hour_it_says_the_same(part):
    parts = parts_of(FOLLOW_UP)
    whole = getattr(parts, part)
    moved = at_its_hour(whole, parts.times, parts.times_by_hour)
    lines = moved.decode().split("\r\n")
    assert {"DTSTART:20261117T140000Z", "DTEND:20261117T143000Z"} <= set(lines)
    assert moved.removeprefix(parts.times_by_hour) == whole.removeprefix(parts.times)
    assert faults_of(calendar_of("Job search", [moved])) == []


def test_what_has_no_other_hour_stays_as_it_is():
    parts = parts_of(INTERVIEW)
    assert at_its_hour(parts.full, parts.times, parts.times_by_hour) == parts.full


def test_an_alarm_rings_before_it():
    event = ringing(parts_of(INTERVIEW).full, alarm_before(30))
    assert b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:It begins soon\r\n" in event
    assert b"TRIGGER:-PT30M\r\nEND:VALARM\r\nEND:VEVENT\r\n" in event


def test_an_event_that_cannot_be_written_in_full_is_written_privately(monkeypatch, caplog):
    """F39: one event takes nothing down with it."""
    monkeypatch.setattr(logging.getLogger("tracker"), "propagate", True)
    broken = replace(INTERVIEW, url="https://heardback.example/\nX-EVIL:1")
    parts = parts_of(broken)
    assert parts.full == parts.private
    assert faults_of(calendar_of("Job search", [parts.full])) == []
    assert f"{INTERVIEW.uid} could not be written in full" in caplog.text


def test_an_event_that_cannot_be_written_at_all_is_left_out(monkeypatch):
    monkeypatch.setattr(ical, "line", lambda _: 1 / 0)
    assert parts_of(INTERVIEW) == (b"", b"", b"", b"")
