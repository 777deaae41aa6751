"""Files of all the world, from the test suites of others: read rightly, or refused in words.

They are not ours to pass on, so they lie beside the project, at ../shared/cases/ics, or where
CASES says; where they are not, this says so.
"""

import os
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from tests.calendars.invited import clock, read
from tracker.calendars.invitation import Invitation, UnreadableError

PLACE = Path(os.environ.get("CASES", Path(settings.BASE_DIR).parent / "shared" / "cases")) / "ics"
FILES = sorted(PLACE.glob("*.ics"))
pytestmark = pytest.mark.skipif(not FILES, reason="No case files are at ../shared/cases/ics.")

TASK, NONE = "It holds a task", "The calendar in it is empty"
BUSY, ZONE = "It holds somebody’s free and busy times", "It holds a time zone"
REFUSED = {
    "allenporter_ical__todo_valarm": TASK,
    "apache_james-project__calendar.part1": "A part of the file is missing",
    "apache_james-project__no_event": NONE,
    "collective_icalendar__empty_RDATE": NONE,
    "collective_icalendar__issue_27_multiple_periods_in_freebusy_multiple_freebusies": BUSY,
    "collective_icalendar__issue_27_multiple_periods_in_freebusy_one_freebusy": BUSY,
    "ical-org_ical.net__Bug2033495": "It does not say when it begins.",
    "ical-org_ical.net__PARSE17": "It does not say when it begins.",
    "kewisch_ical.js__multivalue": NONE,
    "mangstadt_biweekly__New_York": ZONE,
    "mangstadt_biweekly__rfc5545-example5": "It holds a journal entry",
    "mangstadt_biweekly__rfc5545-example6": BUSY,
    "mangstadt_biweekly__vcal-example2": TASK,
    "py-vobject_vobject__simple_test": "It does not say when it begins.",
    "py-vobject_vobject__timezones": "There is no calendar entry in it.",
    "py-vobject_vobject__tz_us_eastern": "There is no calendar entry in it.",
    "py-vobject_vobject__vtodo": TASK,
}
# Of the first event: the clock, the zone ("" is asked for), and how long it takes.
STARTS = {
    "apache_james-project__ics_with_error": (clock(2004, 10, 11, 22, 30), "", 90),
    "apache_james-project__yahooInvitation.part1": (
        clock(2017, 1, 27, 15),
        "Europe/Brussels",
        60,
    ),
    "allenporter_ical__office_356_custom_timezone": (clock(2024, 5, 2, 11), "Europe/Warsaw", 60),
    "allenporter_ical__office_360_nz_tz": (clock(2025, 10, 8, 9), "Pacific/Auckland", 30),
    "allenporter_ical__office_365_extended_timezone": (clock(2024, 4, 26, 14), "Europe/Berlin", 60),
    "allenporter_ical__office_365_invalid_timezone": (clock(2024, 4, 26, 14), "", 60),
    "collective_icalendar__issue_165_missing_event": (clock(2015, 7, 3, 10), "Europe/Berlin", 30),
    "collective_icalendar__issue_836_do_not_quote_tzid": (
        clock(2024, 10, 28, 17),
        "America/New_York",
        60,
    ),
    "collective_icalendar__timezone_same_start": (
        clock(2017, 2, 24, 12),
        "America/Los_Angeles",
        30,
    ),
    "ical-org_ical.net__ALARM7": (clock(2006, 7, 18, 14), "UTC", 60),
    "jens-maus_node-ical__Office-2012-owa": (clock(2020, 10, 28, 13, 30), "", 90),
    "jens-maus_node-ical__bad_ms_tz": (clock(2020, 8, 25, 10, 35), "America/New_York", 75),
    "jens-maus_node-ical__exchange-custom-tz": (clock(2019, 4, 30, 9), "Asia/Bangkok", 180),
    "kewisch_ical.js__utc_negative_zero": (clock(2012, 8, 21, 21), "UTC", 30),
    "mangstadt_biweekly__outlook-2010": (clock(2013, 6, 10, 12), "America/New_York", 60),
    "mangstadt_biweekly__pr63": (clock(2016, 12, 19, 9), "America/New_York", 60),
    "py-vobject_vobject__ms_tzid": (clock(2008, 5, 30, 5), "UTC", 60),
    "py-vobject_vobject__tzid_8bit": (clock(2008, 5, 30, 15), "Asia/Yekaterinburg", 60),
    "py-vobject_vobject__vobject_0050": (clock(2024, 8, 12, 21, 30), "UTC", 60),
    "u01jmg3_ics-parser__issue-340": (clock(2023, 1, 12, 18), "Europe/Berlin", 60),
    "u01jmg3_ics-parser__issue-343": (clock(2024, 9, 23, 10), "", 30),
}
# How many events are read of files in which some are broken, or that are large.
EVENTS = {
    "allenporter_ical__google_calendar_public_holidays": 111,
    "ical-org_ical.net__Language1": 53,
    "ical-org_ical.net__ProdID1": 84,
    "jens-maus_node-ical__ms_timezones": 3,
    "u01jmg3_ics-parser__ICal": 19,
}
BEGINS = re.compile(r"^DTSTART[^\n]*?:(\d{8}(?:T\d{6})?)", re.MULTILINE)
# Its zone keeps the times of none that is known; see STARTS.
TOLD_IN_UTC = "py-vobject_vobject__ms_tzid"


