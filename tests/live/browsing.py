"""A page of a real browser, and whatever goes wrong on it."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    expect,
)

PICTURES = Path("test-output")
PATIENCE = 15_000  # milliseconds, for a machine that is busy
expect.set_options(timeout=PATIENCE)


class Browsing:
    """Does what a person does, by the words that stand on the page."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._see)
        page.on("requestfailed", self._lost)
        page.on("response", self._answered)

    def open(self, path: str) -> None:
        self.page.goto(f"{self.url}{path}")

    def fill(self, **fields: str) -> None:
        """Fields by their names, for two forms may label theirs alike."""
        for name, value in fields.items():
            field = self.page.locator(f"[name='{name.replace('__', '-')}']")
            if field.evaluate("field => field.localName") == "select":
                field.select_option(label=value)
            else:
                field.fill(value)

    def press(self, words: str, within: Locator | None = None) -> None:
        place = within or self.page
        place.get_by_role("button", name=words, exact=True).first.click()

    def follow(self, words: str) -> None:
        self.page.get_by_role("link", name=words, exact=True).first.click()

    def sees(self, *words: str, within: str = "main") -> None:
        for each in words:
            expect(self.page.locator(within)).to_contain_text(each)

    def sees_not(self, words: str, within: str = "main") -> None:
        expect(self.page.locator(within)).not_to_contain_text(words)

    def told(self, words: str) -> None:
        """The notice that answers what was just done."""
        expect(self.page.locator("#notices")).to_contain_text(words)

    def _lost(self, request: Request) -> None:
        # A page that is left while its icon still comes has lost nothing.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.complaints.append(f"lost: {request.url}")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text}")

    def _see(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme != "data" and f"{address.scheme}://{address.netloc}" != self.url:
            self.complaints.append(f"elsewhere: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")


@contextmanager
def browsing(
    browser: Browser, url: str, zone: str, *, scripts: bool, **options: Any
) -> Iterator[Browsing]:
    """A fresh browser window in `zone`; a picture of it is kept when the block fails."""
    context = browser.new_context(
        timezone_id=zone, java_script_enabled=scripts, locale="en-GB", **options
    )
    context.set_default_timeout(PATIENCE)
    try:
        with pictured(Browsing(context.new_page(), url)) as here:
            yield here
    finally:
        context.close()


@contextmanager
def pictured(here: Browsing) -> Iterator[Browsing]:
    """Fails when something went wrong on the page, and keeps a picture whenever the block fails."""
    try:
        yield here
        assert not here.complaints, "\n".join(here.complaints)
    except BaseException:
        PICTURES.mkdir(exist_ok=True)
        here.page.screenshot(path=PICTURES / f"{name_of_this_test()}.png", full_page=True)
        raise
    finally:
        here.complaints.clear()


def name_of_this_test() -> str:
    test = os.environ["PYTEST_CURRENT_TEST"].removesuffix(" (call)")
    return re.sub(r"\W+", "-", test.removeprefix("tests/")).strip("-")
