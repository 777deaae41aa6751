from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.exceptions import ValidationError

from tracker.forms.times import (
    BoundedDateField,
    ClockField,
    ZoneField,
    is_ambiguous,
    resolve_wall_time,
    zone_names,
)

BERLIN = "Europe/Berlin"


def refusal_of(day, clock, zone):
    with pytest.raises(ValidationError) as caught:
        resolve_wall_time(day, clock, zone)
    return caught.value.messages[0]


def test_an_ordinary_time_is_the_moment_at_which_clocks_show_it():
    moment = resolve_wall_time(date(2026, 11, 17), time(14), BERLIN)
    assert moment == datetime(2026, 11, 17, 13, tzinfo=UTC)


def test_a_time_that_clocks_skip_is_refused_with_the_one_that_was_meant():
    assert refusal_of(date(2027, 3, 28), time(2, 30), BERLIN) == (
        "02:30 does not exist on Sun 28 Mar 2027 in Europe/Berlin:"
        " clocks go forward from 02:00 to 03:00. Did you mean 03:30?"
    )


@pytest.mark.parametrize(
    ("day", "clock", "zone", "said"),
    [
        (date(2027, 3, 14), time(2, 15), "America/New_York", "from 02:00 to 03:00"),
        (date(2026, 10, 4), time(2, 5), "Australia/Lord_Howe", "from 02:00 to 02:30"),
        (date(2027, 3, 28), time(2, 0), BERLIN, "from 02:00 to 03:00"),
        (date(2027, 3, 28), time(2, 59, 59), BERLIN, "from 02:00 to 03:00"),
        (date(2026, 9, 6), time(0, 30), "America/Santiago", "from 00:00 to 01:00"),
    ],
)
def test_the_gap_is_named_in_every_zone(day, clock, zone, said):
    assert said in refusal_of(day, clock, zone)


@pytest.mark.parametrize("clock", [time(1, 59, 59), time(3)])
def test_the_edges_of_a_gap_exist(clock):
    day, zone = date(2027, 3, 28), ZoneInfo(BERLIN)
    assert resolve_wall_time(day, clock, BERLIN).astimezone(zone).time() == clock


def test_a_time_that_clocks_show_twice_is_ambiguous():
    day, clock = date(2026, 11, 1), time(1, 30)
    first, second = (resolve_wall_time(day, clock, "America/New_York", fold) for fold in (0, 1))
    assert is_ambiguous(day, clock, "America/New_York")
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2026, 11, 17)])
def test_a_skipped_or_an_ordinary_time_is_not_ambiguous(day):
    assert not is_ambiguous(day, time(2, 30), BERLIN)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0001-01-01", "2000 or later"),
        ("1999-12-31", "2000 or later"),
        ("2101-01-01", "2100 or earlier"),
        ("9999-12-31", "2100 or earlier"),
        ("17.11.2026", "such as 2026-11-24"),
        ("2026-02-30", "such as 2026-11-24"),
    ],
)
def test_a_day_of_another_century_or_form_is_refused(typed, said):
    with pytest.raises(ValidationError, match=said):
        BoundedDateField().clean(typed)


@pytest.mark.parametrize("typed", ["2000-01-01", "2100-12-31"])
def test_the_first_and_the_last_day_are_taken(typed):
    assert BoundedDateField().clean(typed).isoformat() == typed


@pytest.mark.parametrize("typed", ["25:00", "nine", "9.30"])
def test_a_clock_time_that_is_none_is_refused(typed):
    with pytest.raises(ValidationError, match="such as 09:30"):
        ClockField().clean(typed)


def test_a_zone_that_is_unknown_is_refused_by_name():
    with pytest.raises(ValidationError, match="No time zone is called “Mars/Olympus”"):
        ZoneField().clean("Mars/Olympus")


def test_zones_are_places_and_utc():
    names = zone_names()
    assert {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"} <= set(names)
    assert not [name for name in names if name.startswith("Etc/") or name == "posixrules"]


def test_a_day_and_a_time_are_shown_as_the_browser_wants_them():
    form = forms.Form(initial={"day": date(2026, 11, 17), "clock": time(9)})
    form.fields = {"day": BoundedDateField(), "clock": ClockField()}
    assert 'type="date" name="day" value="2026-11-17"' in str(form["day"])
    assert 'type="time" name="clock" value="09:00"' in str(form["clock"])


class OneZone(forms.Form):
    zone = ZoneField(help_text="Your days begin and end in it.")


def test_every_zone_can_be_chosen_and_the_chosen_one_is():
    shown = str(OneZone({"zone": "America/New_York"})["zone"])
    assert shown.count("<option ") == len(zone_names())
    assert shown.count(" selected>") == 1
    assert '<option value="America/New_York" selected>America/New York</option>' in shown
    assert 'id="id_zone"' in shown
    assert 'aria-describedby="id_zone_helptext"' in shown


def test_a_zone_that_is_none_is_refused_and_written_nowhere_else():
    form = OneZone({"zone": '"><script>'})
    assert not form.is_valid()
    assert "script" not in str(form["zone"])
