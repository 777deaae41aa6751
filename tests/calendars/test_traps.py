"""What icalendar does that calendars cannot bear, one trap after the other: none of it gets out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.calendars.samples import FOLLOW_UP, INTERVIEW, body_of, lines_of
from tests.hostile import HOSTILE
from tests.ics import faults_of, read_by_icaljs
from tracker.ical.event import parts_of


def event_of(**changes):
    return Calendar.from_ical(body_of(replace(INTERVIEW, **changes))).events[0]


def test_1_no_zone_is_named_so_none_needs_describing():
    text = body_of(INTERVIEW, FOLLOW_UP)
    assert b"TZID" not in text
    assert b"VTIMEZONE" not in text


def test_2_the_second_of_two_equal_wall_times_is_kept_apart_from_the_first():
    """In UTC they are an hour apart; a zone and a wall time would be the same twice."""
    night = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    moments = (night.astimezone(UTC), night.replace(fold=1).astimezone(UTC))
    first, second = (
        event_of(times=(moment, moment + timedelta(hours=1))).start for moment in moments
    )
    assert second - first == timedelta(hours=1)


def test_2_a_moment_with_a_fixed_offset_is_turned_into_utc_before_it_is_written(
    application, now, kept
):
    """icalendar would name a zone UTC+02:00 that it describes nowhere."""
    from tests.factories import InterviewFactory

    there = timezone(timedelta(hours=2))
    InterviewFactory(
        application=application,
        starts_at=datetime(2026, 11, 17, 15, tzinfo=there),
        ends_at=datetime(2026, 11, 17, 16, tzinfo=there),
    )
    assert b"DTSTART:20261117T130000Z" in kept()


@pytest.mark.parametrize("written", [r"C:\New\Notes", r"a \n b", r"\\N", "\\"])
def test_3_a_backslash_is_no_line_break(written):
    body = body_of(replace(INTERVIEW, title=written))
    assert read_by_icaljs(body)["events"][0]["summary"] == written


def test_3_control_characters_do_not_get_out():
    body = body_of(replace(INTERVIEW, title="a\x00b\x0bc\x1bd\x7fe\x85f", about="a\x00b\x0bc\x1bd"))
    assert b"SUMMARY:abcdef" in body
    assert faults_of(body) == []


def test_3_a_lone_surrogate_is_left_out():
    text = "broken \ud83d here"
    assert event_of(title=text, place=text, about=text).to_ical().count(b"broken  here") == 3


@pytest.mark.parametrize("name", ["a\r\nX-EVIL:1", "a\rX-EVIL:1", "a\nX-EVIL:1", "One, two; three"])
def test_4_the_name_of_a_calendar_injects_nothing(name):
    body = body_of(INTERVIEW, name=name)
    assert faults_of(body) == []
    assert b"\nX-EVIL" not in body
    # ical.js does not know the property, and leaves it escaped.
    assert read_by_icaljs(body)["name"].replace("\\", "") == " ".join(name.split())


def test_5_the_same_event_gives_the_same_bytes():
    assert parts_of(INTERVIEW) == parts_of(replace(INTERVIEW))
    assert body_of(INTERVIEW, FOLLOW_UP) == body_of(INTERVIEW, FOLLOW_UP)


def test_6_how_often_to_ask_says_that_it_is_a_duration():
    lines = set(lines_of())
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"} <= lines


def test_7_no_property_stands_twice():
    assert faults_of(body_of(INTERVIEW, FOLLOW_UP)) == []


def test_7_a_day_and_a_moment_are_not_mixed():
    """What cannot be written is left out, and the rest stands."""
    mixed = (date(2026, 11, 17), datetime(2026, 11, 18, tzinfo=UTC))
    body = body_of(FOLLOW_UP, replace(INTERVIEW, times=mixed))
    assert faults_of(body) == []
    assert body.count(b"BEGIN:VEVENT") == 1


def test_7_an_end_that_is_not_after_the_beginning_is_not_written():
    body = body_of(FOLLOW_UP, replace(INTERVIEW, times=(INTERVIEW.times[0], INTERVIEW.times[0])))
    assert faults_of(body) == []
    assert body.count(b"BEGIN:VEVENT") == 1


@pytest.mark.parametrize("text", ["é" * 400, "👩🏽‍💻🇩🇪" * 60, "שלום עולם " * 50, "a" * 1_000])
def test_8_long_lines_are_folded_between_characters(text):
    body = body_of(replace(INTERVIEW, title=text))
    assert faults_of(body) == []
    assert read_by_icaljs(body)["events"][0]["summary"] == text.strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_anywhere_leaves_every_line_whole(text):
    """F41, as far as calendars are concerned."""
    hostile = replace(INTERVIEW, title=text, place=text, about=text, category=text)
    assert faults_of(body_of(hostile, FOLLOW_UP, name=text)) == []
