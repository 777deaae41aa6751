"""Somebody who visits with a browser that knows links and forms, cookies and redirects only."""

import http.cookiejar
import urllib.error
import urllib.request
from collections import defaultdict
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

Fields = dict[str, list[str]]


class Page(NamedTuple):
    status: int
    url: str
    html: str
    text: str
    forms: dict[str, Fields]  # what each form would send as it stands, by its address

    @property
    def path(self) -> str:
        return urlsplit(self.url).path


class Visitor:
    def __init__(self, url: str) -> None:
        self.url = url
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies)

    def get(self, address: str) -> Page:
        return self._open(urllib.request.Request(urljoin(self.url, address)))

    def submit(self, page: Page, action: str = "", **changes: str) -> Page:
        """Send the form of `page` that goes to `action` (else to the page itself)."""
        address = urljoin(page.url, action)
        fields = page.forms[address] | {name: [value] for name, value in changes.items()}
        request = urllib.request.Request(
            address, urlencode(fields, doseq=True).encode(), {"Referer": page.url}
        )
        return self._open(request)

    def make_account(self, email: str, zone: str) -> None:
        page = self.get("/accounts/create/")
        password = "four-words-are-plenty"
        self.submit(page, name="Alice", email=email, password=password, time_zone=zone)

    def log_application(self, company: str, role: str) -> Page:
        return self.submit(self.get("/applications/new/"), company=company, role=role)

    def log_interview(self, application: Page, starts: str, **fields: str) -> Page:
        """`starts` as 2026-11-24T10:00 in one's own zone."""
        day, clock = starts.split("T")
        page = self.get(f"{application.path}interviews/new/")
        return self.submit(page, date=day, time=clock, **fields)

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            answer = self._opener.open(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            html = answer.read().decode()
            reader = Reader(answer.url)
            reader.feed(html)
            text = " ".join("".join(reader.text).split())
            return Page(answer.status, answer.url, html, text, reader.forms)


class Reader(HTMLParser):
    """Reads a page's words and what its forms hold, as a browser would."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.forms: dict[str, Fields] = {}
        self.text: list[str] = []
        self._fields: Fields = {}
        self._name = ""  # of the select or textarea that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = values.get("name", "")
        match tag:
            case "form":
                self._fields = self.forms[urljoin(self.url, values.get("action", ""))] = (
                    defaultdict(list)
                )
            case "input" if name and is_sent(values):
                self._fields[name].append(values.get("value", ""))
            case "select" | "textarea":
                self._name = name
            case "option" if self._name and "selected" in values:
                self._fields[self._name].append(values["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            self._name = ""

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def is_sent(values: dict[str, str]) -> bool:
    if values.get("type") in ("radio", "checkbox"):
        return "checked" in values
    return values.get("type") not in ("submit", "button")
