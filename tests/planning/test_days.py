from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.planning.story import BERLIN, IN_BERLIN, at, on, said
from tracker.planning.days import Days

CHRISTMAS = {date(2026, 12, 25): "Christmas Day"}
NIGHTS_IN_BERLIN = Days(BERLIN, quiet_from=time(1), quiet_until=time(2, 30))
NO_QUIET = Days(BERLIN, quiet_from=time(0), quiet_until=time(0))
SPRING = date(2026, 3, 29)  # clocks go from 02:00 to 03:00
AUTUMN = date(2026, 10, 25)  # clocks go from 03:00 back to 02:00


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("Tue 17 Nov", 0, "Tue 17 Nov"),
        ("Tue 17 Nov", 1, "Wed 18 Nov"),
        ("Tue 17 Nov", 5, "Tue 24 Nov"),
        ("Fri 20 Nov", 1, "Mon 23 Nov"),
        ("Sat 21 Nov", 1, "Mon 23 Nov"),
        ("Sun 22 Nov", 5, "Fri 27 Nov"),
        ("Thu 31 Dec", 1, "Fri 1 Jan"),
        ("Sat 21 Nov", 0, "Sat 21 Nov"),
    ],
)
def test_business_days_leave_out_the_weekend(start, count, end):
    assert IN_BERLIN.business_days_after(on(start), count) == on(end)


def test_business_days_leave_out_holidays():
    days = Days(BERLIN, holidays=CHRISTMAS)
    assert days.business_days_after(on("Thu 24 Dec"), 1) == on("Mon 28 Dec")


def test_business_days_follow_the_owners_week():
    sunday_to_thursday = Days(BERLIN, working_weekdays=frozenset({6, 0, 1, 2, 3}))
    assert sunday_to_thursday.business_days_after(on("Thu 19 Nov"), 1) == on("Sun 22 Nov")


def test_without_a_working_week_days_are_counted_as_they_come():
    never = Days(BERLIN, working_weekdays=frozenset())
    assert never.business_days_after(on("Fri 20 Nov"), 2) == on("Sun 22 Nov")


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 11, 17), 24)])
def test_a_day_is_as_long_as_its_clocks_make_it(day, hours):
    length = IN_BERLIN.end(day) - IN_BERLIN.start(day) + timedelta(seconds=1)
    assert length == timedelta(hours=hours)


def test_a_time_in_the_gap_is_what_clocks_show_after_it():
    assert IN_BERLIN.moment(SPRING, time(2, 30)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert IN_BERLIN.moment(SPRING, time(2, 30)).astimezone(BERLIN).time() == time(3, 30)


def test_a_time_in_the_overlap_is_the_first_of_the_two():
    assert IN_BERLIN.moment(AUTUMN, time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_day_begins_after_a_gap_at_midnight():
    in_beirut = Days(ZoneInfo("Asia/Beirut"))  # 28 March 2027, from 00:00 to 01:00
    begins = in_beirut.start(date(2027, 3, 28))
    assert begins.astimezone(in_beirut.zone).time() == time(1)
    assert in_beirut.end(date(2027, 3, 27)) == begins - timedelta(seconds=1)


def test_a_day_ends_with_the_second_of_two_last_hours():
    at_st_johns = Days(ZoneInfo("America/St_Johns"))  # until 2011 they went back at 00:01
    again_23_15 = datetime(2006, 10, 29, 2, 45, tzinfo=UTC)
    assert at_st_johns.day_of(again_23_15) == date(2006, 10, 28)
    assert at_st_johns.end(date(2006, 10, 28)) == datetime(2006, 10, 29, 3, 29, 59, tzinfo=UTC)


def test_a_day_that_begins_twice_is_not_part_of_the_day_before():
    in_havana = Days(ZoneInfo("America/Havana"))  # 1 November 2026, from 01:00 back to 00:00
    begins = datetime(2026, 11, 1, 4, tzinfo=UTC)
    assert in_havana.start(date(2026, 11, 1)) == begins
    assert in_havana.end(date(2026, 10, 31)) == begins - timedelta(seconds=1)


def test_a_day_that_never_was_ends_where_it_would_have_begun():
    in_apia = Days(ZoneInfo("Pacific/Apia"))  # there was no 30 December 2011
    missing = date(2011, 12, 30)
    assert in_apia.start(missing) == in_apia.end(missing) == in_apia.start(date(2011, 12, 31))


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("Tue 17 Nov 20:59", False),
        ("Tue 17 Nov 21:00", True),
        ("Tue 17 Nov 23:59", True),
        ("Wed 18 Nov 00:00", True),
        ("Wed 18 Nov 07:29", True),
        ("Wed 18 Nov 07:30", False),
    ],
)
def test_quiet_hours_begin_in_the_evening_and_end_in_the_morning(moment, quiet):
    assert IN_BERLIN.is_quiet(at(moment)) is quiet


