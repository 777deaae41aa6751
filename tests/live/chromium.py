"""The Chromium that is installed here, for the tests of a package."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    candidates = filter(None, (os.environ.get("CHROMIUM"), *PROGRAMS))
    program = next(filter(None, map(shutil.which, candidates)), None)
    if program is None:
        give_up = pytest.fail if "browser" in os.environ.get("REQUIRE", "") else pytest.skip
        give_up(f"No Chromium: looked for CHROMIUM, {', '.join(PROGRAMS)}.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIETLY))
        yield browser
        browser.close()
