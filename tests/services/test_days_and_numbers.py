"""The owner's days, holidays and numbers, as plans are made by them."""

from datetime import date

import pytest

from tests.services.doings import the
from tracker.models import Preferences
from tracker.planning.playbook import BLEND
from tracker.services.case_files import load_days, load_playbook
from tracker.services.holidays import holidays_of
from tracker.services.replan import replan

ST_STEPHENS = date(2026, 12, 26)
EPIPHANY = date(2026, 1, 6)


def test_holidays_have_their_names():
    assert holidays_of("DE", "")[ST_STEPHENS] == "Second Day of Christmas"


def test_a_region_has_its_own():
    assert EPIPHANY in holidays_of("DE", "BY")
    assert EPIPHANY not in holidays_of("DE", "")
    assert holidays_of("DE", "XX") == holidays_of("DE", "")


@pytest.mark.parametrize("country", ["", "XX"])
def test_without_a_country_there_are_none(country):
    assert holidays_of(country, "") == {}


def test_the_owners_days_are_those_of_their_preferences(alice):
    Preferences.objects.update(country="DE", working_days="60123")
    alice.refresh_from_db()
    days = load_days(alice)
    assert days.working_weekdays == {6, 0, 1, 2, 3}
    assert not days.is_working(date(2026, 12, 25))


def test_a_holiday_puts_a_check_in_off_and_is_named(application, interview, now):
    Preferences.objects.update(country="US")
    replan(application, because="a holiday", now=now)
    check_in = the("check-in", application)
    assert check_in.due.date() == date(2026, 12, 2)
    assert check_in.why.endswith("is Wed 2 Dec (Thu 26 Nov is Thanksgiving Day).")


def test_preset_and_numbers_are_those_of_the_preferences(application, interview, now):
    assert load_playbook(Preferences()) == BLEND
    Preferences.objects.update(preset="A", numbers={"thank-you.closes": 4})
    replan(application, because="another playbook", now=now)
    assert the("check-in", application).due.date() == date(2026, 11, 30)  # A9: four
    assert the("thank-you", application).closes.date() == date(2026, 11, 28)
