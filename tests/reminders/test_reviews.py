"""The weekly review: what it says, and that it comes once a week, not twice and not never."""

import threading
from datetime import date, time, timedelta

import pytest
from django.db import connection

from tests.factories import (
    BERLIN,
    ApplicationFactory,
    ContactFactory,
    FollowUpFactory,
    InterviewFactory,
    MessageFactory,
    UserFactory,
)
from tests.reminders.test_mail import body
from tests.reminders.test_racing import at_once, file_database
from tests.services.doings import at
from tracker.models import Delivery, DeliveryKind, Preferences, User, WeeklyReview
from tracker.planning.facts import Direction, Purpose
from tracker.reminders.claim import claim
from tracker.reminders.deliver import NO_REVIEW, NOTHING_TO_REVIEW
from tracker.reminders.sweep import seconds_until_next, sweep
from tracker.services.accounts import create_account
from tracker.services.preferences import change_preferences
from tracker.services.reviews import set_review

pytestmark = pytest.mark.django_db
__all__ = ["file_database"]

MONDAY = at(23, 9)


@pytest.fixture
def owner(alice) -> User:
    """Has applied somewhere and gets a review on Monday 23 November at 9:00."""
    ApplicationFactory(owner=alice, company__name="Northwind Atlas", entered_at=at(2, 9))
    set_review(alice, now=at(17, 12))
    return alice


@pytest.fixture
def at_moment(clock):
    def at_moment(moment):
        clock.now = moment
        return sweep(budget=0, clock=clock)

    return at_moment


def next_at():
    return WeeklyReview._default_manager.get().next_at


def test_it_comes_on_its_day_once(mailbox, owner, at_moment):
    assert at_moment(MONDAY - timedelta(seconds=1)) == {}
    assert at_moment(MONDAY) == {"sent": 1}
    assert at_moment(MONDAY) == {}
    assert next_at() == at(30, 9)
    [message] = mailbox.mails
    assert message["Subject"] == "Your week: no answers"
    assert "Mon 16 Nov to Sun 22 Nov" in body(message, "plain")


def test_it_says_what_went_out_what_came_back_what_waits_and_what_comes(
    mailbox, owner, at_moment, now
):
    acme = ApplicationFactory(
        owner=owner, company__name="Acme", role="Welder <x>", applied_on=date(2026, 11, 17)
    )
    kim = ContactFactory(owner=owner, company=acme.company, name="Kim Sato")
    facts = {"application": acme, "contact": kim}
    MessageFactory(**facts, direction=Direction.OUT, purpose=Purpose.THANK_YOU, at=at(18, 9))
    MessageFactory(**facts, direction=Direction.IN, at=at(19, 9))
    MessageFactory(**facts, direction=Direction.IN, purpose=Purpose.RECEIPT, at=at(19, 10))
    MessageFactory(**facts, direction=Direction.IN, at=at(15, 23))  # the week before
    InterviewFactory(application=acme, starts_at=at(25, 14), ends_at=at(25, 15))
    window = {"opens": at(23, 0), "due": at(24, 23), "closes": at(26, 23)}
    FollowUpFactory(application=acme, title="Send the portfolio", **window)
    waits = ApplicationFactory(owner=owner, company__name="Globex", role="Clerk")
    later = {"opens": at(27, 0), "due": at(27, 23), "closes": at(30, 23)}
    FollowUpFactory(application=waits, kind="check-in", title="Check in with HR", **later)
    at_moment(MONDAY)
    [message] = mailbox.mails
    assert message["Subject"] == "Your week: 1 answer, 1 waiting, 1 interview to come"
    said = body(message, "plain")
    for line in (
        "* Wed 18 Nov: Thank-you to Kim Sato (Welder <x> at Acme)",
        "* Tue 17 Nov: applied at Acme (Welder <x>)",
        "* Thu 19 Nov: Message from Kim Sato (Welder <x> at Acme)",
        "* Wed 25 Nov 14:00 CET (UTC+1): Video interview (Welder <x> at Acme)",
        "* tomorrow: Send the portfolio (Welder <x> at Acme)",
        "* Clerk, Globex: until Fri 27 Nov, then: Check in with HR",
        "Your search in that week",
        "Heardback sends this review once a week, on Mondays.",
        "https://heardback.example/settings/#mails",
    ):
        assert line in said
    assert said.count("Message from Kim Sato") == 1
    html = body(message, "html")
    for part in ("Kim Sato", "Welder &lt;x&gt;", "Send the portfolio", "Check in with HR"):
        assert part in html


