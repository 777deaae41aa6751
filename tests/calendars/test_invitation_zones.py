"""In which zone an invitation is meant: known, described in the file, or to be asked (F43)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.calendars.invited import (
    AMERICAN,
    CUSTOM,
    EUROPEAN,
    calendar,
    clock,
    event,
    invitation,
    read,
    read_one,
)

WALL = clock(2026, 11, 24, 10)


def starting(zone: str) -> bytes:
    return invitation({f'DTSTART;TZID="{zone}"': "20261124T100000"}, without=("DTEND",))


def moment(found) -> datetime:
    return found.starts.replace(tzinfo=ZoneInfo(found.zone), fold=found.fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("/Europe/Berlin", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Eastern Standard Time", "America/New_York"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("US/Eastern", "US/Eastern"),
        ("EST5EDT", "America/New_York"),
        ("Etc/GMT", "UTC"),
        ("GMT", "UTC"),
    ],
)
def test_a_zone_that_is_known_by_any_of_its_names_is_resolved(said, zone):
    found = read_one(starting(said))
    assert (found.zone, found.starts) == (zone, WALL)


@pytest.mark.parametrize(
    "said",
    [
        "(UTC-05:00) Eastern Time (US & Canada)",
        "Customized Time Zone",
        "FLE",
        "Western/Central Europe",
        "Europe/Germany",
        "1",
        "../../etc/passwd",
        "Europe",
        "x" * 5_000,
    ],
)
def test_a_zone_that_nobody_knows_is_asked_for_and_not_guessed(said):
    found = read_one(starting(said))
    assert (found.zone, found.starts) == ("", WALL)
    assert found.zone_said == said[:500]


def test_a_time_without_a_zone_is_asked_for_too():
    found = read_one(invitation({"DTSTART": "20261124T100000"}, without=("DTEND",)))
    assert (found.zone, found.zone_said, found.starts) == ("", "", WALL)


def test_a_moment_in_utc_stays_one():
    found = read_one(invitation({"DTSTART": "20261124T150000Z", "DTEND": "20261124T160000Z"}))
    assert (found.zone, found.starts) == ("UTC", clock(2026, 11, 24, 15))


@pytest.mark.parametrize(
    ("described", "zone"), [(EUROPEAN, "Europe/Berlin"), (AMERICAN, "America/New_York")]
)
def test_a_zone_that_the_file_describes_is_found_by_the_times_that_it_keeps(described, zone):
    found = read_one(calendar(described, event(CUSTOM)))
    assert (found.zone, found.starts) == (zone, clock(2026, 11, 24, 10, 35))


def test_a_described_zone_whose_name_differs_in_spaces_only_is_meant():
    described = EUROPEAN.replace("Customized Time Zone", "Mitteleuropäische Zeit ")
    lines = {"DTSTART;TZID=Mitteleuropäische Zeit": "20261124T100000"}
    assert read_one(calendar(described, event(lines, without=("DTEND",)))).zone == "Europe/Berlin"


def test_of_zones_that_keep_the_same_times_the_city_decides():
    described = EUROPEAN.replace("Customized Time Zone", "(UTC+01:00) Stockholm or so")
    lines = {'DTSTART;TZID="(UTC+01:00) Stockholm or so"': "20261124T100000"}
    found = read_one(calendar(described, event(lines, without=("DTEND",))))
    assert found.zone == "Europe/Stockholm"


def test_a_described_zone_that_is_like_no_other_still_gives_the_right_moment():
    odd = EUROPEAN.replace("+0200", "+0217").replace("+0100", "+0117")
    found = read_one(calendar(odd, event(CUSTOM)))
    assert (found.zone, moment(found)) == ("UTC", datetime(2026, 11, 24, 9, 18, tzinfo=UTC))


def test_f43_the_zones_of_one_file_do_not_get_into_the_next():
    european, american = (calendar(zone, event(CUSTOM)) for zone in (EUROPEAN, AMERICAN))
    for first, then in [(european, american), (american, european)]:
        zones = [read_one(each).zone for each in (first, then, first)]
        assert set(zones[::2]).isdisjoint(zones[1::2])
    assert read_one(american).zone == "America/New_York"


def test_f43_nor_do_they_when_both_are_read_at_once():
    files = [calendar(zone, event(CUSTOM)) for zone in (EUROPEAN, AMERICAN)] * 4
    with ThreadPoolExecutor(2) as pool:
        zones = [said.events[0].zone for said in pool.map(read, files)]
    assert zones == ["Europe/Berlin", "America/New_York"] * 4


def test_a_file_that_calls_american_times_european_is_believed_and_the_next_is_not_misled():
    hostile = AMERICAN.replace("Customized Time Zone", "W. Europe Standard Time")
    said = {"DTSTART;TZID=W. Europe Standard Time": "20261124T100000"}
    read(calendar(hostile, event(said, without=("DTEND",))))
    assert read_one(starting("W. Europe Standard Time")).zone == "Europe/Berlin"


@pytest.mark.parametrize(("wall", "hour"), [("20261101T013000", 5), ("20270314T023000", 7)])
def test_a_time_that_comes_twice_or_never_has_one_moment(wall, hour):
    lines = {"DTSTART;TZID=America/New_York": wall}
    found = read_one(invitation(lines, without=("DTEND",)))
    assert moment(found).hour == hour
