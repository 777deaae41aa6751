"""One mail each morning, what comes late, and quiet hours."""

from datetime import date, timedelta

import pytest

from tests.factories import ApplicationFactory
from tests.reminders.test_mail import body
from tests.services.doings import at, debrief, schedule, the
from tracker.models import Delivery, Preferences
from tracker.reminders.deliver import QUIET
from tracker.reminders.sweep import sweep
from tracker.services.deliveries import resend
from tracker.services.follow_ups import snooze
from tracker.services.replan import replan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_queue(monkeypatch) -> None:
    """Nothing is to be woken: each test sweeps when it wants to."""
    monkeypatch.setattr("tracker.services.reminders.async_task", lambda *_: None)


@pytest.fixture
def at_moment(clock):
    def at_moment(moment):
        clock.now = moment
        return sweep(budget=0, clock=clock)

    return at_moment


@pytest.fixture
def in_the_morning(alice):
    Preferences.objects.update(one_mail_a_morning=True)
    alice.preferences.refresh_from_db()


@pytest.fixture
def met(alice, now):
    """An interview on Tuesday 24 November, 14:00 to 15:00, nobody named."""
    application = ApplicationFactory(owner=alice, company__name="Acme")
    return schedule(application, now=now)


def moments(follow_up) -> list:
    rows = follow_up.reminders.filter(state="scheduled").order_by("send_at")
    return list(rows.values_list("send_at", flat=True))


@pytest.fixture
def check_in(alice):
    """Due on Wednesday 11 November, a week and a half after the application was sent."""
    application = ApplicationFactory(
        owner=alice, stage="applied", applied_on=date(2026, 11, 2), company__name="Acme"
    )
    replan(application, because="", now=at(2, 10))
    return the("application-check-in", application)


WINDOW = {"opens": at(17, 0), "due": at(17, 23), "closes": at(20, 23)}


def test_a_list_is_short_and_ends_with_what_is_left_and_what_waits(
    mailbox, due, at_moment, in_the_morning, now
):
    due(kind="check-in", title="Check in with HR", **WINDOW)
    due(
        kind="check-in",
        title="Old one",
        opens=at(3, 0),
        due=at(4, 0),
        closes=at(5, 0),
        send_at=at(30, 0),
    )
    later = {"opens": at(20, 0), "due": at(20, 23), "closes": at(23, 23)}
    due(kind="check-in", title="Ask again", send_at=at(30, 0), **later)
    at_moment(now)
    [message] = mailbox.mails
    assert message["Subject"].startswith("Check in with HR (")
    text, html = body(message, "plain"), body(message, "html")
    assert text.index("Today") < text.index("* Check in with HR") < text.index("Left from before")
    assert text.index("* Old one") < text.index("Right to wait") < text.index("then: Ask again")
    assert "A draft" not in text
    for said in ("Check in with HR", "Left from before", "Old one", "Right to wait", "Ask again"):
        assert said in html


def test_by_urgency_todays_things_come_first(mailbox, due, at_moment, in_the_morning, now):
    due(kind="check-in", title="Overdue", opens=at(3, 0), due=at(4, 0), closes=at(30, 0))
    due(kind="check-in", title="For today", **WINDOW)
    due(kind="answer-offer", title="In three days", **WINDOW | {"due": at(20, 22)})
    at_moment(now)
    text = body(mailbox.mails[0], "plain")
    assert text.index("For today") < text.index("Overdue") < text.index("In three days")


def test_what_is_due_the_same_day_does_not_wait_and_comes_with_its_draft(
    mailbox, met, alice, at_moment, in_the_morning
):
    debrief(met, met=[], now=at(24, 15, 10))
    thanks = met.application.follow_ups.get(kind="thank-you")
    assert moments(thanks)[0] == at(24, 17)
    at_moment(at(24, 17))
    assert "Left from before" not in body(mailbox.mails[-1], "plain")