def test_its_search_is_that_of_its_week(mailbox, owner, at_moment):
    User.objects.update(joined_at=at(1, 9))
    ApplicationFactory.create_batch(6, owner=owner, applied_on=date(2026, 11, 20))
    ApplicationFactory.create_batch(2, owner=owner, applied_on=date(2026, 11, 23))
    at_moment(MONDAY)
    at_moment(at(30, 9))
    first, second = (body(message, "plain") for message in mailbox.mails)
    assert "Six steps; the goal was five." in first
    assert "Two steps; the goal was five. Keep searching while you wait:" in second


def test_a_letter_that_was_logged_and_marked_done_went_out_once(mailbox, owner, at_moment):
    application = owner.applications.get()
    kim = ContactFactory(owner=owner, company=application.company, name="Kim Sato")
    facts = {"application": application, "contact": kim}
    MessageFactory(**facts, direction=Direction.OUT, purpose=Purpose.THANK_YOU, at=at(18, 9))
    done = {"status": "done", "decided_at": at(18, 9)}
    FollowUpFactory(**facts, title="Thank Kim Sato", **done)
    FollowUpFactory(application=application, title="Thank Dana", **done)
    at_moment(MONDAY)
    said = body(mailbox.mails[0], "plain")
    assert "Thank Kim Sato" not in said
    assert "* Wed 18 Nov: Thank Dana" in said


def test_missed_for_weeks_it_comes_once_and_says_that_it_is_late(mailbox, owner, at_moment):
    assert at_moment(at(30, 9) + timedelta(days=9)) == {"sent": 1}
    [message] = mailbox.mails
    said = body(message, "plain")
    assert "This comes late: Heardback was off when it was to come." in said
    assert "Mon 30 Nov to Sun 6 Dec" in said
    assert next_at() == at(30, 9) + timedelta(days=14)


def test_in_a_pause_none_comes_and_after_it_they_go_on(mailbox, owner, at_moment):
    pause = {"paused_from": date(2026, 11, 20), "paused_until": date(2026, 11, 23)}
    Preferences.objects.update(**pause)
    assert at_moment(MONDAY) == {}
    assert not Delivery.objects.exists()
    assert at_moment(at(30, 9)) == {"sent": 1}


def test_a_pause_that_begins_while_it_waits_for_the_server_takes_it_back(owner, clock, at_moment):
    claim(MONDAY)
    pause = {"paused_from": date(2026, 11, 23), "paused_until": date(2026, 11, 30)}
    Preferences.objects.update(**pause)
    assert at_moment(MONDAY + timedelta(minutes=2)) == {"dropped": 1}
    assert Delivery.objects.get().answer == NO_REVIEW


def test_who_wants_none_gets_none(owner, at_moment, now):
    save(owner, now, mails_review=False)
    assert at_moment(MONDAY) == {}
    assert not Delivery.objects.exists()
    assert next_at() == MONDAY + timedelta(days=7)


def test_with_nothing_logged_there_is_nothing_to_say(alice, at_moment):
    set_review(alice, now=at(17, 12))
    assert at_moment(MONDAY) == {"dropped": 1}
    assert Delivery.objects.get().answer == NOTHING_TO_REVIEW


def test_a_new_account_gets_one_on_the_next_monday(db, now):
    create_account(name="A", email="a@b.example", password="x", time_zone="Asia/Tokyo", now=now)
    assert next_at() == at(23, 1)


def save(owner, now, **values):
    version = Preferences.objects.get(user=owner).version
    who = {"name": owner.name, "email": owner.email, "version": version}
    change_preferences(owner, **who, values=values, now=now)


