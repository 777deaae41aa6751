"""F36: what happens while an earlier mail of the same claim is leaving keeps a mail from leaving.

The change is made from within the mail server, when the earlier mail's MAIL or RCPT has come in.
"""

from datetime import timedelta
from functools import partial

import pytest
from django.db.models import Q

from tests import cast
from tests.factories import ApplicationFactory, FollowUpFactory, ReminderFactory
from tests.faults.up import connected
from tests.reminders.conftest import use
from tests.services.doings import agreed, at, schedule, the, they_write
from tests.smtp_server import MAIL, RCPT
from tracker.models import Delivery, Interview, Reminder
from tracker.planning.facts import InterviewStatus, Stage
from tracker.reminders.deliver import NOTHING_LEFT
from tracker.reminders.sweep import sweep
from tracker.services.applications import change_stage
from tracker.services.interviews import call_off_interview, change_interview

pytestmark = pytest.mark.usefixtures("rows")

SEND_AT = at(17, 18)  # the evening before


@pytest.fixture
def server(settings, smtp):
    use(settings, smtp.port)
    return smtp


@pytest.fixture
def earlier():
    """Charlie's mail is the first that leaves."""
    follow_up = FollowUpFactory(application__owner=cast.charlie())
    return ReminderFactory(follow_up=follow_up, send_at=SEND_AT - timedelta(hours=1))


@pytest.fixture
def application(earlier):
    return ApplicationFactory(owner=cast.alice(), company__name="Acme")


@pytest.fixture
def interview(application):
    return schedule(application, day=18, hour=14, now=at(16, 12))


def move(interview):
    values = agreed(25)
    change_interview(interview, values=values, attendees=(), version=0, now=SEND_AT)


def call_off(interview):
    status = InterviewStatus.CANCELLED
    call_off_interview(interview, status=status, by_them=True, version=0, now=SEND_AT)


def reject(interview):
    change_stage(interview.application, Stage.REJECTED, now=SEND_AT)


def overtake(server, data, stage, change, clock):
    """Sweep; `change` is made once the mail server hears of the earlier mail."""

    def meanwhile():
        with connected(data):
            change()

    server.when(stage, meanwhile)
    return sweep(budget=0, clock=clock)


@pytest.mark.parametrize("stage", [MAIL, RCPT])
@pytest.mark.parametrize("change", [move, call_off, reject])
def test_the_old_reminder_never_leaves(server, data, interview, change, stage):
    def meanwhile():
        change(Interview.objects.get(pk=interview.pk))

    counts = overtake(server, data, stage, meanwhile, lambda: SEND_AT)
    assert counts == {"sent": 1, "dropped": 1}
    assert server.mails() == {"charlie@example.com": 1}
    dropped = Delivery.objects.get(owner=interview.owner)
    assert (dropped.state, dropped.answer) == ("dropped", NOTHING_LEFT)


def test_a_moved_interview_is_called_to_mind_at_its_new_time(server, data, interview):
    def meanwhile():
        move(Interview.objects.get(pk=interview.pk))

    overtake(server, data, MAIL, meanwhile, lambda: SEND_AT)
    about = Q(follow_up__kind="prepare") | Q(interview=interview)
    scheduled = Reminder.objects.filter(about, state="scheduled")
    moments = list(scheduled.order_by("send_at").values_list("send_at", flat=True))
    assert moments == [at(24, 18), at(25, 13)]


def test_who_has_been_answered_meanwhile_is_not_asked(server, data, application, earlier):
    schedule(application, day=16, hour=14, now=at(16, 12))
    reminder = the("check-in", application).reminders.earliest("send_at")
    moment = reminder.send_at
    Reminder.objects.filter(follow_up__application=application, send_at__lt=moment).delete()
    answered = partial(they_write, application, now=moment)
    assert overtake(server, data, MAIL, answered, lambda: moment)["dropped"] == 1
    assert server.mails() == {"charlie@example.com": 1}
