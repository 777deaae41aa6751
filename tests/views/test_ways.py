"""Quick ways: find, the keys, the manifest."""

import json

import pytest
from django.contrib.staticfiles import finders

from tests.factories import ApplicationFactory, ContactFactory
from tests.views.pages import text_of


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind", role="Writer", notes="zebra")


def test_without_words_the_pages_are_offered(as_alice):
    assert "Log an application" in text_of(as_alice.get("/find/"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("zebra", "Notes or posting: zebra Application"),
        ("dana", "Dana Reyes Northwind Person"),
        ("northw", "Northwind Company"),
        ("outb", "Outbox Page"),
    ],
)
def test_words_find_what_they_may_mean(as_alice, application, words, found):
    ContactFactory(owner=application.owner, company=application.company)
    assert found in text_of(as_alice.get("/find/", {"q": words}))


def test_nothing_of_somebody_else_is_found(client, charlie, application):
    client.force_login(charlie)
    assert "Nothing was found" in text_of(client.get("/find/", {"q": "zebra northwind"}))


def test_the_manifest_is_for_everybody_and_its_icons_are_there(client):
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    card = json.loads(response.content)
    assert card["start_url"] == "/"
    for icon in card["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/").split("?")[0])


def test_the_style_guide_is_for_those_who_work_on_it(as_alice):
    assert as_alice.get("/styleguide/").status_code == 404
