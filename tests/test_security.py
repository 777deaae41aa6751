"""What every page says to the browser, and what hostile text does on it: nothing."""

import io
import logging
import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import RequestFactory
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.defaults import page_not_found, permission_denied, server_error

from tests.cast import PASSWORD
from tests.views.conftest import _static_files_need_no_collecting  # noqa: F401
from tests.views.pages import ADDRESSES, SIGNED, URLENCODED, address, one_of_everything

TAG = "<script>alert(1)</script>"
BREAKOUT = "\"'><img src=x onerror=alert(1)>{{ 7|add:7 }}&amp;"
NOT_PAGES = {
    "calendar-download",
    "calendar-event",
    "calendar-feed",
    "delivery-html",
    "document",
    "healthz",
}
PAGES = sorted(set(ADDRESSES) - NOT_PAGES)
OPEN_PAGES = ["login", "account-create"]


@pytest.fixture(autouse=True)
def _clock(time_machine, now):
    time_machine.move_to(now, tick=False)


class Finder(HTMLParser):
    """What a strict policy would refuse to run, and what would undermine it."""

    def __init__(self, page):
        super().__init__()
        self.found, self.inside = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.inside = tag
        if tag in ("style", "base", "iframe", "object") or (tag == "script" and not values["src"]):
            self.found.append(tag)
        self.found += [name for name in values if name.startswith("on") or name == "style"]
        self.found += [
            value
            for name, value in attrs
            if name in ("href", "src", "action") and re.match(r"\s*(javascript|data):", value or "")
        ]

    def handle_data(self, data):
        if self.inside == "script" and data.strip():
            self.found.append(data)

    def handle_endtag(self, tag):
        self.inside = ""


def answers(client, rows):
    """What each address says, by each of the methods that show a page."""
    for name in PAGES:
        for method in ("get", "post"):
            if (name, method) != ("logout", "post"):
                yield name, getattr(client, method)(address(name, rows))


def test_no_page_lets_anything_run_but_our_own_files(as_alice, alice, now):
    rows = one_of_everything(alice, now)
    for name, response in answers(as_alice, rows):
        policy = response["Content-Security-Policy"]
        assert "unsafe" not in policy, name
        assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} <= set(
            policy.split("; ")
        ), name


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_every_address_has_its_headers(as_alice, alice, now, header, value):
    rows = one_of_everything(alice, now)
    for name in ADDRESSES:
        secret = name in {*SIGNED, "delivery-html"}
        wanted = "no-referrer" if secret and header == "Referrer-Policy" else value
        assert as_alice.get(address(name, rows))[header] == wanted, name


def test_private_pages_are_not_stored(as_alice, alice, now):
    rows = one_of_everything(alice, now)
    for name, response in answers(as_alice, rows):
        assert "no-store" in response["Cache-Control"], name
    assert "no-store" in as_alice.get("/calendar/download/")["Cache-Control"]


@pytest.mark.parametrize("path", ["/nowhere/", "/applications/987654/", "/contacts/0/"])
def test_a_page_that_is_not_there_has_the_headers_too(as_alice, path):
    response = as_alice.get(path)
    assert response.status_code == 404
    assert response["X-Frame-Options"] == "DENY"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("words", [TAG, BREAKOUT, "Northwind"])
def test_no_page_has_anything_inline(as_alice, alice, now, words):
    rows = one_of_everything(alice, now, words)
    for name, response in answers(as_alice, rows):
        assert Finder(response.content.decode()).found == [], name


@pytest.mark.parametrize("words", [TAG, BREAKOUT])
def test_hostile_text_is_shown_as_text(as_alice, alice, now, words):
    rows = one_of_everything(alice, now, words)
    pages = [response.content.decode() for _, response in answers(as_alice, rows)]
    assert not [page for page in pages if words in page]
    assert sum(bool(re.search("&lt;(script|img)", page)) for page in pages) >= 12


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_hostile_text_in_an_address_is_shown_as_text(client, db, settings, name):
    settings.SETUP_TOKEN = ""
    page = client.get(reverse(name), {"token": BREAKOUT, "next": BREAKOUT}, follow=True)
    assert Finder(page.content.decode()).found == []


