from datetime import time
from typing import Any
from unittest.mock import Mock
from zoneinfo import ZoneInfo

import pytest

from tests.factories import ApplicationFactory, InterviewFactory
from tracker.models import Preferences, User
from tracker.services import preferences as service
from tracker.services.errors import AddressTakenError, StaleError
from tracker.services.replan import replan

AS_BEFORE: dict[str, Any] = {
    "name": "Alice",
    "email": "alice@example.com",
    "time_zone": "Europe/Berlin",
    "reminder_time": time(9),
    "quiet_from": time(21),
    "quiet_until": time(7, 30),
    "version": 0,
}


@pytest.fixture
def replanned(monkeypatch):
    replanned = Mock()
    monkeypatch.setattr(service, "replan", replanned)
    return replanned


def change(user, now, **changes):
    service.change_preferences(user, **AS_BEFORE | changes, now=now)


def test_what_was_changed_is_kept(alice, now, replanned):
    change(alice, now, name="Alicia", email="Alicia@Example.com", reminder_time=time(8, 15))
    user = User.objects.select_related("preferences").get()
    assert (user.name, user.email) == ("Alicia", "alicia@example.com")
    assert (user.preferences.reminder_time, user.preferences.version) == (time(8, 15), 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"time_zone": "Asia/Tokyo"},
        {"reminder_time": time(8)},
        {"quiet_from": time(20)},
        {"quiet_until": time(6)},
    ],
)
def test_other_days_plan_every_live_application_again(alice, now, replanned, changes):
    live = ApplicationFactory.create(owner=alice)
    ApplicationFactory.create(owner=alice, stage="rejected")
    change(alice, now, **changes)
    ((planned,),) = [call.args for call in replanned.call_args_list]
    assert planned == live
    assert planned.owner.preferences.version == 1


def test_another_name_plans_nothing_again(alice, now, replanned):
    ApplicationFactory.create(owner=alice)
    change(alice, now, name="Alicia")
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
