from datetime import date, time, timedelta
from typing import Any
from unittest.mock import Mock
from zoneinfo import ZoneInfo

import pytest

from tests.factories import ApplicationFactory, InterviewFactory
from tracker.models import Preferences, User
from tracker.services import preferences as service
from tracker.services import work
from tracker.services.errors import AddressTakenError, StaleError
from tracker.services.replan import replan

WHO: dict[str, Any] = {"name": "Alice", "email": "alice@example.com", "version": 0}
OTHER_DAYS = [
    {"time_zone": "Asia/Tokyo"},
    {"reminder_time": time(8)},
    {"quiet_from": time(20)},
    {"quiet_until": time(6)},
    {"working_days": "0123"},
    {"one_mail_a_morning": True},
    {"evening_mail_at": time(19)},
    {"interview_mails": "shortly"},
    {"clock": 12},
    {"minutes_before": 30},
    {"country": "DE"},
    {"country": "DE", "region": "BE"},
    {"paused_from": date(2026, 12, 20), "paused_until": date(2027, 1, 6)},
]


@pytest.fixture
def replanned(monkeypatch):
    replanned = Mock()
    monkeypatch.setattr(work, "replan", replanned)
    return replanned


def change(user, now, **changes):
    who = {field: changes.pop(field, value) for field, value in WHO.items()}
    return service.change_preferences(user, **who, values=changes, now=now)


def test_what_was_changed_is_kept(alice, now, replanned):
    change(alice, now, name="Alicia", email="Alicia@Example.com", reminder_time=time(8, 15))
    user = User.objects.select_related("preferences").get()
    assert (user.name, user.email) == ("Alicia", "alicia@example.com")
    assert (user.preferences.reminder_time, user.preferences.version) == (time(8, 15), 1)


@pytest.mark.parametrize("changes", OTHER_DAYS)
def test_other_days_plan_every_application_again(alice, now, replanned, changes):
    live = ApplicationFactory.create(owner=alice)
    accepted = ApplicationFactory.create(owner=alice, stage="accepted")
    change(alice, now, **changes)
    assert [call.args for call in replanned.call_args_list] == [(live,), (accepted,)]


@pytest.mark.parametrize(
    "changes", [{"name": "Alicia"}, {"weekly_goal": 9}, {"review_weekday": 4}, {"country": ""}]
)
def test_what_no_plan_rests_on_plans_nothing_again(alice, now, replanned, changes):
    ApplicationFactory.create(owner=alice)
    assert change(alice, now, **changes) is None
    assert not replanned.called


def test_charlies_applications_are_left_alone(alice, charlie, now, replanned):
    ApplicationFactory.create(owner=charlie)
    change(alice, now, time_zone="Asia/Tokyo")
    assert not replanned.called


def test_a_change_to_what_someone_changed_meanwhile_is_refused(alice, now, replanned):
    change(alice, now, time_zone="Asia/Tokyo")
    with pytest.raises(StaleError):
        change(alice, now, time_zone="Europe/Paris", name="Other")
    assert Preferences.objects.get().time_zone == "Asia/Tokyo"
    assert User.objects.get().name == "Alice"


def test_the_address_of_another_account_is_refused_and_nothing_is_written(
    alice, charlie, now, replanned
):
    with pytest.raises(AddressTakenError):
        change(alice, now, email="Charlie@example.com", time_zone="Asia/Tokyo")
    alice.refresh_from_db()
    assert (alice.preferences.time_zone, alice.preferences.version) == ("Europe/Berlin", 0)


def test_in_another_zone_the_follow_ups_fall_due_when_its_day_ends(alice, now):
    application = ApplicationFactory.create(owner=alice)
    InterviewFactory.create(application=application)
    replan(application, because="an interview was entered", now=now)
    change(alice, now, time_zone="Asia/Tokyo")
    thanks = application.follow_ups.get(kind="thank-you")
    due = thanks.due.astimezone(ZoneInfo("Asia/Tokyo"))
    assert due.time().replace(microsecond=0) == time(23, 59, 59)


def test_on_a_holiday_nothing_is_due_to_be_read(alice, now):
    application = ApplicationFactory.create(owner=alice)
    InterviewFactory.create(application=application, date=date(2026, 12, 18))
    replan(application, because="", now=now)
    before = application.follow_ups.get(kind="check-in").due
    change(alice, now, country="DE")
    assert application.follow_ups.get(kind="check-in").due - before == timedelta(days=3)


def test_a_pause_moves_what_can_wait_and_its_end_brings_it_back(alice, now):
    application = ApplicationFactory.create(owner=alice)
    InterviewFactory.create(application=application)
    replan(application, because="", now=now)
    before = application.follow_ups.get(kind="check-in").due
    change(alice, now, paused_from=date(2026, 11, 20), paused_until=date(2026, 12, 6))
    assert str(application.follow_ups.get(kind="check-in").due.date()) == "2026-12-07"
    service.end_pause(alice, now=now)
    assert application.follow_ups.get(kind="check-in").due == before


def test_a_pause_that_is_not_there_cannot_end(alice, now):
    assert service.end_pause(alice, now=now) is None
    assert Preferences.objects.get().version == 0
