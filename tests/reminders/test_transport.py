"""Each way in which a mail server can fail, and what becomes of the mail."""

from datetime import time, timedelta

import pytest
from django.core.mail import EmailMessage

from tests.mailbox import Door
from tests.reminders.conftest import use
from tests.smtp_server import BODY, CONNECT, DATA, DOT, DROP, HANG, MAIL, RCPT
from tracker import mail
from tracker.models import Delivery, Preferences, Reminder, User
from tracker.queries.mail_line import mail_line
from tracker.reminders.claim import LEASE, claim
from tracker.reminders.deliver import Courier
from tracker.reminders.hold import held_until, hold_mail, lift_hold
from tracker.reminders.sweep import sweep
from tracker.reminders.transport import MailServer
from tracker.services.deliveries import resend

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        (MAIL, "451 later"),
        (MAIL, DROP),
        (RCPT, "450 greylisted"),
        (RCPT, "421 closing"),
        (DATA, "451 later"),
        (DATA, DROP),
        (DOT, "451 later"),
    ],
)
def test_a_temporary_refusal_is_tried_again_and_sent_once(server, due, clock, stage, answer):
    server.next(stage, answer)
    due()
    assert sweep(budget=0, clock=clock) == {"waiting": 1}
    assert sweep(budget=0, clock=clock) == {}
    clock.forward(minutes=1)
    assert sweep(budget=0, clock=clock) == {"sent": 1}
    assert len(server.taken) == 1


@pytest.mark.parametrize("answer", ["421 enough", DROP])
def test_a_kept_line_that_was_closed_costs_no_more_than_another(
    server, due, clock, charlie, answer
):
    server.next(MAIL, "250 OK", answer)
    due(), due(owner=charlie)
    assert sweep(budget=0, clock=clock) == {"sent": 2, "waiting": 1}
    assert (len(server.taken), server.connections) == (2, 2)


@pytest.mark.parametrize(("stage", "answer"), [(RCPT, "550 no such user"), (DOT, "554 spam")])
def test_a_final_refusal_fails_and_the_others_leave(server, due, clock, charlie, stage, answer):
    server.next(stage, answer)
    due(), due(owner=charlie)
    assert sweep(budget=0, clock=clock) == {"failed": 1, "sent": 1}
    clock.forward(days=1)
    assert sweep(budget=0, clock=clock) == {}
    assert answer in Delivery.objects.get(state="failed").answer


@pytest.mark.parametrize("loss", [DROP, HANG])
def test_a_line_lost_after_the_final_dot_is_a_doubt_and_never_sent_again(
    settings, server, due, clock, charlie, loss
):
    settings.EMAIL_TIMEOUT = 0.3
    server.next(DOT, loss)
    due(), due(owner=charlie)
    assert sweep(budget=0, clock=clock) == {"uncertain": 1, "sent": 1}
    clock.forward(days=1)
    assert sweep(budget=0, clock=clock) == {}
    assert len(server.taken) == 2


def test_a_domain_with_letters_of_its_own_is_written_as_mail_servers_know_it(
    settings, server, due, clock, alice
):
    User.objects.filter(pk=alice.pk).update(email="jo@bücher.example")
    settings.DEFAULT_FROM_EMAIL = "Heardback <heardback@bücher.example>"
    due()
    assert sweep(budget=0, clock=clock) == {"sent": 1}
    assert server.said[MAIL].startswith("mail FROM:<heardback@xn--bcher-kva.example>")
    assert server.said[RCPT] == "rcpt TO:<jo@xn--bcher-kva.example>"


def test_an_address_that_no_server_takes_fails_and_the_others_leave(
    server, due, clock, alice, charlie
):
    User.objects.filter(pk=alice.pk).update(email="jö@example.com")
    due(), due(owner=charlie)
    assert sweep(budget=0, clock=clock) == {"failed": 1, "sent": 1}
    assert "cannot be written" in Delivery.objects.get(state="failed").answer