@pytest.mark.parametrize(
    ("values", "moved_to"),
    [
        ({"review_weekday": 4}, at(20, 9)),
        ({"reminder_time": time(8)}, at(23, 8)),
        ({"reminder_time": time(6)}, at(23, 7, 30)),
        ({"time_zone": "Asia/Tokyo"}, at(23, 1)),
    ],
)
def test_it_moves_with_the_settings(owner, now, values, moved_to):
    save(owner, now, **values)
    assert next_at() == moved_to


def test_todays_is_not_lost_when_its_time_is_set_to_one_that_has_passed(server, owner, at_moment):
    save(owner, at(23, 8, 30), reminder_time=time(8))
    assert at_moment(at(23, 8, 31)) == {"sent": 1}
    assert next_at() == at(30, 8)


def test_todays_that_has_left_does_not_come_again_with_a_later_time(owner, at_moment):
    at_moment(MONDAY)
    save(owner, at(23, 9, 30), reminder_time=time(10))
    assert next_at() == at(30, 10)


def test_its_wall_time_is_the_same_when_the_clocks_change(owner, at_moment):
    in_summer = at(23, 9).replace(month=10, day=19)
    WeeklyReview._default_manager.update(next_at=in_summer)
    at_moment(in_summer)
    assert next_at().astimezone(BERLIN).time() == time(9)
    assert next_at() - in_summer == timedelta(days=7, hours=1)


def test_a_sweep_that_looks_ahead_sees_it(owner, now):
    assert seconds_until_next(MONDAY - timedelta(seconds=5)) == 5


def test_late_in_quiet_hours_it_waits_for_the_morning(mailbox, owner, at_moment):
    WeeklyReview._default_manager.update(next_at=MONDAY)
    claim(MONDAY)
    assert at_moment(at(23, 22)) == {"waiting": 1}
    assert Delivery.objects.get().try_at == at(24, 7, 30)
    assert at_moment(at(24, 7, 30)) == {"sent": 1}


def test_missed_and_first_seen_in_quiet_hours_it_waits_for_the_morning(mailbox, owner, at_moment):
    assert at_moment(at(24, 23)) == {"waiting": 1}
    assert at_moment(at(25, 7, 30)) == {"sent": 1}
    assert next_at() == at(30, 9)


def test_a_zone_that_nobody_knows_any_more_keeps_only_its_owners(
    mailbox, owner, charlie, at_moment, due
):
    set_review(charlie, now=at(17, 12))
    due(owner=charlie, send_at=MONDAY)
    Preferences.objects.filter(user=charlie).update(time_zone="Mars/Olympus")
    assert at_moment(MONDAY) == {"sent": 1, "waiting": 1}
    assert WeeklyReview._default_manager.get(owner=charlie).next_at == at(24, 9)


@pytest.mark.django_db(transaction=True)
def test_four_sweeps_at_once_send_each_of_ten_once(server, clock, file_database):
    for _ in range(10):
        owner = UserFactory(password=None)
        ApplicationFactory(owner=owner, entered_at=at(2, 9))
        set_review(owner, now=at(17, 12))
    clock.now = MONDAY
    at_once(lambda: sweep(budget=0, clock=clock))
    reviews = Delivery.objects.filter(kind=DeliveryKind.REVIEW)
    assert reviews.values("owner").distinct().count() == reviews.count() == 10
    assert len(server.taken) == 10


@pytest.mark.django_db(transaction=True)
def test_a_change_of_settings_and_a_sweep_at_once_leave_one_review(server, clock, file_database):
    owner = UserFactory(password=None)
    ApplicationFactory(owner=owner, entered_at=at(2, 9))
    set_review(owner, now=at(17, 12))
    clock.now = MONDAY
    turns = iter([lambda: save(owner, MONDAY, reminder_time=time(10))])
    lock = threading.Lock()

    def work():
        with lock:
            turn = next(turns, None)
        (turn or (lambda: sweep(budget=0, clock=clock)))()

    at_once(work)
    sent = Delivery.objects.filter(kind=DeliveryKind.REVIEW).count()
    # Either it left at nine and the next comes in a week, or it comes at ten.
    assert (sent, next_at()) in [(1, at(30, 10)), (0, at(23, 10))]
    connection.close()
