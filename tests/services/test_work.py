"""Long work counts truly, dies without harm, and ends where it would have ended."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from tests.factories import ApplicationFactory, InterviewFactory, WorkFactory
from tests.views.pages import everything_stored
from tracker.models import FollowUp, Work
from tracker.reminders import tasks
from tracker.services import work as service
from tracker.services.playbooks import change_playbook
from tracker.services.replan import replan
from tracker.services.work import resume, run, start_work, take_up

pytestmark = pytest.mark.django_db
SAID = {"name": "Planning", "because": "the playbook was changed", "back": "playbook"}


@pytest.fixture(autouse=True)
def queued(monkeypatch):
    """What was put into the queue, which is not here."""
    calls = []
    monkeypatch.setattr(service, "async_task", lambda *call: calls.append(call))
    return calls


class Planner:
    """Plans as the service does, remembers what it planned, and fails where it is told to."""

    def __init__(self):
        self.planned = []
        self.failing = {}

    def __call__(self, application, **values):
        if application.pk in self.failing:
            raise self.failing[application.pk]
        self.planned.append(application.pk)
        replan(application, **values)


@pytest.fixture
def replanned(monkeypatch):
    planner = Planner()
    monkeypatch.setattr(service, "replan", planner)
    return planner


@pytest.fixture
def five(alice):
    applications = ApplicationFactory.create_batch(5, owner=alice)
    for each in applications:
        InterviewFactory(application=each)
    return [each.pk for each in applications]


def start(owner, now):
    return start_work(owner, **SAID, now=now)


def counted(work):
    work.refresh_from_db()
    return work.done, work.total, bool(work.finished_at)


def go(work, now, **options):
    return run(work.pk, clock=lambda: now, **options)


def test_everything_is_planned_once_and_counted(alice, five, replanned, now):
    work = start(alice, now)
    assert not go(work, now)
    assert (counted(work), replanned.planned) == ((5, 5, True), five)


def test_the_count_is_what_is_planned_at_every_moment(alice, five, replanned, now):
    work, seen = start(alice, now), []

    def look():
        seen.append((counted(work)[0], len(replanned.planned)))
        return True

    go(work, now, may_go_on=look)
    assert seen == [(number, number) for number in range(6)]


def test_killed_in_the_middle_it_goes_on_behind_the_last_one(alice, five, replanned, now):
    work = start(alice, now)
    replanned.failing[five[3]] = SystemExit()
    with pytest.raises(SystemExit):
        go(work, now)
    assert counted(work) == (3, 5, False)
    replanned.failing.clear()
    go(work, now)
    assert (counted(work), replanned.planned) == ((5, 5, True), five)


def test_run_once_more_it_changes_nothing(alice, five, now):
    work = start(alice, now)
    go(work, now)
    before = everything_stored()
    go(work, now)
    assert everything_stored() == before


def test_done_twice_it_leaves_the_same_follow_ups(alice, five, now):
    go(start(alice, now), now)
    before = list(FollowUp.objects.order_by("pk").values())
    go(start(alice, now), now)
    assert list(FollowUp.objects.order_by("pk").values()) == before


def test_stopped_in_time_it_says_that_some_is_left(alice, five, now):
    work = start(alice, now)
    assert go(work, now, may_go_on=iter([True, True, False]).__next__)
    assert counted(work) == (2, 5, False)


def test_an_error_stops_it_and_says_where(alice, five, replanned, now):
    work = start(alice, now)
    replanned.failing[five[2]] = ValueError("broken")
    assert not go(work, now)
    assert counted(work) == (2, 5, False)
    assert work.failed.startswith("It stopped at Engineer at Company")


def test_taken_up_after_an_error_it_ends(alice, five, replanned, now):
    work = start(alice, now)
    replanned.failing[five[2]] = ValueError("broken")
    go(work, now)
    replanned.failing.clear()
    take_up(work, now=now)
    assert (counted(work), work.failed) == ((5, 5, True), "")


def test_a_busy_database_is_no_failure(alice, five, replanned, now):
    work = start(alice, now)
    replanned.failing[five[2]] = OperationalError("database is locked")
    with pytest.raises(OperationalError):
        go(work, now)
    work.refresh_from_db()
    assert (work.done, work.failed) == (2, "")


def test_what_was_deleted_meanwhile_is_no_longer_counted(alice, five, now):
    work = start(alice, now)
    go(work, now, may_go_on=iter([True, False]).__next__)
    alice.applications.filter(pk=five[4]).delete()
    go(work, now)
    assert counted(work) == (4, 4, True)


def test_what_is_charlies_is_left_alone(alice, charlie, five, replanned, now):
    ApplicationFactory(owner=charlie)
    work = start(alice, now)
    go(work, now)
    assert replanned.planned == five


def test_without_applications_there_is_no_work(alice, now):
    assert start(alice, now) is None
    assert not Work.objects.exists()


def test_a_few_are_planned_at_once(alice, five, queued, now):
    work = change_playbook(alice, "A", {}, 0, now)
    assert (counted(work), queued) == ((5, 5, True), [])


def test_many_are_left_to_the_queue(
    alice, queued, now, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(service, "AT_ONCE", 4)
    ApplicationFactory.create_batch(5, owner=alice)
    with django_capture_on_commit_callbacks(execute=True):
        work = change_playbook(alice, "A", {}, 0, now)
    assert counted(work) == (0, 5, False)
    assert queued == [("tracker.reminders.tasks.carry_on", work.pk)]


def test_what_nobody_is_at_work_on_is_queued_again_once(alice, queued, now):
    work = WorkFactory(owner=alice, moved_at=now - timedelta(seconds=61))
    resume(now=now)
    resume(now=now)
    assert queued == [("tracker.reminders.tasks.carry_on", work.pk)]


@pytest.mark.parametrize("values", [{"failed": "It stopped."}, {"finished": 1}, {"seconds": 59}])
def test_what_is_at_work_or_over_is_not_queued_again(alice, queued, now, values):
    WorkFactory(
        owner=alice,
        moved_at=now - timedelta(seconds=values.get("seconds", 300)),
        failed=values.get("failed", ""),
        finished_at=now if values.get("finished") else None,
    )
    resume(now=now)
    assert queued == []


def test_the_worker_carries_it_to_its_end(alice, five, now):
    work = start(alice, now)
    tasks.carry_on(work.pk)
    assert counted(work) == (5, 5, True)


def test_what_does_not_fit_into_one_task_is_queued_again(alice, five, queued, now, monkeypatch):
    monkeypatch.setattr(tasks, "BUDGET", 0)
    work = start(alice, now)
    tasks.carry_on(work.pk)
    assert (counted(work)[0], len(queued)) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_two_workers_count_each_application_once(alice, five, now, at_once):
    if connection.vendor == "sqlite":
        pytest.skip("the threads work on a copy there")
    work = start(alice, now)
    at_once(lambda: go(work, now), lambda: go(work, now))
    assert counted(work) == (5, 5, True)


def test_what_was_finished_long_ago_is_forgotten(alice):
    for days in (29, 31):
        WorkFactory(owner=alice, finished_at=timezone.now() - timedelta(days=days))
    tasks.prune()
    assert Work.objects.count() == 1