def test_a_sender_that_no_server_takes_is_a_setting_to_mend(settings, server, due, clock):
    settings.DEFAULT_FROM_EMAIL = "jö@example.com"
    due()
    assert sweep(budget=0, clock=clock) == {}
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.try_at) == ("waiting", clock() + timedelta(minutes=15))
    assert server.connections == 0


def test_a_line_lost_before_the_final_dot_could_go_out_is_no_doubt(settings, server):
    server.next(BODY, DROP)
    message = EmailMessage(from_email="heardback@example.com", to=["alice@example.com"])
    with MailServer() as line:
        line.open(mail_line())
        # More than the buffers between here and there can hold.
        outcome = line.send(message, b"All is well.\r\n" * 2_000_000)
    assert outcome.state == "waiting"
    assert server.taken == []


def test_any_good_answer_to_the_final_dot_means_taken(server, due, clock):
    server.next(DOT, "252 thank you")
    due()
    assert sweep(budget=0, clock=clock) == {"sent": 1}


def test_gibberish_after_the_final_dot_is_a_doubt(server, due, clock):
    server.next(DOT, "what?")
    due()
    assert sweep(budget=0, clock=clock) == {"uncertain": 1}


def test_a_refused_connection_holds_all_back_and_then_each_is_sent_once(
    settings, server, due, clock, charlie, states, closed_port
):
    use(settings, closed_port)
    due(), due(owner=charlie)
    assert sweep(budget=0, clock=clock) == {}
    assert states() == ["waiting", "waiting"]
    assert "could not be reached" in Delivery.objects.earliest("pk").answer
    use(settings, server.port)
    clock.forward(minutes=1)
    assert sweep(budget=0, clock=clock) == {"sent": 2}
    assert sorted(message["To"] for message in server.taken) == [
        "alice@example.com",
        "charlie@example.com",
    ]


def stay_awake(reminder: Reminder) -> None:
    """Its owner has no quiet hours, which hold what comes late."""
    Preferences.objects.filter(user=reminder.owner).update(quiet_from=time(3), quiet_until=time(3))


def test_the_pauses_grow_to_an_hour_and_a_server_that_is_away_wears_nothing_out(
    settings, due, clock, closed_port
):
    use(settings, closed_port)
    stay_awake(due())
    pauses = []
    for _ in range(40):
        sweep(budget=0, clock=clock)
        delivery = Delivery.objects.get()
        pauses.append(delivery.try_at - clock())
        clock.now = delivery.try_at
    assert pauses == [timedelta(minutes=minutes) for minutes in (1, 5, 15, *[60] * 37)]
    assert delivery.state == "waiting"


def test_what_falls_due_while_a_server_is_away_comes_in_one_mail_and_no_later(
    settings, server, due, clock, closed_port
):
    use(settings, closed_port)
    for number in range(8):
        stay_awake(due(send_at=clock(), title=f"Write to person {number}"))
        sweep(budget=0, clock=clock)
        clock.forward(minutes=50)
    use(settings, server.port)
    due(send_at=clock(), title="Write to person 8")
    assert sweep(budget=0, clock=clock) == {"sent": 1}
    text = Delivery.objects.get().text
    assert all(f"Write to person {number}" in text for number in range(9))


@pytest.mark.parametrize("may_have_arrived", [True, False])
def test_nothing_new_goes_into_a_mail_that_may_have_arrived_or_stopped_its_sender(
    settings, server, due, clock, alice, states, closed_port, may_have_arrived
):
    due()
    if may_have_arrived:
        server.next(DOT, DROP)
        sweep(budget=0, clock=clock)
        assert resend(Delivery.objects.get(), by=alice, now=clock())
    else:
        claim(clock())
        clock.forward(seconds=61)
    use(settings, closed_port)
    sweep(budget=0, clock=clock)
    due(send_at=clock())
    sweep(budget=0, clock=clock)
    assert states() == ["waiting", "waiting"]


