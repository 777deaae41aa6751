"""WCAG 2.2 AA, as far as axe can tell, in light and in dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.axe import findings_in_both_schemes
from tests.browser.walking import MADE, OF_STRANGERS, WALKED
from tests.live.browsing import PICTURES, Browsing, browsing, pictured

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def findings() -> Iterator[dict[str, int]]:
    """By page; written down at the end for whoever wants to read it."""
    findings: dict[str, int] = {}
    yield findings
    PICTURES.mkdir(exist_ok=True)
    lines = [f"{number:4} {name}" for name, number in findings.items()]
    Path(PICTURES / "axe.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")


def nothing_is_found(b: Browsing, name: str, findings: dict[str, int]) -> None:
    found = findings_in_both_schemes(b.page)
    findings[name] = len(found)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", WALKED)
def test_a_page_keeps_to_the_standard(home, window, findings, name):
    with pictured(window) as b:
        b.open(home.path(name))
        nothing_is_found(b, name, findings)


@pytest.mark.parametrize("name", OF_STRANGERS)
def test_a_page_of_strangers_keeps_to_the_standard(home, browser, clock, findings, name):
    with browsing(browser, home.url, clock.city, scripts=True) as b:
        b.open(home.path(name))
        nothing_is_found(b, name, findings)


@pytest.mark.parametrize("name", MADE)
def test_a_page_that_no_address_leads_to_keeps_to_the_standard(home, window, findings, name):
    with pictured(window) as b:
        page = {"content_type": "text/html", "body": home.made[name]}
        b.page.route("**/made/", lambda route: route.fulfill(**page), times=1)
        b.open("/made/")
        nothing_is_found(b, name, findings)
