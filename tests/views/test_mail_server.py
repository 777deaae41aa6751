"""The mail server, set and tried in the settings (decision 30)."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as site
from django.utils import timezone

from tests.factories import DeliveryFactory
from tests.mailbox import Door
from tests.smtp_server import RCPT, ScriptedServer
from tests.views.pages import errors_of, everything_stored, text_of
from tracker.models import Delivery, DeliveryState, MailServerSettings
from tracker.queries.mail_line import mail_line
from tracker.reminders.hold import held_until, hold_mail

PATH, SETTINGS = "/settings/mail/", "/settings/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _set_by_nobody(settings):
    settings.MAIL_IS_SENT = False
    settings.EMAIL_TIMEOUT = 5


@pytest.fixture
def server():
    with ScriptedServer() as server:
        yield server


def typed(port: int, **values: Any) -> dict[str, Any]:
    known = {"host": "127.0.0.1", "port": port, "security": "none", "user": "", "password": ""}
    return known | {"sender": "me@example.com", "version": 0} | values


def set_up(port: int, **values: Any) -> None:
    MailServerSettings.objects.create(
        **{"host": "127.0.0.1", "port": port, "security": "none", "version": 1} | values
    )


def version() -> int:
    return MailServerSettings.objects.get().version


def test_a_server_that_answers_is_kept_and_mail_leaves_by_it_at_once(as_alice, alice, server):
    assert "Set a mail server" in text_of(as_alice.get(SETTINGS))
    response = as_alice.post(PATH, typed(server.port), follow=True)
    assert "The mail server is set, and it answers." in text_of(response)
    assert f"127.0.0.1:{server.port}" in text_of(response)
    said = text_of(as_alice.post("/settings/test-mail/", follow=True))
    assert "Sent" in said
    assert server.taken[0]["From"] == "Heardback <me@example.com>"


def test_a_test_mail_that_is_refused_says_what_the_server_said(as_alice, alice, server):
    set_up(server.port, owner=alice, sender="me@example.com")
    server.next(RCPT, "550 nobody of that name")
    said = text_of(as_alice.post("/settings/test-mail/", follow=True))
    assert "550 nobody of that name" in said


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"host": "no-such-host.invalid"}, "host", "No server is known by the name"),
        ({"port": "70000"}, "port", "A port is a number from 1 to 65535."),
        ({"security": "starttls"}, "security", "does not do it this way"),
        ({"user": "me"}, "password", "Which password goes with this user name?"),
        ({"sender": "nobody"}, "sender", "valid email"),
        ({"sender": "me@bücher.de"}, "sender", "no letter such as ü"),
        ({"user": "jürgen", "password": "known"}, "user", "no letter such as ü"),
        ({"user": "me", "password": "schlüssel"}, "password", "no letter such as ü"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    as_alice, server, wrong, field, said
):
    response = as_alice.post(PATH, typed(server.port) | wrong)
    assert response.status_code == 422
    assert said in errors_of(response)[field]
    assert not MailServerSettings.objects.exists()


def test_a_port_at_which_nobody_listens_is_said_at_the_port(as_alice, closed_port):
    response = as_alice.post(PATH, typed(closed_port))
    assert "cannot be reached at this port" in errors_of(response)["port"]


def test_a_password_that_the_server_refuses_is_said_at_the_password(as_alice):
    with Door("right") as door:
        response = as_alice.post(PATH, typed(door.port, user="me", password="wrong"))
        assert "did not accept the user name or the password" in errors_of(response)["password"]
        as_alice.post(PATH, typed(door.port, user="me", password="right"))
    assert MailServerSettings.objects.get().password == "right"


def test_a_server_that_wants_to_be_greeted_first_is(as_alice):
    with Door("not asked for") as door:
        assert as_alice.post(PATH, typed(door.port))["Location"] == SETTINGS


def test_the_password_is_not_shown_again_and_stays_where_none_is_typed(as_alice):
    with Door("right") as door:
        as_alice.post(PATH, typed(door.port, user="me", password="right"))
        page = as_alice.get(PATH).content.decode()
        assert "right" not in page.replace("copyright", "")
        as_alice.post(
            PATH, typed(door.port, user="me", sender="you@example.com", version=version())
        )
        row = MailServerSettings.objects.get()
        assert (row.sender, row.password) == ("you@example.com", "right")


def test_the_password_is_not_handed_to_another_server(as_alice, alice, server):
    with Door("right") as door:
        as_alice.post(PATH, typed(door.port, user="me", password="right"))
    elsewhere = typed(server.port, host="localhost", user="me", version=version())
    response = as_alice.post(PATH, elsewhere)
    assert "Type the password again" in errors_of(response)["password"]


def test_a_change_lets_what_waits_go_at_once(as_alice, alice, server, closed_port):
    set_up(closed_port, owner=alice, sender="me@example.com")
    now = timezone.now()
    hold_mail(mail_line(), now + timedelta(minutes=15))
    later = now + timedelta(minutes=15)
    DeliveryFactory(owner=alice, state=DeliveryState.WAITING, try_at=later)
    assert held_until(now)
    as_alice.post(PATH, typed(server.port, version=1))
    assert held_until(now) is None
    assert Delivery.objects.get().try_at < later


def test_a_form_that_was_opened_before_overwrites_nothing(as_alice, alice, server):
    set_up(server.port, owner=alice, sender="me@example.com", version=2)
    response = as_alice.post(PATH, typed(server.port, sender="old@example.com", version=1))
    assert "changed elsewhere" in text_of(response)
    assert MailServerSettings.objects.get().sender == "me@example.com"


def test_the_environment_wins_and_is_named(as_alice, alice, server, settings):
    set_up(server.port, owner=alice, sender="me@example.com")
    settings.MAIL_IS_SENT = True
    settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp.example.com", 25
    page = text_of(as_alice.get(SETTINGS))
    assert "smtp.example.com:25 (set by EMAIL_URL)" in page
    assert "Change the mail server" not in page
    assert "Nothing was changed" in text_of(as_alice.get(PATH, follow=True))
    line = mail_line()
    assert line
    assert line.sender == site.DEFAULT_FROM_EMAIL


def test_only_whoever_set_heardback_up_may_set_it(client, alice, charlie):
    set_up(25, owner=alice, sender="me@example.com")
    client.force_login(charlie)
    for path in (PATH, "/settings/mail/forget/"):
        assert client.post(path, typed(26, version=1))["Location"] == SETTINGS
    assert MailServerSettings.objects.get().port == 25
    MailServerSettings.objects.all().delete()
    assert "Whoever set Heardback up can set one." in text_of(client.get(SETTINGS))


def test_what_is_forgotten_is_in_no_table_any_more(as_alice, alice):
    before = everything_stored()
    set_up(25, owner=alice, sender="me@example.com")
    as_alice.post("/settings/mail/forget/", {"version": 1})
    after = everything_stored()
    assert {name: after[name] for name in after if name != "django_session"} == {
        name: before[name] for name in before if name != "django_session"
    }


@pytest.mark.parametrize("version", ["1", "", "x"])
def test_a_page_that_was_opened_before_forgets_no_server_that_was_set_since(
    as_alice, alice, version
):
    set_up(25, owner=alice, sender="me@example.com", version=2)
    assert 'name="version" value="2"' in as_alice.get(PATH).content.decode().partition("forget")[2]
    response = as_alice.post("/settings/mail/forget/", {"version": version}, follow=True)
    assert "set anew after you had opened that page" in text_of(response)
    assert MailServerSettings.objects.get().port == 25


def test_nor_one_that_was_set_after_the_one_it_shows_was_forgotten(
    as_alice, alice, server, time_machine, now
):
    time_machine.move_to(now)
    as_alice.post(PATH, typed(server.port))
    shown = version()
    as_alice.post("/settings/mail/forget/", {"version": shown})
    time_machine.shift(60)
    as_alice.post(PATH, typed(server.port))
    as_alice.post("/settings/mail/forget/", {"version": shown})
    assert MailServerSettings.objects.exists()


def test_a_password_that_was_signed_with_another_key_is_none(alice, settings):
    set_up(25, owner=alice, sender="me@example.com", signed_password="made:by-another:key")
    assert MailServerSettings.objects.get().password == ""


def test_a_password_that_cannot_be_read_any_more_is_asked_for_again(as_alice, alice, server):
    unread = {"user": "me", "signed_password": "made:by-another:key"}
    set_up(server.port, owner=alice, sender="me@example.com", **unread)
    response = as_alice.post(PATH, typed(server.port, user="me", version=1))
    assert "cannot be read any more" in errors_of(response)["password"]
    assert MailServerSettings.objects.get().version == 1
