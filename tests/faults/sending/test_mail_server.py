"""F7 to F16: two clusters, and a mail server that fails in every way it can, and real workers who write to it."""

import html
import sys
from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from tests.faults.sending.clusters import running
from tests.faults.sending.ground import wait_until
from tests.faults.sending.mail_server import AUTH, EHLO, QUIT
from tests.smtp_server import BODY, CONNECT, DATA, DOT, DROP, HANG, MAIL, RCPT
from tracker.models import Delivery, FollowUp, User

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc"),
]

PATIENCE = 3  # seconds, for a server that hangs


@pytest.fixture(autouse=True)
def _cluster(cluster):
    """At work beside every test here."""


@pytest.fixture(autouse=True)
def _static_files_need_no_collecting(settings):
    settings.STATIC_ROOT = settings.BASE_DIR / "static"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


LATER = [
    (CONNECT, "421 too busy"),
    (CONNECT, DROP),
    (CONNECT, HANG),
    (EHLO, DROP),
    (EHLO, HANG),
    (MAIL, "451 later"),
    (MAIL, DROP),
    (MAIL, HANG),
    (RCPT, "450 greylisted"),
    (RCPT, "452 mailbox full"),
    (RCPT, DROP),
    (RCPT, HANG),
    (DATA, "451 later"),
    (DATA, DROP),
    (DATA, HANG),
    (DOT, "451 later"),
    (DOT, "452 no room"),
]


@pytest.mark.parametrize(("stage", "answer"), LATER)
def test_f10_f12_f14_what_was_not_taken_waits_and_is_sent_once(ground, server, stage, answer):
    server.next(stage, answer)
    ground.people(1)
    ground.wake()
    ground.settles(waiting=1)
    assert Delivery.objects.get().try_at - timezone.now() > timedelta(seconds=50)
    assert server.taken == []
    ground.let_pass(minutes=1)
    ground.wake()
    ground.settles(sent=1)
    ground.let_pass(days=1)
    ground.sweep_once()
    assert len(server.taken) == 1


REFUSED = [(RCPT, "550 no such user"), (DATA, "554 no"), (DOT, "554 spam")]


@pytest.mark.parametrize(("stage", "answer"), REFUSED)
def test_f11_f12_a_final_refusal_fails_and_is_shown_and_the_others_leave(
    ground, server, stage, answer
):
    server.next(stage, answer)
    ground.people(3)
    ground.wake()
    ground.settles(failed=1, sent=2)
    ground.let_pass(days=1)
    ground.sweep_once()
    assert len(server.taken) == 2
    refused = Delivery.objects.get(state="failed")
    assert "Refused" in page(refused.owner, "/outbox/")
    assert answer in page_of(refused)


IN_DOUBT = [(BODY, DROP), (BODY, HANG), (DOT, DROP), (DOT, HANG), (DOT, "what?")]


@pytest.mark.parametrize(("stage", "answer"), IN_DOUBT)
def test_f13_f14_what_may_have_been_taken_is_a_doubt_shown_named_and_never_sent_unasked(
    ground, server, stage, answer
):
    server.next(stage, answer)
    [person] = ground.people(1)
    ground.wake()
    ground.settles(uncertain=1)
    ground.let_pass(days=1)
    ground.sweep_once()
    assert ground.states() == {"uncertain": 1}
    assert len(server.taken) <= 1
    doubt = Delivery.objects.get()
    assert "We are not sure that" in page(person, "/")
    assert "Send again" in page_of(doubt)
    ground.remind_again(person)
    ground.wake()
    ground.settles(uncertain=1, sent=1)
    assert doubt.subject in server.taken[-1].get_payload()[0].get_payload()
    assert "We are not sure that this earlier mail reached you" in server.taken[-1].as_string()


def test_f13_a_doubt_that_is_sent_again_on_request_has_the_same_message_id(ground, server):
    server.next(DOT, DROP)
    [person] = ground.people(1)
    ground.wake()
    ground.settles(uncertain=1)
    logged_in(person).post(f"/outbox/{Delivery.objects.get().pk}/resend/")
    ground.wake()
    ground.settles(sent=1)
    assert list(server.message_ids().values()) == [2]