def name_of(path: Path) -> str:
    return path.stem


def path_of(name: str) -> Path:
    return PLACE / f"{name}.ics"


@cache
def outcome(path: Path) -> Invitation | str:
    try:
        return read(path.read_bytes())
    except UnreadableError as error:
        return str(error)


def said(name: str) -> Invitation:
    found = outcome(path_of(name))
    assert isinstance(found, Invitation), found
    return found


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_is_read_or_refused_in_a_sentence(path):
    found = outcome(path)
    if isinstance(found, str):
        assert REFUSED.get(path.stem, "nothing of it is known to be wrong") in found
        assert found[0].isupper()
        assert found.endswith(".")
    else:
        assert path.stem not in REFUSED
        assert found.events


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_what_is_read_of_a_file_is_no_nonsense(path):
    found = outcome(path)
    for event in found.events if isinstance(found, Invitation) else ():
        assert event.starts is None or 1970 <= event.starts.year <= 2100
        assert event.starts is not None or event.calls_off
        assert not event.zone or ZoneInfo(event.zone)
        assert event.minutes > 0
        assert event.uid
        assert all("@" in person.address or person.name for person in event.people)
        assert "\N{REPLACEMENT CHARACTER}" not in event.summary
        assert not event.link or re.fullmatch(r"https?://[^\s<>\"]+", event.link)
        assert all(isinstance(date, datetime) for date in event.dates)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_what_happens_once_begins_at_the_time_that_stands_in_the_file(path):
    found, written = outcome(path), set(BEGINS.findall(path.read_text(errors="replace")))
    for event in found.events if isinstance(found, Invitation) else ():
        form = "%Y%m%d" if event.is_all_day else "%Y%m%dT%H%M%S"
        if event.starts and not event.rule and path.stem != TOLD_IN_UTC:
            assert f"{event.starts:{form}}" in written


@pytest.mark.parametrize("name", STARTS)
def test_it_begins_when_they_meant_it_to(name):
    event = said(name).events[0]
    assert (event.starts, event.zone, event.minutes) == STARTS[name]


@pytest.mark.parametrize("name", EVENTS)
def test_what_is_whole_in_it_is_read(name):
    assert len(said(name).events) == EVENTS[name]


def test_what_was_left_out_of_a_damaged_file_is_said():
    remarks = " ".join(said("u01jmg3_ics-parser__ICal").remarks)
    assert "The file is damaged." in remarks
    assert "“Invalid date - parser will skip the event” was left out." in remarks
    assert "in the year 1941" in remarks


def test_f43_their_customized_time_zones_do_not_get_mixed_up():
    names = ["jens-maus_node-ical__bad_ms_tz", "jens-maus_node-ical__exchange-custom-tz"]
    for name in (*names, *reversed(names)):
        event = read(path_of(name).read_bytes()).events[0]
        assert (event.starts, event.zone) == STARTS[name][:2]


def test_answers_and_counter_proposals_agree_to_nothing():
    (reply,) = said("apache_james-project__eml_calendar.part1").events
    assert (reply.method, reply.agrees, reply.calls_off) == ("REPLY", False, False)
