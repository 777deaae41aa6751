"""What happened between claim and sending is seen in time."""

from datetime import timedelta
from smtplib import SMTP

import pytest
from django.db import OperationalError
from django.db.models import F

from tests.factories import DeliveryFactory, ReminderFactory, UserFactory
from tests.mailbox import Door
from tests.reminders.conftest import use
from tracker.models import (
    Delivery,
    DeliveryState,
    FollowUp,
    FollowUpStatus,
    Reminder,
    ReminderState,
)
from tracker.queries.mail_line import mail_line
from tracker.reminders import deliver, marks
from tracker.reminders.ahead import Ahead
from tracker.reminders.claim import LEASE, claim
from tracker.reminders.deliver import NOTHING_LEFT, Courier, Leaving
from tracker.reminders.sweep import sweep
from tracker.reminders.transport import MailServer

pytestmark = pytest.mark.django_db


def leaving(ready: object) -> Leaving:
    assert isinstance(ready, Leaving)
    return ready


def send(claimed, clock):
    with MailServer() as line:
        courier = Courier(claimed, line, clock)
        courier.deliver_all()
    return courier.counts


@pytest.mark.parametrize(
    "change",
    [
        {"status": FollowUpStatus.DONE, "decided_at": F("due")},
        {"status": FollowUpStatus.SKIPPED, "decided_at": F("due")},
        {"status": FollowUpStatus.WITHDRAWN},
        {"snoozed_until": F("closes")},
        {"kind": "prepare", "closes": F("opens"), "due": F("opens")},
    ],
    ids=["done", "skipped", "withdrawn", "snoozed", "the interview has begun"],
)
def test_what_no_longer_holds_is_not_sent(server, due, clock, now, change):
    due(opens=now - timedelta(hours=1))
    claimed = claim(now)
    FollowUp.objects.update(**change)
    assert send(claimed, clock) == {"dropped": 1}
    assert Delivery.objects.get().answer == NOTHING_LEFT
    assert server.taken == []


def test_a_reminder_that_was_withdrawn_is_not_sent(server, due, clock, now):
    due()
    claimed = claim(now)
    Reminder.objects.update(state=ReminderState.WITHDRAWN)
    assert send(claimed, clock) == {"dropped": 1}


def test_the_others_of_the_mail_are_sent(server, due, clock, now):
    gone, _ = due(title="Send references"), due(title="Thank Dana")
    claimed = claim(now)
    FollowUp.objects.filter(pk=gone.follow_up_id).update(status=FollowUpStatus.DONE, decided_at=now)
    assert send(claimed, clock) == {"sent": 1}
    assert server.subjects()[0].startswith("Thank Dana (")
    assert Reminder.objects.get(pk=gone.pk).state == ReminderState.WITHDRAWN


def test_a_snooze_that_has_ended_holds_nothing_back(server, due, clock, now):
    due(snoozed_until=now)
    assert send(claim(now), clock) == {"sent": 1}


def test_two_moments_of_one_follow_up_are_said_once(server, due, clock, now):
    ReminderFactory(follow_up=due().follow_up, send_at=now - timedelta(hours=2))
    send(claim(now), clock)
    assert Delivery.objects.get().text.count("Thank Dana Reyes") == 1


def test_a_change_after_the_mail_was_written_has_it_written_again(
    server, due, clock, now, monkeypatch
):
    gone, _ = due(title="Send references"), due(title="Thank Dana")
    prepare = deliver.prepare
    subjects: list[str] = []

    def write_then_withdraw(delivery, moment, line, sight):
        ready = prepare(delivery, moment, line, sight)
        if not subjects:
            Reminder.objects.filter(pk=gone.pk).update(state=ReminderState.WITHDRAWN)
            Delivery.objects.update(generation=F("generation") + 1)
        subjects.append(leaving(ready).words.subject)
        return ready

    monkeypatch.setattr(deliver, "prepare", write_then_withdraw)
    assert send(claim(now), clock) == {"sent": 1}
    assert subjects[0].startswith("2 things today: ")
    assert server.subjects() == subjects[1:]


def test_a_lease_that_was_lost_sends_nothing(server, due, clock, now):
    due()
    claimed = claim(now)
    clock.forward(seconds=61)
    again = claim(clock())
    assert send(claimed, clock) == {"taken over": 1}
    assert send(again, clock) == {"sent": 1}
    assert len(server.taken) == 1