def test_what_was_put_off_comes_with_the_mornings_mail(check_in, in_the_morning, now):
    check_in.application.owner.preferences.refresh_from_db()
    snooze(check_in, until=at(18, 15), now=now)
    assert moments(check_in)[0] == at(19, 9)


def test_what_was_put_off_into_quiet_hours_comes_after_them(check_in, now):
    snooze(check_in, until=at(18, 23), now=now)
    assert moments(check_in)[0] == at(19, 7, 30)


def test_preparation_that_was_put_off_comes_then_quiet_or_not(met, now):
    prepare = the("prepare", met.application)
    snooze(prepare, until=at(23, 22), now=now)
    assert moments(prepare) == [at(23, 22)]


def test_after_days_off_one_mail_lists_what_was_due_and_says_so(mailbox, due, at_moment, now):
    for number in range(30):
        due(kind="check-in", title=f"Check in {number:02}!", send_at=now - timedelta(hours=number))
    due(kind="prepare", title="Prepare", opens=at(16, 18), due=at(17, 10), closes=at(17, 10))
    at_moment(now + timedelta(minutes=30))
    [message] = mailbox.mails
    said = body(message, "plain")
    assert "late: Heardback was off when these were to come, from Mon 16 Nov at 07:00 on." in said
    assert "30 things came up in the meantime. Take them one at a time:" in said
    assert [f"* Check in {number:02}!" in said for number in range(30)] == [True] * 30
    assert "Prepare" not in said
    assert message["Subject"].startswith("30 things to catch up on: Check in 00!,")
    assert len(message["Subject"]) <= 150


def test_what_is_on_time_is_not_called_late(mailbox, due, at_moment, now):
    due()
    at_moment(now + timedelta(minutes=1))
    assert "late:" not in body(mailbox.mails[0], "plain")


def test_what_the_mail_server_held_up_says_so(mailbox, due, at_moment, clock, settings, now):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    due()
    at_moment(now)
    settings.EMAIL_PORT = port
    at_moment(now + timedelta(hours=1))
    said = body(mailbox.mails[0], "plain")
    assert "the mail server could not be reached when this was to leave, on Tue 17 Nov" in said


def test_what_is_late_waits_for_the_end_of_the_quiet_hours(mailbox, due, at_moment):
    due(kind="check-in", **WINDOW)
    assert at_moment(at(17, 21, 30)) == {"waiting": 1}
    delivery = Delivery.objects.get()
    assert (delivery.try_at, delivery.answer, delivery.attempts) == (at(18, 7, 30), QUIET, 0)
    assert at_moment(at(18, 7, 29)) == {}
    assert at_moment(at(18, 7, 30)) == {"sent": 1}


def test_what_is_done_in_the_quiet_hours_is_not_sent_after_them(due, at_moment, mailbox):
    reminder = due(kind="check-in", **WINDOW)
    at_moment(at(17, 21, 30))
    type(reminder.follow_up).objects.update(status="done", decided_at=at(17, 22))
    assert at_moment(at(18, 7, 30)) == {"dropped": 1}


def test_a_debrief_is_not_held(mailbox, due, at_moment):
    due(kind="debrief", title="Write it down", **WINDOW)
    assert at_moment(at(17, 22)) == {"sent": 1}


def test_what_somebody_sends_again_leaves_at_once(mailbox, due, alice, at_moment, now):
    due(kind="check-in", **WINDOW)
    at_moment(now)
    Delivery.objects.update(state="uncertain", finished_at=now)
    assert resend(Delivery.objects.get(), by=alice, now=at(17, 22))
    assert at_moment(at(17, 22)) == {"sent": 1}


def test_a_reminder_time_set_to_one_that_has_passed_loses_nothing(check_in, mailbox, at_moment):
    day = moments(check_in)[0]
    Preferences.objects.update(reminder_time="08:00")
    replan(check_in.application, because="", now=day - timedelta(minutes=30))
    assert moments(check_in)[0] == day - timedelta(hours=1)
    assert at_moment(day - timedelta(minutes=29)) == {"sent": 1}
    assert "comes late" not in body(mailbox.mails[0], "plain")
