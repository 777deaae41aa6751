"""Where a part of the page is exchanged, or all of it, the focus and the place stay."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings_in_both_schemes
from tests.browser.test_weights import jumps
from tests.live.browsing import pictured

pytestmark = [pytest.mark.slow, pytest.mark.browser]

IS_BENEATH_THE_NOTICE = """document.activeElement.getBoundingClientRect().bottom <=
  document.querySelector("#notices").getBoundingClientRect().bottom"""


def test_the_check_of_a_letter_leaves_the_writer_alone(home, window):
    with pictured(window) as b:
        b.page.set_viewport_size({"width": 1280, "height": 500})
        b.open(home.path("example-letter"))
        body = b.page.locator("[name=body]")
        body.focus()
        b.page.keyboard.press("Control+End")
        place = b.page.evaluate("scrollY")
        expect(b.page.locator("#letter-check")).not_to_contain_text("One exclamation mark")
        b.page.keyboard.type("!!")
        expect(b.page.locator("#letter-check")).to_contain_text("One exclamation mark")
        expect(body).to_be_focused()
        assert b.page.evaluate("document.activeElement.selectionStart") == len(body.input_value())
        assert b.page.evaluate("scrollY") == pytest.approx(place, abs=40)  # it may grow by a line


def test_the_row_after_a_decided_one_takes_its_place_and_undo_leaves_it_there(newcomer):
    with pictured(newcomer) as b:
        row, heir = two_rows_of_the_example(b)
        place = row.bounding_box()["y"]
        b.press("Skip", within=row)
        b.told(": skipped.")
        link = b.page.locator(f".agenda a[href='{heir}']")
        expect(link).to_be_focused()
        assert link.locator("xpath=ancestor::li").bounding_box()["y"] == pytest.approx(place, abs=1)
        expect(b.page.get_by_role("button", name="Undo")).to_be_in_viewport()
        assert jumps(b) == []
        for _ in range(6):
            b.page.keyboard.press("Shift+Tab")
            assert not b.page.evaluate(IS_BENEATH_THE_NOTICE)
        assert findings_in_both_schemes(b.page) == []
        place = b.page.evaluate("scrollY")
        b.page.get_by_role("button", name="Undo").dispatch_event("click")  # which scrolls nothing
        b.told(": open again.")
        expect(b.page.locator("#notices")).to_be_focused()
        assert b.page.evaluate("scrollY") == pytest.approx(place, abs=1)


def two_rows_of_the_example(b):
    """One that is low on the page, and where the next one leads."""
    b.press("Look at an example")
    b.told("The example is here.")
    b.page.set_viewport_size({"width": 1280, "height": 500})
    rows = b.page.locator(".agenda .entry:visible")
    row = rows.nth(2)
    row.evaluate("row => scrollBy(0, row.getBoundingClientRect().top - 116)")
    assert b.page.evaluate("scrollY") > 0
    return row, rows.nth(3).locator(".entry-title a").get_attribute("href")