@pytest.mark.parametrize("query", ["q", "stage", "page"])
def test_hostile_text_in_a_search_is_shown_as_text(as_alice, query):
    page = as_alice.get("/applications/", {query: BREAKOUT}).content.decode()
    assert Finder(page).found == []


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_no_link_runs_anything(as_alice, alice, now, link):
    rows = one_of_everything(alice, now)
    path = f"/applications/{rows['application']}/change/"
    typed = {"version": 0, "company": "A", "role": "B", "stage": "saved", "posting_link": link}
    assert as_alice.post(path, typed).status_code == 422


@pytest.mark.parametrize(
    "page", [page_not_found, permission_denied, lambda request, _: server_error(request)]
)
def test_pages_of_errors_have_nothing_inline(page):
    response = page(RequestFactory().get(f"/{TAG}"), Exception(TAG))
    assert Finder(response.content.decode()).found == []
    assert TAG not in response.content.decode()


def test_cookies_cannot_be_read_by_scripts(client, alice):
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"username": alice.email, "password": PASSWORD})
    assert set(client.cookies) == {"heardback-session", "heardback-csrf"}
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_what_is_too_large_is_refused(as_alice):
    response = as_alice.post("/applications/new/", {"notes": "n" * 2_000_000})
    assert response.status_code in (400, 413)


def test_too_many_fields_are_refused(as_alice):
    response = as_alice.post("/applications/new/", {f"field-{n}": "" for n in range(2_000)})
    assert response.status_code == 400


ASKED = [
    "page",
    "q",
    "month",
    "months",
    "day",
    "direction",
    "for",
    "event",
    "stage",
    "company",
    "tag",
    "source",
    "quiet",
    "sort",
]
SENT = [
    *ASKED,
    *[
        "other",
        "chosen",
        "skip",
        "keep",
        "shown",
        "query",
        "name",
        "text",
        "kind",
        "date",
        "time",
        "value",
        "version",
    ],
]
NONSENSE = {
    "NUL": "a%00b",
    "a lone surrogate": "%ED%A0%80",
    "a number beyond all columns": "9" * 25,
    "a digit that is no number": "%C2%B2",
    "a day before all calendars": "0000-01-01",
}


@pytest.mark.slow
@pytest.mark.parametrize("typed", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_answered_and_is_no_fault_of_ours(as_alice, alice, now, typed):
    rows = one_of_everything(alice, now)
    for name in sorted(set(ADDRESSES) - {"healthz", "logout"}):
        path = address(name, rows)
        with transaction.atomic():
            asked = as_alice.get(f"{path}?{'&'.join(f'{each}={typed}' for each in ASKED)}")
            body = "&".join(f"{each}={typed}" for each in SENT)
            answer = as_alice.post(path, body, content_type=URLENCODED)
            connection.check_constraints()
            transaction.set_rollback(True)
        assert max(asked.status_code, answer.status_code) < 500, name


def test_another_host_is_refused(as_alice):
    assert as_alice.get("/", headers={"Host": "evil.example"}).status_code == 400


@pytest.fixture
def log():
    """What is written to the log, as the settings have it written."""
    handler = logging.StreamHandler(io.StringIO())
    formatters: dict[str, dict[str, str]] = settings.LOGGING["formatters"]  # type: ignore[assignment]
    handler.setFormatter(import_string(formatters["plain"]["()"])())
    logging.getLogger("django.request").addHandler(handler)
    yield handler.stream
    logging.getLogger("django.request").removeHandler(handler)


@pytest.mark.parametrize("name", ["mail-link", "mail-stop", "calendar-feed"])
def test_an_address_that_lets_one_in_is_not_written_to_the_log(client, alice, now, log, name):
    rows = one_of_everything(alice, now)
    path = address(name, rows)
    client.put(path)
    client.get(path.replace(".ics", "x.ics"))
    assert "Method Not Allowed (PUT): /" in log.getvalue()
    assert path[-20:-4] not in log.getvalue()
