"""Who comes where: every address by every method, walked over the list of addresses itself."""

import pytest
from django.test import Client
from django.urls import resolve

from tests.views.pages import (
    ADDRESSES,
    METHODS,
    OWNED,
    address,
    everything_stored,
    one_of_everything,
)
from tracker.urls import urlpatterns

OPEN = {"login", "account-create", "calendar-feed", "healthz"}
# A feed remembers when it was last fetched.
NOTED = {"calendar-feed"}
UNKNOWN = [0, 987_654, 2**63, 10**30]


@pytest.fixture(autouse=True)
def _clock(time_machine, now):
    time_machine.move_to(now, tick=False)


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


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - OPEN))
def test_a_stranger_is_sent_to_the_log_in(client, rows, name):
    path = address(name, rows)
    for method in ("get", "post"):
        response = getattr(client, method)(path)
        assert response["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - OPEN))
def test_a_stranger_changes_nothing(client, rows, name):
    before = everything_stored()
    for method in METHODS:
        getattr(client, method)(address(name, rows))
    assert everything_stored() == before


@pytest.mark.parametrize("name", sorted(OPEN))
def test_what_is_open_asks_for_no_log_in(client, rows, name):
    response = client.get(address(name, rows))
    assert (response.status_code, response.headers.get("Location")) in [
        (200, None),
        (503, None),  # no worker runs beside the tests
        (302, "/accounts/login/"),  # there is an account already
    ]


@pytest.mark.parametrize("name", OWNED)
def test_charlie_finds_nothing_at_alices_addresses(as_charlie, rows, as_alice, name):
    path, before = address(name, rows), everything_stored()
    charlies = {method: getattr(as_charlie, method)(path).status_code for method in METHODS}
    assert everything_stored() == before
    for method, status in charlies.items():
        is_refused_to_all = status == 405 == getattr(as_alice, method)(path).status_code
        assert status == 404 or is_refused_to_all


@pytest.mark.parametrize("number", UNKNOWN)
@pytest.mark.parametrize("name", OWNED)
def test_a_number_that_nothing_has_is_not_found(as_charlie, rows, name, number):
    path = address(name, rows).replace(f"/{rows[ADDRESSES[name].split()[0]]}/", f"/{number}/")
    assert resolve(path).url_name == name
    statuses = {getattr(as_charlie, method)(path).status_code for method in METHODS}
    assert 404 in statuses
    assert statuses <= {404, 405}


def test_a_number_too_long_to_read_is_not_found(as_charlie):
    assert as_charlie.get(f"/applications/{'9' * 5_000}/").status_code == 404


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - NOTED))
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_changes_nothing(as_alice, rows, name, method):
    before = everything_stored()
    getattr(as_alice, method)(address(name, rows))
    assert everything_stored() == before


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_a_post_without_the_csrf_token_changes_nothing(alice, rows, name):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice)
    before = everything_stored()
    assert browser.post(address(name, rows)).status_code in (403, 405)
    assert everything_stored() == before


@pytest.mark.parametrize(
    "path", ["/", "/applications/", "/contacts/", "/calendar/", "/calendar/download/", "/outbox/"]
)
def test_charlies_pages_show_nothing_of_alice(as_charlie, rows, path):
    page = as_charlie.get(path).content.decode()
    assert "Northwind" not in page
    assert "alice" not in page.lower()
