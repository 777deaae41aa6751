"""One sweep after another, against a mail server that takes everything."""

import time
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command

from tests.factories import UserFactory
from tracker.models import Delivery, DeliveryState, Reminder, ReminderState
from tracker.reminders.claim import CRASHED, CRASHES, NOT_TRIED_AGAIN, Claim, claim
from tracker.reminders.deliver import NO_SERVER
from tracker.reminders.marks import ours
from tracker.reminders.sweep import BUDGET, seconds_until_next, sweep
from tracker.supervisor import lifeline

pytestmark = pytest.mark.django_db


def test_reminders_of_one_owner_leave_in_one_mail(server, due, clock):
    due(title="Thank Dana"), due(title="Send references")
    assert sweep(budget=0, clock=clock) == {"sent": 1}
    [message] = server.taken
    assert message["Subject"] == "2 things today: Thank Dana, Send references"
    assert message["To"] == "alice@example.com"


def test_each_owner_gets_a_mail_of_their_own_over_one_line(server, due, clock, charlie):
    due(), due(owner=charlie)
    sweep(budget=0, clock=clock)
    assert {message["To"] for message in server.taken} == {
        "alice@example.com",
        "charlie@example.com",
    }
    assert server.connections == 1


def test_what_was_sent_is_kept_with_the_servers_answer(server, due, clock, now):
    reminder = due()
    sweep(budget=0, clock=clock)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.answer, delivery.finished_at) == ("sent", "250 OK", now)
    assert delivery.text.startswith("Hello Alice")
    reminder.refresh_from_db()
    assert (reminder.state, reminder.delivery) == (ReminderState.CLAIMED, delivery)


def test_what_was_sent_is_not_sent_again_when_the_clock_goes_back(server, due, clock):
    due()
    sweep(budget=0, clock=clock)
    clock.forward(hours=-3)
    sweep(budget=0, clock=clock)
    assert len(server.taken) == 1


def test_what_is_not_due_stays(server, due, clock, now):
    due(send_at=now + timedelta(seconds=1))
    assert sweep(budget=0, clock=clock) == {}


def test_a_thousand_missed_reminders_come_in_one_mail(server, due, clock, now):
    follow_up = due().follow_up
    Reminder.objects.bulk_create(
        Reminder(
            owner=follow_up.owner, follow_up=follow_up, send_at=now - timedelta(minutes=minute)
        )
        for minute in range(1, 1000)
    )
    assert sweep(budget=0, clock=clock) == {"sent": 1}
    assert server.taken[0]["Subject"].startswith("Thank Dana Reyes")


def test_nobody_gets_two_mails_where_more_is_due_than_is_read_at_once(
    due, monkeypatch, clock, charlie
):
    monkeypatch.setattr("tracker.reminders.claim.REMINDERS_AT_ONCE", 3)
    for owner in ({}, {}, {"owner": charlie}, {}, {"owner": charlie}, {}):
        due(**owner)
    claim(clock())
    assert Delivery.objects.count() == 2
    assert not Reminder.objects.filter(delivery=None).exists()


def test_more_mails_than_one_claim_takes_all_leave(server, due, clock):
    for _ in range(25):
        due(owner=UserFactory(password=None))
    assert sweep(budget=0, clock=clock) == {"sent": 25}


def test_without_a_mail_server_it_is_kept_and_never_sent_later(settings, server, due, clock):
    settings.MAIL_IS_SENT = False
    due()
    assert sweep(budget=0, clock=clock) == {"kept": 1}
    settings.MAIL_IS_SENT = True
    assert sweep(budget=0, clock=clock) == {}
    delivery = Delivery.objects.get()
    assert delivery.answer == NO_SERVER
    assert "Thank Dana Reyes" in delivery.text


def test_an_expired_claim_is_taken_again(server, due, clock):
    due()
    claim(clock())
    assert sweep(budget=0, clock=clock) == {}
    clock.forward(seconds=61)
    assert sweep(budget=0, clock=clock) == {"sent": 1}


def test_a_mail_that_was_in_hand_when_its_sender_stopped_travels_alone_after_the_others(
    server, due, clock, charlie, now
):
    due(), due(owner=charlie)
    both = claim(clock()).deliveries
    clock.forward(seconds=61)
    due(owner=UserFactory(password=None), send_at=clock())
    [new] = claim(clock()).deliveries
    assert new not in both
    assert [len(claim(clock()).deliveries) for _ in range(3)] == [1, 1, 0]


def test_a_mail_that_was_in_hand_three_times_when_its_sender_stopped_is_given_up(due, clock):
    due()
    for _ in range(CRASHES):
        assert claim(clock()).deliveries
        clock.forward(seconds=61)
    assert not claim(clock()).deliveries
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.answer) == (DeliveryState.FAILED, NOT_TRIED_AGAIN)


def test_a_sender_that_died_while_sending_leaves_a_doubt(server, due, clock, states):
    due()
    token, [pk] = claim(clock())
    ours(token, pk, clock()).update(state=DeliveryState.SENDING)
    clock.forward(seconds=61)
    assert sweep(budget=0, clock=clock) == {}
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.answer) == (DeliveryState.UNCERTAIN, CRASHED)
    assert server.taken == []


def test_a_sweep_that_finds_nothing_asks_four_questions(due, now, django_assert_num_queries, clock):
    for minutes in range(1, 20):
        due(send_at=now + timedelta(hours=1, minutes=minutes))
    with django_assert_num_queries(4):
        sweep(clock=clock)


def test_it_waits_for_what_falls_due_soon(server, due, clock, monkeypatch):
    monkeypatch.setattr(time, "sleep", lambda seconds: clock.forward(seconds=seconds))
    moment = clock() + timedelta(seconds=31)
    due(send_at=moment)
    assert sweep(clock=clock) == {"sent": 1}
    assert clock() == moment


def test_it_leaves_at_once_when_nothing_falls_due_in_time(due, clock, monkeypatch):
    monkeypatch.setattr(time, "sleep", lambda _seconds: pytest.fail("it waits"))
    due(send_at=clock() + timedelta(seconds=BUDGET + 1))
    assert sweep(clock=clock) == {}


def test_what_another_holds_is_asked_for_again_after_a_rest(due, clock, monkeypatch):
    due()
    rests: list[float] = []
    monkeypatch.setattr("tracker.reminders.sweep.claim", lambda _now: Claim(uuid.uuid4(), []))
    monkeypatch.setattr(lifeline, "released", lambda: len(rests) == 3)
    monkeypatch.setattr(time, "sleep", rests.append)
    assert sweep(clock=clock) == {}
    assert rests == [0.5, 0.5, 0.5]


def test_what_another_holds_is_left_to_the_next_sweep_when_nothing_is_waited_for(
    due, clock, monkeypatch
):
    due()
    claims = iter([Claim(uuid.uuid4(), [])])
    monkeypatch.setattr("tracker.reminders.sweep.claim", lambda _now: next(claims))
    assert sweep(budget=0, clock=clock) == {}


def test_the_next_moment_is_the_earliest_of_all(due, now):
    assert seconds_until_next(now) is None
    due(send_at=now + timedelta(minutes=2)), due(send_at=now + timedelta(minutes=1))
    assert seconds_until_next(now) == 60
    claim(now + timedelta(minutes=1))
    assert seconds_until_next(now) == pytest.approx(120, abs=1)


def test_send_due_says_what_it_did(settings, server, due, capsys, now):
    due()
    with time_machine.travel(now, tick=False):
        call_command("send_due")
        call_command("send_due")
    assert capsys.readouterr().out == "sent: 1\nNothing is due.\n"
