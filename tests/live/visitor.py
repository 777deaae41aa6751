"""Somebody who visits with a browser that knows links and forms, cookies and redirects only."""

import http.cookiejar
import secrets
import time
import urllib.error
import urllib.request
from collections import defaultdict
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

PASSWORD = "four-words-are-plenty"
SETTLE = timedelta(hours=2)  # from the end of an interview until thanks are called to mind

Fields = dict[str, list[str]]


class Page(NamedTuple):
    status: int
    url: str
    html: str
    text: str
    links: dict[str, str]  # addresses by their words
    forms: dict[str, Fields]  # what each form would send as it stands, by its address

    @property
    def path(self) -> str:
        return urlsplit(self.url).path


class Visitor:
    def __init__(self, url: str) -> None:
        self.url = url
        self.patience = 20.0  # seconds until an answer has to be there
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies)

    def get(self, address: str) -> Page:
        return self._open(urllib.request.Request(urljoin(self.url, address)))

    def follow(self, page: Page, words: str) -> Page:
        return self.get(page.links[words])

    def wait_until(self, address: str, says: str, within: float = 10) -> Page:
        """Load the page again and again until it says so."""
        deadline = time.monotonic() + within
        while says not in (page := self.get(address)).text:
            assert time.monotonic() < deadline, f"{address} never says {says!r} but {page.text}"
            time.sleep(0.1)
        return page

    def submit(self, page: Page, action: str = "", **changes: str) -> Page:
        """Send the form of `page` that goes to `action` (else to the page itself)."""
        address = urljoin(page.url, action)
        fields = page.forms[address] | {name: [value] for name, value in changes.items()}
        request = urllib.request.Request(
            address, urlencode(fields, doseq=True).encode(), {"Referer": page.url}
        )
        return self._open(request)

    def make_account(self, zone: str) -> None:
        """An account of one's own, whoever else is here."""
        self.email = f"alice-{secrets.token_hex(4)}@example.com"
        page = self.get("/accounts/create/")
        made = self.submit(page, name="Alice", email=self.email, password=PASSWORD, time_zone=zone)
        assert made.path == "/", made.text

    def log_application(self, company: str, role: str) -> Page:
        return self.submit(self.get("/applications/new/"), company=company, role=role)

    def log_interview(self, application: Page, starts: datetime, **fields: str) -> Page:
        """An hour from `starts` on, which is in one's own zone."""
        page = self.get(f"{application.path}interviews/new/")
        return self.submit(page, date=f"{starts:%Y-%m-%d}", time=f"{starts:%H:%M}", **fields)

    def have_met(self, name: str, company: str, reminded_at: datetime) -> Page:
        """Log an interview with `name`, so long ago that thanks are called to mind at that moment."""
        application = self.log_application(company, "Engineer")
        starts = reminded_at - SETTLE - timedelta(hours=1)
        return self.log_interview(application, starts, **{"new-0-name": name})

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            answer = self._opener.open(request, timeout=self.patience)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            html = answer.read().decode()
            reader = Reader(answer.url)
            reader.feed(html)
            text = " ".join(" ".join(reader.text).split())
            return Page(answer.status, answer.url, html, text, reader.links, reader.forms)


class Reader(HTMLParser):
    """Reads a page's words and what its forms hold, as a browser would."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.forms: dict[str, Fields] = {}
        self.links: dict[str, str] = {}
        self.text: list[str] = []
        self._fields: Fields = {}
        self._select = self._textarea = ""  # the name of the one that is open
        self._link = ""  # the address of the one that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = values.get("name", "")
        match tag:
            case "a":
                self._link = urljoin(self.url, values.get("href", ""))
            case "form":
                self._fields = self.forms[urljoin(self.url, values.get("action", ""))] = (
                    defaultdict(list)
                )
            case "button" if "formaction" in values:
                self.forms[urljoin(self.url, values["formaction"])] = self._fields
            case "input" if name and is_sent(values):
                self._fields[name].append(values.get("value", ""))
            case "textarea":
                self._fields[name] = [""]
                self._textarea = name
            case "select":
                self._select = name
            case "option" if self._select and "selected" in values:
                self._fields[self._select].append(values["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._link = ""
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._fields[self._textarea][0] += data.removeprefix("\n")
        else:
            self.text.append(data)
            if self._link:
                self.links[" ".join(data.split())] = self._link


def is_sent(values: dict[str, str]) -> bool:
    if values.get("type") in ("radio", "checkbox"):
        return "checked" in values
    return values.get("type") not in ("submit", "button")
