"""A calendar subscribes, as a phone would: by the address alone, without a log-in."""

import re
import urllib.error
import urllib.request
from datetime import date, timedelta

import pytest
import vobject

pytestmark = pytest.mark.slow

MEETING = "Interview at Northwind: Engineer"


@pytest.fixture
def interview(visitor, clock):
    application = visitor.log_application("Northwind", "Engineer")
    return visitor.log_interview(application, clock.ten_o_clock(days_ahead=3))


@pytest.fixture
def address(visitor):
    made = visitor.submit(visitor.get("/calendar/"), "/calendar/feeds/", name="Phone")
    return re.search(r'value="(http://[^"]+\.ics)"', made.html)[1]


def events(address):
    with urllib.request.urlopen(address) as answer:
        calendar = vobject.readOne(answer.read().decode())
    return calendar.vevent_list


def the(title, address):
    """What stands there once."""
    (only,) = (event for event in events(address) if event.summary.value == title)
    return only


def test_an_interview_stands_at_its_moment_in_utc(clock, interview, address):
    meeting = the(MEETING, address)
    assert meeting.dtstart.value == clock.ten_o_clock(days_ahead=3)
    assert meeting.dtstart.value.utcoffset() == timedelta(0)
    assert meeting.dtend.value - meeting.dtstart.value == timedelta(hours=1)


def test_a_follow_up_takes_its_whole_day(clock, interview, address):
    thanks = the("Thank the people you met (Northwind)", address)
    day = clock.ten_o_clock(days_ahead=3).date()
    assert type(thanks.dtstart.value) is date
    assert (thanks.dtstart.value, thanks.dtend.value) == (day, day + timedelta(days=1))


def test_an_interview_that_moves_is_the_same_event_at_another_time(
    visitor, clock, interview, address
):
    before = the(MEETING, address)
    form = visitor.get(f"{interview.path}change/")
    visitor.submit(form, date=f"{clock.ten_o_clock(days_ahead=5):%Y-%m-%d}", time="15:30")
    after = the(MEETING, address)
    assert after.uid.value == before.uid.value
    assert after.dtstart.value == before.dtstart.value + timedelta(days=2, hours=5, minutes=30)
    assert int(after.sequence.value) > int(before.sequence.value)


def test_a_revoked_address_leads_nowhere(visitor, interview, address):
    assert the(MEETING, address)
    page = visitor.get("/calendar/")
    (revoke,) = (form for form in page.forms if form.endswith("/revoke/"))
    visitor.submit(page, revoke)
    with pytest.raises(urllib.error.HTTPError) as refusal:
        events(address)
    with refusal.value as answer:
        assert answer.code == 404
