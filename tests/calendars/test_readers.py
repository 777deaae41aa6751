"""Three readers that we did not write understand what we wrote: ical.js (strict), vobject, icalendar."""

from dataclasses import replace
from datetime import timedelta

import pytest
import vobject
from icalendar import Calendar

from tests.calendars.samples import FOLLOW_UP, INTERVIEW, body_of
from tests.hostile import HOSTILE
from tests.ics import read_by_icaljs
from tracker.ical.calendar import calendar_of
from tracker.ical.event import alarm_before, parts_of, ringing
from tracker.text import clean_line, clean_text

BOTH = body_of(INTERVIEW, FOLLOW_UP)


def test_icaljs_reads_the_calendar_in_strict_mode():
    read = read_by_icaljs(BOTH)
    assert {name: read[name] for name in ("name", "shown", "color", "refresh", "method")} == {
        "name": "Job search",
        "shown": "Job search",
        "color": "steelblue",
        "refresh": "PT1H",
        "method": None,
    }


def test_icaljs_reads_an_interview():
    interview, _ = read_by_icaljs(BOTH)["events"]
    assert interview == {
        "uid": INTERVIEW.uid,
        "summary": "Interview at Northwind: Engineer",
        "description": f"Video\nWith Dana Reyes\n\n{INTERVIEW.url}",
        "location": "Main Street 1",
        "sequence": 3,
        "isDate": False,
        "zone": "UTC",
        "starts": "2026-11-17T13:00:00.000Z",
        "ends": "2026-11-17T14:00:00.000Z",
        "stamp": "2026-11-02T08:00:00.000Z",
        "modified": "2026-11-02T08:00:00.000Z",
        "status": "CONFIRMED",
        "transp": "OPAQUE",
        "url": INTERVIEW.url,
        "categories": ["Interview"],
        "alarms": [],
    }


def test_icaljs_reads_a_whole_day():
    _, follow_up = read_by_icaljs(BOTH)["events"]
    assert (follow_up["isDate"], follow_up["starts"], follow_up["ends"]) == (
        True,
        "2026-11-17",
        "2026-11-18",
    )
    assert follow_up["transp"] == "TRANSPARENT"


def test_icaljs_reads_an_alarm():
    event = ringing(parts_of(INTERVIEW).full, alarm_before(1440))
    (read,) = read_by_icaljs(calendar_of("Job search", [event]))["events"]
    assert read["alarms"] == ["-P1D"]


def test_vobject_reads_the_same():
    interview, follow_up = vobject.readOne(BOTH.decode()).vevent_list
    assert (interview.dtstart.value, interview.dtend.value) == INTERVIEW.times
    assert follow_up.dtend.value - follow_up.dtstart.value == timedelta(days=1)
    assert interview.location.value == "Main Street 1"


def test_icalendar_reads_the_same():
    interview, follow_up = Calendar.from_ical(BOTH).events
    assert (interview.start, interview.end) == INTERVIEW.times
    assert (follow_up.start, follow_up.end) == FOLLOW_UP.times


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_for_all_three(text):
    hostile = replace(INTERVIEW, title=text, place=text, about=text)
    body = body_of(hostile, FOLLOW_UP, name=text)
    strict = read_by_icaljs(body)["events"]
    loose = vobject.readOne(body.decode()).vevent_list
    ours = Calendar.from_ical(body).events
    uids = [INTERVIEW.uid, FOLLOW_UP.uid]
    assert [each["uid"] for each in strict] == uids
    assert [each.uid.value for each in loose] == uids
    assert [str(each["uid"]) for each in ours] == uids
    assert strict[0]["summary"] == loose[0].summary.value.strip() == clean_line(text)
    assert strict[0]["description"].startswith(clean_text(text)[:8_000])


def test_an_empty_calendar_is_one_still():
    empty = calendar_of("Job search", [])
    assert read_by_icaljs(empty)["events"] == []
    assert Calendar.from_ical(empty)["version"] == "2.0"