@pytest.mark.parametrize("loss", [DROP, HANG])
def test_f14_a_server_that_does_not_take_leave_has_the_mail_all_the_same(ground, server, loss):
    server.next(QUIT, loss)
    ground.people(2)
    ground.wake()
    ground.settles(sent=2)
    ground.sweep_once()
    assert len(server.taken) == 2


def test_f7_a_hundred_at_once_through_a_slow_server_leave_once_each(ground, server):
    """Three sweeps; while they are at it, the leases of all that they hold run out."""
    server.seconds_a_mail = 0.1
    ground.people(100)
    for _ in range(3):
        ground.wake()
    wait_until(lambda: len(server.taken) > 10, "mails leave")
    ground.let_pass(minutes=2)
    ground.settles(sent=100)
    assert sorted(server.message_ids().values()) == [1] * 100


def test_f8_two_clusters_at_one_database_send_each_of_a_hundred_once(ground, server, tmp_path):
    server.seconds_a_mail = 0.02
    with running(ground, server, tmp_path):
        ground.people(100)
        for _ in range(6):
            ground.wake()
        ground.settles(sent=100)
    assert sorted(server.message_ids().values()) == [1] * 100


def test_f9_a_server_that_is_away_is_asked_ever_less_often_and_then_each_is_sent_once(
    ground, server
):
    ground.people(3)
    with server.away():
        for minutes in (1, 5, 15, 60, 60):
            ground.wake()
            wait_until(partial(all_wait, minutes), f"a pause of {minutes}", seen=pauses)
            assert ground.states() == {"waiting": 3}
            ground.let_pass(minutes=minutes)
    for mail in Delivery.objects.all():
        assert "could not be reached" in page_of(mail)
    ground.wake()
    ground.settles(sent=3)
    assert len(server.taken) == 3


def all_wait(minutes: int) -> bool:
    return pauses() == {minutes}


def pauses() -> set[int]:
    """In whole minutes, until each of them is tried again."""
    now = timezone.now()
    moments = Delivery.objects.values_list("try_at", flat=True)
    return {round((moment - now) / timedelta(minutes=1)) for moment in moments}


def test_f15_poison_fails_with_its_reason_and_the_others_leave(ground, server):
    poisoned, cleaned, *_ = ground.people(50)
    User.objects.filter(pk=poisoned.pk).update(email="a@example.com\nBcc: all@example.com")
    FollowUp.objects.filter(owner=cleaned).update(title="Thank\r\nBcc: all@example.com")
    ground.wake()
    ground.settles(sent=49, failed=1)
    assert not any(message["Bcc"] for message in server.taken)
    assert "Thank Bcc: all@example.com (Northwind)" in server.subjects()
    assert "cannot be written" in page_of(Delivery.objects.get(state="failed"))


def test_f15_a_lone_surrogate_does_not_get_as_far_as_a_mail(ground):
    ground.people(1)
    with pytest.raises(UnicodeEncodeError):
        FollowUp.objects.update(title="Thank \ud800")


def test_f16_a_wrong_password_is_tried_once_in_a_quarter_of_an_hour(ground, server):
    """However many mails wait, and whatever falls due meanwhile."""
    server.next(AUTH, *["535 wrong password"] * 20)
    ground.people(30)
    ground.sweep_once()
    assert server.reached[AUTH] == 1
    assert "user name or the password: 535" in page_of(Delivery.objects.earliest("pk"))
    for number in range(3):
        ground.let_pass(minutes=4)
        ground.people(1, name=f"Later-{number}-")
        ground.sweep_once()
    assert server.reached[AUTH] == 1
    ground.let_pass(minutes=4)
    ground.sweep_once()
    assert server.reached[AUTH] == 2
    server.script.clear()
    ground.let_pass(minutes=15)
    ground.wake()
    ground.settles(sent=33)
    assert len(server.taken) == 33


def logged_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: User, address: str) -> str:
    return html.unescape(logged_in(person).get(address).content.decode())


def page_of(mail: Delivery) -> str:
    return page(mail.owner, f"/outbox/{mail.pk}/")
