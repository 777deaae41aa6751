"""Coming in: the first account, logging in, logging out."""

import re
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django_q.models import OrmQ

from tests.cast import PASSWORD
from tests.factories import UserFactory
from tests.views.pages import errors_of, text_of
from tracker.mail import password_mail
from tracker.models import User
from tracker.throttle import LIMITS, LINK_LIMITS, WINDOW, may_ask_for_link
from tracker.tokens import without_tokens

CREATE, LOGIN, LOGOUT = "/accounts/create/", "/accounts/login/", "/accounts/logout/"
ALICE = {
    "name": "Alice",
    "email": "Alice@Example.com",
    "password": "a-long-enough-password",
    "time_zone": "Europe/Berlin",
}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_failures_yet():
    for cache in caches.all():
        cache.clear()


def log_in(client, email="alice@example.com", password=PASSWORD, **extra):
    return client.post(LOGIN, {"username": email, "password": password}, **extra)


def is_logged_in(client):
    return "_auth_user_id" in client.session


def test_the_first_visit_leads_to_the_first_account(client):
    assert client.get(LOGIN)["Location"] == CREATE


def test_the_first_account_is_made_and_logged_in(client):
    response = client.post(CREATE, ALICE)
    user = User.objects.get()
    assert response["Location"] == "/"
    assert (user.email, user.preferences.time_zone) == ("alice@example.com", "Europe/Berlin")
    assert is_logged_in(client)


@pytest.mark.parametrize("method", ["get", "post"])
def test_there_is_one_account_only(client, alice, method):
    assert getattr(client, method)(CREATE, ALICE)["Location"] == LOGIN
    assert User.objects.count() == 1


def test_more_accounts_are_made_where_that_is_allowed(client, charlie, settings):
    settings.ALLOW_SIGNUP = True
    client.post(CREATE, ALICE)
    assert User.objects.count() == 2


def test_an_address_has_one_account(client, alice, settings):
    settings.ALLOW_SIGNUP = True
    response = client.post(CREATE, ALICE)
    assert response.status_code == 422
    assert "There is an account with this address already." in response.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "\x00", "This field is required."),
        ("email", "alice@", "Enter a valid email address."),
        ("password", "short", "too short"),
        ("password", "password1234", "too common"),
        ("password", "alice@example.com", "too similar"),
        ("time_zone", "Mars/Olympus", "No time zone is called “Mars/Olympus”."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, field, value, said):
    response = client.post(CREATE, ALICE | {field: value})
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "Alice@Example.com" in page or field == "email"
    assert not User.objects.exists()


class TestWhereOthersCanReachUs:
    @pytest.fixture(autouse=True)
    def _open_host(self, settings):
        settings.HOST, settings.SETUP_TOKEN = "0.0.0.0", "set-up-token"

    @pytest.mark.parametrize("token", ["", "set-up-toke", "é"])
    def test_nobody_makes_the_first_account_without_the_token(self, client, token):
        assert client.get(CREATE, {"token": token}).status_code == 404
        assert client.post(CREATE, ALICE | {"token": token}).status_code == 404
        assert not User.objects.exists()

    def test_whoever_has_the_token_does(self, client):
        page = client.get(CREATE, {"token": "set-up-token"}).content.decode()
        assert 'name="token" value="set-up-token"' in page
        client.post(CREATE, ALICE | {"token": "set-up-token"})
        assert User.objects.exists()

    def test_on_this_machine_nobody_needs_it(self, client, settings):
        settings.HOST = "127.0.0.1"
        assert client.get(CREATE).status_code == 200


def test_the_address_may_be_capitalised_at_log_in(client, alice):
    assert log_in(client, "ALICE@example.com")["Location"] == "/"


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(client, alice):
    said = "This address and this password do not belong together."
    wrong, unknown = log_in(client, password="x"), log_in(client, email="nobody@example.com")
    assert said in wrong.content.decode()
    assert said in unknown.content.decode()


def test_a_new_session_begins_at_log_in(client, alice):
    client.get(LOGIN)
    client.session["before"] = 1
    before = client.session.session_key
    log_in(client)
    assert client.session.session_key != before


def test_logging_out_takes_a_post_and_ends_the_session(client, alice):
    client.force_login(alice)
    assert client.get(LOGOUT).status_code == 405
    assert client.post(LOGOUT)["Location"] == LOGIN
    assert not is_logged_in(client)


def test_after_log_in_one_comes_to_the_page_that_was_asked_for(client, alice):
    response = client.post(
        f"{LOGIN}?next=/calendar/", {"username": alice.email, "password": PASSWORD}
    )
    assert response["Location"] == "/calendar/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "\\\\evil.example"]
)
def test_nobody_is_sent_elsewhere_after_log_in(client, alice, elsewhere):
    data = {"username": alice.email, "password": PASSWORD, "next": elsewhere}
    assert client.post(LOGIN, data)["Location"] == "/"


def test_guessing_is_refused_after_some_tries_and_allowed_again_later(
    client, alice, time_machine, now
):
    time_machine.move_to(now)
    for _ in range(LIMITS["machine"]):
        log_in(client, password="x")
    assert "Too many tries" in log_in(client).content.decode()
    time_machine.shift(WINDOW + 1)
    assert log_in(client)["Location"] == "/"


def test_a_stranger_who_guesses_does_not_lock_alice_out(client, alice):
    for _ in range(LIMITS["machine"]):
        log_in(client, password="x", REMOTE_ADDR="203.0.113.9")
    assert log_in(client)["Location"] == "/"


