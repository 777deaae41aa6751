from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_q.models import Failure, OrmQ, Schedule

from tracker.management.commands.up import prepare_the_work
from tracker.models import Beat, InvitationDraft, Submission
from tracker.reminders import tasks
from tracker.reminders.schedules import SCHEDULES, ensure_schedules

pytestmark = pytest.mark.django_db


def test_a_heartbeat_leaves_a_row():
    begun = timezone.now()
    tasks.heartbeat()
    assert begun <= Beat.objects.get(name="worker").at <= timezone.now()


def test_a_sweep_is_a_sign_of_life():
    tasks.sweep()
    assert Beat.objects.filter(name="worker").exists()


def test_what_is_older_than_a_month_is_forgotten(alice):
    old = timezone.now() - timedelta(days=31)
    for row, moment in enumerate((old, timezone.now())):
        Beat.objects.create(name=f"worker {row}", at=moment)
        Submission.objects.create(owner=alice, token=f"{row:032}", location="/", at=moment)
        Session.objects.create(session_key=f"{row}", session_data="", expire_date=moment)
        Failure.objects.create(
            id=f"{row}", name="", func="", started=moment, stopped=moment, success=False
        )
    Session.objects.filter(session_key="1").update(expire_date=timezone.now() + timedelta(days=1))
    tasks.prune()
    assert [row.objects.count() for row in (Beat, Submission, Session, Failure)] == [1, 1, 1, 1]


def test_what_an_invitation_said_is_forgotten_after_a_day(alice):
    for hours in (25, 23):
        made_at = timezone.now() - timedelta(hours=hours)
        InvitationDraft.objects.create(owner=alice, said={}, made_at=made_at)
    tasks.prune()
    assert InvitationDraft.objects.count() == 1


def test_waking_puts_one_sweep_into_the_queue(settings):
    if settings.REDIS_URL:
        pytest.skip("the queue is in Redis")
    tasks.wake()
    assert OrmQ.objects.get().task["func"] == "tracker.reminders.tasks.sweep"


def test_schedules_are_mended_and_strange_ones_removed():
    Schedule.objects.filter(name="sweep").update(minutes=7)
    Schedule.objects.create(name="strange", func="os.getcwd")
    ensure_schedules()
    assert set(Schedule.objects.values_list("name", flat=True)) == set(SCHEDULES)
    assert Schedule.objects.get(name="sweep").minutes == 1


def test_each_start_mends_the_schedules():
    Schedule.objects.filter(name="sweep").delete()
    prepare_the_work()
    assert Schedule.objects.filter(name="sweep").exists()


def test_two_schedules_of_one_name_keep_nobody_from_starting():
    Schedule.objects.create(name="sweep", func="os.getcwd")
    ensure_schedules()
    assert {row.func for row in Schedule.objects.filter(name="sweep")} == {
        SCHEDULES["sweep"]["func"]
    }