def test_quiet_hours_may_lie_within_a_day():
    siesta = Days(BERLIN, quiet_from=time(13), quiet_until=time(15))
    assert [
        siesta.is_quiet(at(f"Tue 17 Nov {clock}")) for clock in ("12:59", "14:00", "15:00")
    ] == [
        False,
        True,
        False,
    ]


def test_quiet_hours_that_end_where_they_begin_are_none():
    assert not any(NO_QUIET.is_quiet(at(f"Tue 17 Nov {hour:02}:00")) for hour in range(24))


@pytest.mark.parametrize(
    ("moment", "waking"),
    [
        ("Tue 17 Nov 20:00", "Tue 17 Nov 20:00"),
        ("Tue 17 Nov 22:00", "Wed 18 Nov 07:30"),
        ("Wed 18 Nov 03:00", "Wed 18 Nov 07:30"),
    ],
)
def test_what_falls_in_the_quiet_hours_waits_for_their_end(moment, waking):
    assert said(IN_BERLIN.waking(at(moment))) == waking


def test_quiet_hours_that_end_in_the_gap_end_behind_it():
    quiet = datetime(2026, 3, 29, 0, 15, tzinfo=UTC)  # 01:15
    assert NIGHTS_IN_BERLIN.waking(quiet) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_quiet_hours_that_come_twice_in_a_night_end_the_same_night():
    second_02_10 = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert NIGHTS_IN_BERLIN.is_quiet(second_02_10)
    assert NIGHTS_IN_BERLIN.waking(second_02_10) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_reminder_time_in_the_quiet_hours_waits_for_their_end():
    late_riser = Days(BERLIN, reminder_time=time(9), quiet_until=time(10))
    assert said(late_riser.reminder(on("Tue 17 Nov"))) == "Tue 17 Nov 10:00"


@pytest.mark.parametrize(
    ("cause", "entered", "reminder"),
    [
        # two hours after it, when it was known before
        ("Tue 17 Nov 15:00", "Mon 2 Nov 09:00", "Tue 17 Nov 17:00"),
        ("Tue 17 Nov 15:00", "Tue 17 Nov 15:05", "Tue 17 Nov 17:00"),
        # at once, when it was entered later
        ("Tue 17 Nov 15:00", "Tue 17 Nov 18:20", "Tue 17 Nov 18:20"),
        ("Tue 17 Nov 15:00", "Wed 18 Nov 12:00", "Wed 18 Nov 12:00"),
        # 20:30 rather than the next morning, as long as there is time
        ("Tue 17 Nov 18:30", "Mon 2 Nov 09:00", "Tue 17 Nov 20:30"),
        ("Tue 17 Nov 19:00", "Mon 2 Nov 09:00", "Tue 17 Nov 20:30"),
        ("Tue 17 Nov 20:30", "Mon 2 Nov 09:00", "Tue 17 Nov 20:30"),
        ("Tue 17 Nov 20:31", "Mon 2 Nov 09:00", "Wed 18 Nov 07:30"),
        ("Tue 17 Nov 19:30", "Tue 17 Nov 20:10", "Tue 17 Nov 20:30"),
        ("Tue 17 Nov 19:30", "Tue 17 Nov 20:40", "Wed 18 Nov 07:30"),
        ("Tue 17 Nov 15:00", "Tue 17 Nov 20:45", "Tue 17 Nov 20:45"),
        # never in the night
        ("Tue 17 Nov 15:00", "Tue 17 Nov 23:00", "Wed 18 Nov 07:30"),
        ("Wed 18 Nov 00:50", "Mon 2 Nov 09:00", "Wed 18 Nov 07:30"),
        ("Wed 18 Nov 06:00", "Mon 2 Nov 09:00", "Wed 18 Nov 08:00"),
    ],
)
def test_what_is_due_the_same_day_is_mentioned_two_hours_later_or_at_once(cause, entered, reminder):
    assert said(IN_BERLIN.same_day(at(cause), at(entered))) == reminder


def test_without_quiet_hours_two_hours_later_may_be_the_next_day():
    moment = NO_QUIET.same_day(at("Tue 17 Nov 23:00"), at("Mon 2 Nov 09:00"))
    assert said(moment) == "Wed 18 Nov 01:00"
