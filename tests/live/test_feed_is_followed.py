"""A calendar subscribes, as a phone would: by the address alone, without a log-in."""

import re
import urllib.error
import urllib.request
from datetime import UTC, date, timedelta

import pytest
import vobject

pytestmark = pytest.mark.slow


@pytest.fixture
def application(visitor, clock):
    visitor.make_account("feed@example.com", clock.city)
    return visitor.log_application("Northwind", "Engineer")


@pytest.fixture
def interview(visitor, clock, application):
    return visitor.log_interview(application, f"{clock.day(3):%Y-%m-%dT%H:%M}")


@pytest.fixture
def address(visitor):
    made = visitor.submit(visitor.get("/calendar/"), "/calendar/feeds/", name="Phone")
    return re.search(r'value="(http://[^"]+\.ics)"', made.html)[1]


def events(address):
    with urllib.request.urlopen(address) as answer:
        calendar = vobject.readOne(answer.read().decode())
    return {event.summary.value: event for event in calendar.contents.get("vevent", [])}


def test_interview_and_follow_up_are_there(clock, interview, address):
    found = events(address)
    meeting = found["Interview at Northwind: Engineer"]
    assert meeting.dtstart.value == clock.day(3)
    assert meeting.dtstart.value.tzinfo.utcoffset(None) == UTC.utcoffset(None)
    assert meeting.dtend.value == clock.day(3) + timedelta(hours=1)
    thanks = found["Thank the people you met (Northwind)"]
    assert (thanks.dtstart.value, thanks.dtend.value) == (
        clock.day(3).date(),
        clock.day(4).date(),
    )
    assert type(thanks.dtstart.value) is date
