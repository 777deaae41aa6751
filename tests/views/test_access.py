"""Who comes where: every address by every method, walked over the list of addresses itself."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import resolve

from tests.views.pages import (
    ADDRESSES,
    METHODS,
    OWNED,
    SIGNED,
    address,
    everything_stored,
    one_of_everything,
)
from tracker.urls import urlpatterns

OPEN = {
    "login",
    "password-forgotten",
    "password-new",
    "account-create",
    "calendar-feed",
    "healthz",
    "manifest",
    *SIGNED,
}
# A feed remembers when it was last fetched.
NOTED = {"calendar-feed"}
UNKNOWN = [0, 987_654, 2**63, 10**30]


@pytest.fixture
def rows(alice, now):
    return one_of_everything(alice, now)


@pytest.fixture
def as_charlie(client, charlie):
    client.force_login(charlie)
    return client


@pytest.fixture
def as_alice(alice):
    browser = Client()
    browser.force_login(alice)
    return browser


def test_every_address_is_walked_here():
    assert {pattern.name for pattern in urlpatterns} == set(ADDRESSES)


# Every address in one go: what is asked here changes nothing, so each finds what the one before found.
def test_a_stranger_is_sent_to_the_log_in(client, rows):
    for name in sorted(set(ADDRESSES) - OPEN):
        path = address(name, rows)
        assert client.get(path)["Location"] == f"/accounts/login/?next={quote(path)}", name
        assert client.post(path)["Location"] == "/accounts/login/?next=%2F", name


def test_a_stranger_changes_nothing(client, rows):
    before = everything_stored()
    for name in sorted(set(ADDRESSES) - OPEN):
        for method in METHODS:
            getattr(client, method)(address(name, rows))
        assert everything_stored() == before, name


@pytest.mark.parametrize("name", sorted(OPEN))
def test_what_is_open_asks_for_no_log_in(client, rows, name):
    response = client.get(address(name, rows))
    assert (response.status_code, response.headers.get("Location")) in [
        (200, None),
        (503, None),  # no worker runs beside the tests
        (302, "/accounts/login/"),  # there is an account already
    ]


def test_charlie_finds_nothing_at_alices_addresses(as_charlie, rows):
    before = everything_stored()
    for name in OWNED:
        for method in METHODS:
            status = getattr(as_charlie, method)(address(name, rows)).status_code
            assert status in (404, 405), (method, name)
        assert everything_stored() == before, name


def test_alice_herself_is_refused_by_method_only_where_everybody_is(as_alice, as_charlie, rows):
    """What Charlie was told to be no method of an address is none of Alice's either."""
    for name in OWNED:
        for method in METHODS:
            path = address(name, rows)
            if getattr(as_charlie, method)(path).status_code == 405:
                assert getattr(as_alice, method)(path).status_code == 405, (method, name)


@pytest.mark.parametrize("number", UNKNOWN)
def test_a_number_that_nothing_has_is_not_found(as_charlie, rows, number):
    for name in OWNED:
        path = address(name, rows).replace(f"/{rows[ADDRESSES[name].split()[0]]}/", f"/{number}/")
        assert resolve(path).url_name == name
        statuses = {getattr(as_charlie, method)(path).status_code for method in METHODS}
        assert 404 in statuses, name
        assert statuses <= {404, 405}, name


def test_a_number_too_long_to_read_is_not_found(as_charlie):
    assert as_charlie.get(f"/applications/{'9' * 5_000}/").status_code == 404


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_changes_nothing(as_alice, rows, method):
    before = everything_stored()
    for name in sorted(set(ADDRESSES) - NOTED):
        getattr(as_alice, method)(address(name, rows))
        assert everything_stored() == before, name


def test_a_post_without_the_csrf_token_changes_nothing(alice, rows):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice)
    before = everything_stored()
    for name in sorted(set(ADDRESSES) - SIGNED):
        assert browser.post(address(name, rows)).status_code in (403, 405), name
        assert everything_stored() == before, name


@pytest.mark.parametrize(
    "path", ["/", "/applications/", "/contacts/", "/calendar/", "/calendar/download/", "/outbox/"]
)
def test_charlies_pages_show_nothing_of_alice(as_charlie, rows, path):
    page = as_charlie.get(path).content.decode()
    assert "Northwind" not in page
    assert "alice" not in page.lower()
