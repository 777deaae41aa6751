from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import DeliveryFactory
from tests.services.doings import agreed, at, schedule, the, they_write
from tracker.models import (
    Application,
    DeliveryState,
    FollowUp,
    Preferences,
    Reminder,
    ReminderState,
)
from tracker.planning.facts import Direction
from tracker.services.follow_ups import complete, reopen, skip, snooze
from tracker.services.interviews import change_interview
from tracker.services.messages import delete_message, log_message
from tracker.services.replan import replan

pytestmark = pytest.mark.django_db


def moments(follow_up: FollowUp, state: str = ReminderState.SCHEDULED) -> list:
    rows = follow_up.reminders.filter(state=state).order_by("send_at")
    return list(rows.values_list("send_at", flat=True))


def claim(follow_up: FollowUp, state: str, *, first: int = 1):
    """Put the next reminder of it into a mail that has got as far as `state`."""
    delivery = DeliveryFactory(
        owner=follow_up.owner, state=state, lease_token=uuid4(), lease_until=at(30, 0)
    )
    reminder = follow_up.reminders.order_by("send_at").first()
    Reminder.objects.filter(pk=reminder.pk).update(state=ReminderState.CLAIMED, delivery=delivery)
    return delivery


@pytest.fixture
def thanks(application, interview) -> FollowUp:
    """Mentioned on Tuesday 24 November at 17:00 and on Thursday at 9:00."""
    return the("thank-you", application)


def test_a_follow_up_is_mentioned_at_its_moments(thanks):
    assert moments(thanks) == [at(24, 17), at(26, 9)]


@pytest.mark.parametrize("decide", [complete, skip])
def test_what_is_decided_is_mentioned_no_more(thanks, decide, now):
    decide(thanks, now=now)
    assert not thanks.reminders.exists()


def test_what_is_taken_up_again_is_mentioned_again(thanks, now):
    skip(thanks, now=now)
    reopen(thanks, now=at(25, 10))
    assert moments(thanks) == [at(25, 18), at(26, 9)]


def test_what_is_withdrawn_is_mentioned_no_more(application, interview):
    check_in = the("check-in", application)
    assert moments(check_in)
    they_write(application, now=at(25, 10))
    assert not check_in.reminders.exists()


def test_a_moment_moves_with_its_reason(thanks, interview, now):
    to = [thanks.contact_id]
    values = agreed(hour=15)
    change_interview(interview, values=values, attendees=to, version=interview.version, now=now)
    assert moments(thanks) == [at(24, 18), at(26, 9)]


def test_moments_that_have_passed_are_left_out(application, dana):
    schedule(application, dana, day=24, now=at(25, 12))
    assert moments(the("thank-you", application)) == [at(25, 12), at(26, 9)]


def test_what_is_logged_after_its_moment_is_mailed_at_the_next_time_once(application, dana):
    """The interview ended at 15:00; its debrief was to be mentioned at 15:30."""
    schedule(application, dana, day=24, now=at(24, 17))
    debrief = the("debrief", application)
    assert moments(debrief) == [at(24, 18)]
    replan(application, because="", now=at(24, 17, 5))
    assert moments(debrief) == [at(24, 18)]
    replan(application, because="", now=at(24, 18, 5))  # it is due, and still to be sent
    assert moments(debrief) == [at(24, 18)]


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.WAITING])
def test_what_was_made_up_for_is_not_mailed_again_nor_taken_back(application, dana, state):
    schedule(application, dana, day=24, now=at(24, 17))
    debrief = the("debrief", application)
    delivery = claim(debrief, state)
    replan(application, because="", now=at(25, 10))
    delivery.refresh_from_db()
    assert delivery.generation == 0
    assert moments(debrief) == []
    assert moments(debrief, ReminderState.CLAIMED) == [at(24, 18)]


def test_a_check_in_that_is_due_today_when_it_is_logged_is_mailed_the_next_working_day(
    application, dana
):
    values = {"direction": Direction.IN, "at": at(13, 10)}  # five business days before
    log_message(application, values=values, said=None, now=at(20, 10))
    check_in = the("check-in", application)
    assert check_in.due.date() == at(20, 10).date()
    assert moments(check_in)[0] == at(23, 9)


def test_what_is_made_up_for_tomorrow_does_not_leave_today_by_another_reminder_time(
    application, dana
):
    values = {"direction": Direction.IN, "at": at(12, 10)}  # five business days before
    log_message(application, values=values, said=None, now=at(19, 10))
    check_in = the("check-in", application)
    assert moments(check_in)[0] == at(20, 9)
    Preferences.objects.update(reminder_time=time(8))
    replan(Application.objects.get(), because="", now=at(19, 11))
    assert moments(check_in)[0] == at(20, 8)


def test_undo_of_putting_off_brings_back_what_was_made_up_for(application, dana):
    schedule(application, dana, day=24, now=at(24, 17))
    debrief = the("debrief", application)
    snooze(debrief, until=at(25, 9), now=at(24, 17, 1))
    assert moments(debrief) == [at(25, 9)]
    reopen(debrief, now=at(24, 17, 2))
    assert moments(debrief) == [at(24, 18)]


def test_it_is_said_again_where_it_was_taken_out_of_the_only_mail(application, dana):
    """They seemed to have answered while the mail server was away."""
    they_write(application, now=at(9, 10))
    check_in = the("check-in", application)
    assert moments(check_in)[0] == at(16, 9)
    claim(check_in, DeliveryState.WAITING)
    word = they_write(application, now=at(16, 10))
    assert moments(check_in, ReminderState.WITHDRAWN) == [at(16, 9)]
    delete_message(word, now=at(16, 11))
    assert moments(check_in)[0] == at(17, 9)