def test_guessing_from_everywhere_is_refused_too(client, alice, monkeypatch):
    monkeypatch.setitem(LIMITS, "everywhere", 3)
    for number in range(3):
        log_in(client, password="x", REMOTE_ADDR=f"203.0.113.{number}")
    assert "Too many tries" in log_in(client).content.decode()


def test_an_account_that_is_switched_off_cannot_log_in(client):
    UserFactory.create(email="dora@example.com", is_active=False)
    log_in(client, "dora@example.com")
    assert not is_logged_in(client)


NEW = "five-words-are-plenty-too"


def change_password(client, old=PASSWORD, new=NEW, again=NEW):
    typed = {"old_password": old, "new_password1": new, "new_password2": again}
    return client.post("/accounts/password/", typed)


def test_the_password_is_changed_and_other_sessions_end(client, alice):
    elsewhere = Client()
    for each in (client, elsewhere):
        log_in(each)
    assert change_password(client)["Location"] == "/settings/"
    assert client.get("/settings/").status_code == 200
    assert elsewhere.get("/settings/").status_code == 302
    assert not is_logged_in(elsewhere)
    assert User.objects.get().check_password(NEW)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"old": "something-else"}, "old_password", "not your current password"),
        ({"again": "another-one-altogether"}, "new_password2", "not the same"),
        ({"new": "short", "again": "short"}, "new_password2", "too short"),
    ],
)
def test_a_password_that_cannot_be_is_refused_at_its_field(client, alice, typed, field, said):
    log_in(client)
    response = change_password(client, **typed)
    assert response.status_code == 422
    assert said in errors_of(response)[field]
    assert User.objects.get().check_password(PASSWORD)


def test_the_current_password_is_slow_to_guess_too(client, alice):
    log_in(client)
    for _ in range(LIMITS["machine"]):
        change_password(client, old="a-guess-of-a-stranger")
    assert "Too many tries" in errors_of(change_password(client))["old_password"]


def test_the_log_in_page_says_what_to_do_about_a_forgotten_password(client, alice, settings):
    settings.MAIL_IS_SENT = False
    page = text_of(client.get(LOGIN))
    assert "manage.py changepassword you@example.com" in page
    assert "mailed" not in page
    assert client.get("/accounts/forgotten/")["Location"] == LOGIN


def test_the_command_that_it_names_sets_a_new_one(alice, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda *_args, **_named: NEW)
    call_command("changepassword", "alice@example.com")
    assert User.objects.get().check_password(NEW)


def queued():
    return [each.args() for each in OrmQ.objects.all()]


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client, alice, settings):
    settings.MAIL_IS_SENT = True
    response: Any = client.post("/accounts/forgotten/", {"email": "Alice@example.com"}, follow=True)
    assert "If an account has this address, a link is on its way" in text_of(response)
    assert queued() == [("Alice@example.com",)]
    (link,) = re.findall(r"(/accounts/forgotten/\S+/\S+/)", password_mail(alice).text)
    form = client.get(link, follow=True)
    typed = {"new_password1": NEW, "new_password2": NEW}
    client.post(form.redirect_chain[-1][0], typed)
    assert User.objects.get().check_password(NEW)
    used: Any = Client().get(link)
    assert "This link has been used" in text_of(used)


def test_whoever_guessed_too_often_may_log_in_with_the_new_password(client, alice):
    for _ in range(LIMITS["machine"]):
        log_in(client, password="x")
    (link,) = re.findall(r"(/accounts/forgotten/\S+/\S+/)", password_mail(alice).text)
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"new_password1": NEW, "new_password2": NEW})
    assert log_in(client, password=NEW)["Location"] == "/"


def test_nobody_learns_whether_an_address_has_an_account(client, alice, settings):
    settings.MAIL_IS_SENT = True
    for email in ("alice@example.com", "stranger@example.com"):
        response = client.post("/accounts/forgotten/", {"email": email})
        assert response["Location"] == LOGIN
    assert len(queued()) == 2


def test_links_are_not_mailed_without_end(client, alice, settings):
    settings.MAIL_IS_SENT = True
    for _ in range(LINK_LIMITS["machine"]):
        client.post("/accounts/forgotten/", {"email": "alice@example.com"})
    response = client.post("/accounts/forgotten/", {"email": "ALICE@example.com"})
    assert "Too many tries" in text_of(response)
    assert len(queued()) == LINK_LIMITS["machine"]


def test_a_machine_has_no_more_links_mailed_however_many_addresses_it_names(
    client, alice, settings
):
    settings.MAIL_IS_SENT = True
    for number in range(LINK_LIMITS["machine"] + 2):
        client.post("/accounts/forgotten/", {"email": f"{number}@example.com"})
    assert len(queued()) == LINK_LIMITS["machine"]
    client.post("/accounts/forgotten/", {"email": "alice@example.com"}, REMOTE_ADDR="203.0.113.9")
    assert len(queued()) == LINK_LIMITS["machine"] + 1


def test_whoever_asks_for_links_from_everywhere_unlocks_no_log_in(client, alice):
    for _ in range(LIMITS["machine"]):
        log_in(client, password="x")
    for number in range(400):
        may_ask_for_link(f"{number}@example.com", f"203.0.113.{number}")
    assert "Too many tries" in log_in(client).content.decode()


def test_no_log_tells_the_link(alice):
    (link,) = re.findall(r"(/accounts/forgotten/\S+/\S+/)", password_mail(alice).text)
    assert link.split("/")[-2] not in without_tokens(f"GET {link}")
