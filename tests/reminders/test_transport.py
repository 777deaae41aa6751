"""Each way in which a mail server can fail, and what becomes of the mail."""

from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.reminders.conftest import use
from tests.smtp_server import CONNECT, DATA, DOT, DROP, HANG, MAIL, RCPT, ScriptedServer
from tracker.models import Delivery
from tracker.reminders.sweep import sweep

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


def test_any_good_answer_to_the_final_dot_means_taken(server, due, clock):
    server.next(DOT, "252 thank you")
    due()
    assert sweep(budget=0, clock=clock) == {"sent": 1}


def test_gibberish_after_the_final_dot_is_a_doubt(server, due, clock):
    server.next(DOT, "what?")
    due()
    assert sweep(budget=0, clock=clock) == {"uncertain": 1}


def test_a_refused_connection_holds_all_back_and_then_each_is_sent_once(
    settings, server, due, clock, charlie, states
):
    use(settings, closed_port())
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


def test_the_pauses_grow_to_an_hour_and_a_server_that_is_away_wears_nothing_out(
    settings, due, clock
):
    use(settings, closed_port())
    due()
    pauses = []
    for _ in range(40):
        sweep(budget=0, clock=clock)
        delivery = Delivery.objects.get()
        pauses.append(delivery.try_at - clock())
        clock.now = delivery.try_at
    assert pauses == [timedelta(minutes=minutes) for minutes in (1, 5, 15, *[60] * 37)]
    assert delivery.state == "waiting"


def test_a_mail_that_is_put_off_again_and_again_is_given_up(server, due, clock):
    server.next(RCPT, *["450 later"] * 40)
    due()
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
    refusing = Controller(
        object(),
        hostname="127.0.0.1",
        port=closed_port(),
        authenticator=lambda *_: AuthResult(success=False, handled=False),
        auth_require_tls=False,
    )
    refusing.start()
    use(settings, refusing.port)
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = "wrong"
    due()
    sweep(budget=0, clock=clock)
    refusing.stop()
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


def closed_port() -> int:
    with ScriptedServer() as gone:
        return gone.port
