"""Where a part of the page is exchanged, the focus and the place stay."""

import pytest
from playwright.sync_api import expect

from tests.live.browsing import pictured

pytestmark = [pytest.mark.slow, pytest.mark.browser]


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
