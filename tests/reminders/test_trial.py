"""The test mail, and a mail that is sent again on request."""

import pytest

from tests.factories import DeliveryFactory
from tests.smtp_server import DOT, DROP, HANG, RCPT
from tracker.models import Delivery, DeliveryKind, DeliveryState
from tracker.reminders import trial
from tracker.reminders.sweep import sweep
from tracker.services.deliveries import resend, send_test_mail

pytestmark = pytest.mark.django_db


def test_a_test_mail_is_sent_at_once_and_says_what_the_server_answered(server, alice, now):
    server.next(DOT, "250 queued as 4711")
    delivery = send_test_mail(alice, now=now)
    assert (delivery.kind, delivery.state) == (DeliveryKind.TEST, DeliveryState.SENT)
    assert delivery.answer == "250 queued as 4711"
    assert server.subjects() == ["Heardback can write to you"]


def test_a_test_mail_that_has_to_wait_has_failed(server, alice, now):
    server.next(RCPT, "450 later")
    delivery = send_test_mail(alice, now=now)
    assert delivery.state == DeliveryState.FAILED
    assert "450 later" in delivery.answer


def test_a_test_mail_keeps_the_only_web_thread_no_longer_than_another_trial(
    settings, server, alice, now, monkeypatch
):
    settings.EMAIL_TIMEOUT = 30
    monkeypatch.setattr(trial, "TRIED_FOR", 0.3)
    server.next(RCPT, HANG)
    delivery = send_test_mail(alice, now=now)
    assert (delivery.state, server.said.keys()) == (DeliveryState.FAILED, {"EHLO", "MAIL", RCPT})
    assert "timed out" in delivery.answer


def test_a_test_mail_without_a_server_is_kept_and_says_so(settings, alice, now):
    settings.MAIL_IS_SENT = False
    delivery = send_test_mail(alice, now=now)
    assert delivery.state == DeliveryState.KEPT
    assert "EMAIL_URL" in delivery.answer
    assert "test mail" in delivery.text


def test_a_doubt_is_sent_again_on_request_with_the_same_message_id(
    settings, server, due, clock, alice
):
    server.next(DOT, DROP)
    due()
    sweep(budget=0, clock=clock)
    delivery = Delivery.objects.get()
    settings.DEFAULT_FROM_EMAIL = "heardback@another.example"
    assert resend(delivery, by=alice, now=clock())
    assert not resend(delivery, by=alice, now=clock())
    assert sweep(budget=0, clock=clock) == {"sent": 1}
    first, second = server.taken
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.parametrize("state", ["sent", "waiting", "dropped", "kept"])
def test_only_a_refusal_or_a_doubt_can_be_sent_again(alice, now, state):
    assert not resend(DeliveryFactory.create(owner=alice, state=state), by=alice, now=now)


def test_nobody_sends_anothers_mail_again(alice, charlie, now):
    delivery = DeliveryFactory.create(owner=alice, state=DeliveryState.FAILED)
    assert not resend(delivery, by=charlie, now=now)