def test_a_server_that_is_slow_to_open_costs_nothing(settings, due, clock, now, monkeypatch):
    due()
    claimed, in_no_time = claim(now), SMTP.getreply
    taken_meanwhile: list[int] = []

    def slowly(line):
        if not Delivery.objects.filter(state=DeliveryState.SENDING).exists():
            clock.forward(seconds=25)
            taken_meanwhile.extend(claim(clock()).deliveries)
        return in_no_time(line)

    monkeypatch.setattr(SMTP, "getreply", slowly)
    with Door("right") as door:
        use(settings, door.port)
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = "right"
        assert send(claimed, clock) == {"sent": 1}
    assert clock() > now + LEASE
    assert taken_meanwhile == []
    assert Delivery.objects.get().crashes == 0


def test_a_server_that_takes_its_time_for_each_mail_costs_nothing(
    server, due, clock, now, monkeypatch
):
    for _ in range(4):
        due(owner=UserFactory(password=None))
    claimed, in_no_time = claim(now), MailServer.send
    taken_meanwhile: list[int] = []

    def slowly(*mail):
        clock.forward(seconds=25)
        taken_meanwhile.extend(claim(clock()).deliveries)
        return in_no_time(*mail)

    monkeypatch.setattr(MailServer, "send", slowly)
    assert send(claimed, clock) == {"sent": 4}
    assert taken_meanwhile == []


def test_one_update_marks_one_as_sent_and_the_next_as_leaving(
    server, due, charlie, now, django_assert_num_queries
):
    due(), due(owner=charlie)
    token, [first, second] = claim(now)
    marks.ours(token, first, now).update(state=DeliveryState.SENDING)
    delivery = Delivery.objects.get(pk=second)
    ready = leaving(deliver.prepare(delivery, now, mail_line()))
    with django_assert_num_queries(1):
        assert marks.mark_leaving(
            delivery,
            ready.words,
            seen=ready.seen,
            accepted=marks.Accepted(first, "250 OK"),
            now=now,
        )
    states = dict(Delivery.objects.values_list("pk", "state"))
    assert states == {first: "sent", second: "sending"}


def test_a_stale_generation_leaves_the_next_and_still_marks_the_last(server, due, charlie, now):
    due(), due(owner=charlie)
    token, [first, second] = claim(now)
    marks.ours(token, first, now).update(state=DeliveryState.SENDING)
    delivery = Delivery.objects.get(pk=second)
    ready = leaving(deliver.prepare(delivery, now, mail_line()))
    Delivery.objects.filter(pk=second).update(generation=1)
    accepted = marks.Accepted(first, "250 OK")
    assert not marks.mark_leaving(
        delivery, ready.words, seen=ready.seen, accepted=accepted, now=now
    )
    assert dict(Delivery.objects.values_list("pk", "state")) == {first: "sent", second: "claimed"}


@pytest.mark.parametrize(("place", "step"), [(Ahead, "take"), (marks, "mark_leaving")])
def test_what_the_server_has_taken_is_marked_whatever_stops_the_next(
    server, due, clock, now, charlie, states, monkeypatch, place, step
):
    due(), due(owner=charlie)
    way, calls = getattr(place, step), []

    def stopped_the_second_time(*args, **kwargs):
        calls.append(args)
        if len(calls) == 2:
            raise OperationalError("database is locked")
        return way(*args, **kwargs)

    monkeypatch.setattr(place, step, stopped_the_second_time)
    with pytest.raises(OperationalError):
        send(claim(now), clock)
    assert states() == ["sent", "claimed"]


def test_a_mail_that_cannot_be_written_fails_and_the_others_leave(
    server, due, clock, now, alice, charlie
):
    due(), due(owner=charlie)
    type(alice).objects.filter(pk=alice.pk).update(email="alice@example.com\nBcc: all@example.com")
    assert send(claim(now), clock) == {"failed": 1, "sent": 1}
    failed = Delivery.objects.get(owner=alice)
    assert "Header values can't contain newlines" in failed.answer
    assert server.taken[0]["To"] == "charlie@example.com"


def test_what_there_is_no_time_for_is_given_back(server, due, clock, now, charlie, states):
    due(), due(owner=charlie)
    time_left = iter([True, False])
    with MailServer() as line:
        Courier(claim(now), line, clock).deliver_all(may_go_on=lambda: next(time_left))
    assert states() == ["sent", "waiting"]
    assert sweep(budget=0, clock=clock) == {"sent": 1}


def test_a_doubt_is_named_in_the_next_mail_and_then_no_more(server, due, clock, now, alice):
    hour = timedelta(hours=1)
    DeliveryFactory(
        owner=alice,
        state=DeliveryState.UNCERTAIN,
        subject="Check in with Kim",
        entered_at=now - hour,
        finished_at=now - hour,
    )
    due(), due(send_at=now + hour)
    sweep(budget=0, clock=clock)
    clock.forward(hours=1)
    sweep(budget=0, clock=clock)
    texts = Delivery.objects.filter(state="sent").order_by("pk").values_list("text", flat=True)
    assert ["Check in with Kim" in text for text in texts] == [True, False]