def test_nothing_new_goes_into_a_mail_that_cannot_be_written(
    server, due, clock, states, monkeypatch
):
    due()
    monkeypatch.setattr(mail, "reminder_mail", lambda *_matter, **_how: 1 / 0)
    sweep(budget=0, clock=clock)
    monkeypatch.undo()
    due(send_at=clock())
    sweep(budget=0, clock=clock)
    assert states() == ["waiting", "sent"]


def test_a_mail_that_is_put_off_again_and_again_is_given_up(server, due, clock):
    server.next(RCPT, *["450 later"] * 40)
    stay_awake(due())
    for _ in range(40):
        sweep(budget=0, clock=clock)
        clock.forward(hours=1)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("failed", 36)
    assert delivery.answer.startswith("Given up after 36 attempts.")


@pytest.mark.parametrize("greeting", ["554 go away", "421 too busy", DROP, HANG])
def test_a_server_that_does_not_greet_holds_all_back(
    settings, server, due, clock, charlie, states, greeting
):
    settings.EMAIL_TIMEOUT = 0.3
    server.next(CONNECT, greeting)
    due(), due(owner=charlie)
    assert sweep(budget=0, clock=clock) == {}
    assert states() == ["waiting", "waiting"]
    assert server.connections == 1


def test_a_sender_that_is_not_allowed_is_a_setting_to_mend(server, due, clock, charlie, states):
    server.next(MAIL, "550 not from you")
    due(), due(owner=charlie)
    assert sweep(budget=0, clock=clock) == {"waiting": 1}
    assert states() == ["waiting", "waiting"]
    assert "DEFAULT_FROM_EMAIL" in Delivery.objects.earliest("pk").answer
    clock.forward(minutes=14)
    assert sweep(budget=0, clock=clock) == {}
    clock.forward(minutes=1)
    assert sweep(budget=0, clock=clock) == {"sent": 2}


def test_a_wrong_password_is_a_setting_to_mend_and_tried_no_oftener_than_each_15_minutes(
    settings, due, clock
):
    due()
    with Door("right") as door:
        use(settings, door.port)
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = "wrong"
        sweep(budget=0, clock=clock)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.try_at) == ("waiting", clock() + timedelta(minutes=15))
    assert "535" in delivery.answer


def test_a_resent_mail_has_the_same_message_id(server, due, clock):
    server.next(DOT, "451 later")
    due()
    sweep(budget=0, clock=clock)
    message_id = Delivery.objects.get().message_id
    clock.forward(minutes=1)
    sweep(budget=0, clock=clock)
    assert server.taken[0]["Message-ID"].startswith(f"<reminder-{message_id}@")


def test_of_two_sweeps_that_waited_for_the_end_of_a_hold_one_tries(settings, now):
    settings.MAIL_IS_SENT = True
    hold_mail(mail_line(), now)
    assert [held_until(now), held_until(now)] == [None, now + LEASE]
    lift_hold(mail_line())
    assert held_until(now) is None


def test_a_setting_that_was_mended_is_tried_at_once(settings, now):
    settings.MAIL_IS_SENT = True
    hold_mail(mail_line(), now + LEASE)
    assert held_until(now) == now + LEASE
    settings.EMAIL_HOST_PASSWORD = "another"
    assert held_until(now) is None


def test_a_hold_falls_on_the_server_that_refused_not_on_the_one_set_since(
    settings, server, due, clock, charlie
):
    due(), due(owner=charlie)
    server.next(MAIL, "250 OK", "553 not from you")

    def another_is_set_meanwhile():
        if server.taken:
            use(settings, server.port + 1)
        return True

    with MailServer() as line:
        Courier(claim(clock()), line, clock).deliver_all(may_go_on=another_is_set_meanwhile)
    assert held_until(clock()) is None
    use(settings, server.port)
    assert held_until(clock()) == clock() + timedelta(minutes=15)