def test_what_had_closed_before_it_was_logged_is_never_mailed(application, dana):
    schedule(application, dana, day=10, now=at(24, 17))
    rows = application.follow_ups.filter(kind__in=("debrief", "thank-you"))
    assert {row.status for row in rows} == {"passed"}
    assert not Reminder.objects.filter(follow_up__in=rows).exists()


def test_a_reminder_time_that_is_moved_over_the_present_is_not_made_up_for_as_well(
    application, dana
):
    they_write(application, now=at(9, 10))
    Preferences.objects.update(reminder_time=time(8))
    replan(Application.objects.get(), because="", now=at(16, 8, 30))
    assert moments(the("check-in", application))[:2] == [at(16, 8), at(30, 8)]


def test_a_moment_that_came_before_anyone_looked_is_kept(application, thanks):
    replan(application, because="", now=at(25, 12))
    assert moments(thanks) == [at(24, 17), at(26, 9)]


def test_no_moment_is_mentioned_twice(thanks):
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(follow_up=thanks, owner=thanks.owner, send_at=at(24, 17))


def test_what_is_put_off_is_mentioned_then_and_not_before(thanks, now):
    snooze(thanks, until=at(25, 10), now=now)
    assert moments(thanks) == [at(25, 10), at(26, 9)]


def test_what_is_put_off_is_not_mentioned_twice_within_the_hour(thanks, now):
    snooze(thanks, until=at(26, 8, 30), now=now)
    assert moments(thanks) == [at(26, 8, 30)]


def test_what_is_put_off_again_is_mentioned_at_the_later_moment_alone(thanks, now):
    snooze(thanks, until=at(25, 10), now=now)
    snooze(thanks, until=at(27, 10), now=now)
    assert moments(thanks) == [at(27, 10)]


def test_the_moment_to_which_it_was_put_off_is_kept_when_it_has_come(application, thanks, now):
    snooze(thanks, until=at(25, 10), now=now)
    replan(application, because="", now=at(25, 10, 1))
    assert moments(thanks) == [at(25, 10), at(26, 9)]


def test_taken_up_again_it_is_mentioned_as_planned(thanks, now):
    snooze(thanks, until=at(25, 10), now=now)
    reopen(thanks, now=now)
    assert moments(thanks) == [at(24, 17), at(26, 9)]


@pytest.mark.parametrize("state", [DeliveryState.CLAIMED, DeliveryState.WAITING])
def test_it_is_taken_out_of_a_mail_that_has_not_left_and_the_mail_is_a_new_one(thanks, state):
    delivery = claim(thanks, state)
    complete(thanks, now=at(24, 17))
    delivery.refresh_from_db()
    assert delivery.generation == 1
    assert moments(thanks, ReminderState.WITHDRAWN) == [at(24, 17)]


@pytest.mark.parametrize(
    "state", [DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNCERTAIN]
)
def test_a_mail_that_has_left_stays_as_it_was(thanks, state):
    delivery = claim(thanks, state)
    complete(thanks, now=at(24, 17))
    delivery.refresh_from_db()
    assert delivery.generation == 0
    assert moments(thanks, ReminderState.CLAIMED) == [at(24, 17)]


def test_a_mail_that_still_says_the_truth_is_left_alone(application, thanks):
    delivery = claim(thanks, DeliveryState.CLAIMED)
    replan(application, because="", now=at(24, 17))
    delivery.refresh_from_db()
    assert delivery.generation == 0
    assert moments(thanks, ReminderState.CLAIMED) == [at(24, 17)]


def test_others_in_the_same_mail_stay_in_it(application, thanks):
    delivery = claim(thanks, DeliveryState.CLAIMED)
    debrief = the("debrief", application)
    debrief.reminders.update(state=ReminderState.CLAIMED, delivery=delivery)
    complete(thanks, now=at(24, 17))
    assert list(delivery.reminders.filter(state=ReminderState.CLAIMED)) == list(
        debrief.reminders.all()
    )


def test_what_was_taken_out_of_a_mail_can_be_scheduled_again(thanks):
    claim(thanks, DeliveryState.WAITING)
    complete(thanks, now=at(24, 16))
    reopen(thanks, now=at(24, 16, 30))
    reminder = thanks.reminders.get(send_at=at(24, 17))
    assert (reminder.state, reminder.delivery) == (ReminderState.SCHEDULED, None)


def test_what_was_mailed_is_not_mailed_again_when_its_window_moves_away_and_back(
    thanks, interview, now
):
    claim(thanks, DeliveryState.SENT)
    for hour in (15, 14):
        interview.refresh_from_db()
        change_interview(
            interview,
            values=agreed(hour=hour),
            attendees=[thanks.contact_id],
            version=interview.version,
            now=now,
        )
    assert moments(thanks) == [at(26, 9)]
    assert moments(thanks, ReminderState.CLAIMED) == [at(24, 17)]


def test_what_is_due_at_once_wakes_the_sweep(
    application, dana, woken, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        schedule(application, dana, day=24, now=at(25, 12))
    assert woken
    assert set(woken) == {"tracker.reminders.tasks.sweep"}


def test_what_is_due_later_wakes_nobody(
    application, dana, now, woken, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        schedule(application, dana, now=now - timedelta(days=1))
    assert woken == []


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Honolulu"])
def test_planned_where_nobody_looks_it_is_mailed_as_it_would_be_from_a_page(
    application, thanks, zone
):
    """In the worker no zone is set: the day until which it was put off is the owner's."""
    snooze(thanks, until=at(27, 10), now=at(25, 10))
    Reminder.objects.filter(follow_up=thanks).delete()
    with timezone.override(zone):
        replan(application, because="", now=at(27, 12))
    assert moments(thanks) == [at(27, 18)]
