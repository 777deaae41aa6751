"""One Heardback and one person with an example and a row of each kind, for all tests here."""
# ruff: noqa: F811 - a test's argument is the fixture of that name

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.walking import Home
from tests.live.browsing import Browsing, browsing
from tests.live.chromium import browser  # noqa: F401
from tests.live.clock import NoonClock
from tests.live.conftest import clock, instance, mailbox  # noqa: F401
from tests.live.instance import Instance

PASSWORD = "four-words-are-plenty"


@pytest.fixture(scope="package")
def home(instance: Instance, browser: Browser, clock: NoonClock) -> Home:
    """Somebody who is logged in, and where each page of theirs is."""
    with browsing(browser, instance.url, clock.city, scripts=True) as b:
        settle_in(b, "alice-looks-at-all@example.com")
        b.press("Look at an example")
        b.told("The example is here.")
        state: Any = b.page.context.storage_state()
    furnished = subprocess.run(
        [sys.executable, "-m", "tests.browser.furnish", "alice-looks-at-all@example.com"],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tracker.settings"} | instance.environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    return Home(instance.url, **json.loads(furnished.stdout), state=state)


@pytest.fixture(scope="package")
def window(home: Home, browser: Browser, clock: NoonClock) -> Iterator[Browsing]:
    """A window of theirs, which the tests that only look use one after the other."""
    with browsing(browser, home.url, clock.city, scripts=True, storage_state=home.state) as window:
        yield window


@pytest.fixture
def newcomer(
    request: pytest.FixtureRequest, instance: Instance, browser: Browser, clock: NoonClock
) -> Iterator[Browsing]:
    """Somebody with an account of their own and nothing in it."""
    with browsing(browser, instance.url, clock.city, scripts=True) as b:
        settle_in(b, f"{request.node.name.replace('_', '-')[:40]}@example.com")
        yield b


def settle_in(b: Browsing, email: str) -> None:
    b.open("/accounts/create/")
    b.fill(name="Alice", email=email, password=PASSWORD)
    b.press("Create the account")
    b.sees("Your search begins here")
