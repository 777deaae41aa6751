"""Everything is reached by the Tab key, in the order of the page, and one sees where one is."""

import pytest
from playwright.sync_api import expect

from tests.browser.walking import WALKED
from tests.live.browsing import pictured

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WATCH = """() => {
  const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const isShown = (each) => each.checkVisibility({visibilityProperty: true}) && !each.disabled;
  const isAlone = (each) => each.type !== "radio" || each.checked ||
    (each.form && !each.form.querySelector(`[name="${each.name}"]:checked`) &&
      each === each.form.querySelector(`[name="${each.name}"]`));
  const places = [...document.querySelectorAll(kinds)]
    .filter((each) => isShown(each) && each.tabIndex >= 0 && isAlone(each));
  window.been = [];
  document.addEventListener("focusin", ({target}) => {
    const style = getComputedStyle(target), box = target.getBoundingClientRect();
    const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 &&
      box.width > 0 && box.bottom > 0 && box.top < innerHeight;
    window.been.push([places.indexOf(target), isSeen, target.outerHTML.slice(0, 120)]);
  });
  window.places = places;
  return places.length;
}"""
MISSED = """() => window.places
  .filter((each, index) => !window.been.some(([place]) => place === index))
  .map((each) => each.outerHTML.slice(0, 160))"""
# A field for a date or a time is some stops more, by the browser's language.
MOST_STOPS = 5  # a place
IS_AT_THE_END = """document.activeElement === window.places.at(-1) ||
  document.activeElement === document.body"""


@pytest.mark.parametrize("name", WALKED)
def test_the_tab_key_reaches_everything_in_order(home, window, name):
    with pictured(window) as b:
        b.page.set_viewport_size({"width": 1280, "height": 800})
        b.open(home.path(name))
        b.page.evaluate("document.body.focus()")
        go_through(b, b.page.evaluate(WATCH))
        been = b.page.evaluate("window.been")
        assert b.page.evaluate(MISSED) == []
        assert [html for _, is_seen, html in been if not is_seen] == []
        order = [place for place, _, _ in been if place >= 0]
        assert order == sorted(order), been


def go_through(b, places):
    for stop in range(MOST_STOPS * places):
        if stop >= places and b.page.evaluate(IS_AT_THE_END):
            return
        b.page.keyboard.press("Tab")
    pytest.fail("The Tab key does not come to the end.")


def test_the_first_stop_skips_to_the_page(home, window):
    with pictured(window) as b:
        b.open("/")
        b.page.keyboard.press("Tab")
        skip = b.page.get_by_role("link", name="Skip to the page")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        b.page.keyboard.press("Enter")
        expect(b.page.locator("main")).to_be_focused()
        b.page.keyboard.press("Tab")
        assert b.page.evaluate("document.activeElement.closest('main') !== null")


def test_the_palette_opens_finds_and_closes(home, window):
    with pictured(window) as b:
        b.open("/shortcuts/")
        b.page.wait_for_load_state()
        b.page.keyboard.press("Control+k")
        palette = b.page.get_by_role("dialog", name="Find")
        expect(palette.get_by_role("searchbox")).to_be_focused()
        b.page.keyboard.type("Playb")
        expect(palette.locator(".found a")).to_have_count(1)
        b.page.keyboard.press("ArrowDown")
        expect(palette.locator(".found a")).to_be_focused()
        b.page.keyboard.press("Escape")
        expect(palette).to_be_hidden()
        b.page.keyboard.press("/")
        b.page.keyboard.press("Control+A")
        b.page.keyboard.type("Playb")
        expect(palette.locator(".found a")).to_have_count(1)
        b.page.keyboard.press("Enter")
        b.sees("Playbook", within="h1")


def test_enter_never_opens_what_was_found_for_other_words(home, window):
    with pictured(window) as b:
        b.open("/shortcuts/")
        b.page.wait_for_load_state()
        b.page.keyboard.press("Control+k")
        expect(b.page.locator(".palette .found a").first).to_be_visible()
        b.page.keyboard.type("Sett")
        b.page.keyboard.press("Enter")
        expect(b.page).to_have_url(f"{b.url}/find/?q=Sett")


def test_an_application_is_logged_by_a_few_keys(home, window):
    with pictured(window) as b:
        b.open("/shortcuts/")
        b.page.wait_for_load_state()
        b.page.keyboard.press("n")
        expect(b.page.get_by_label("Company")).to_be_focused()
        b.page.keyboard.type("Quill and Ledger")
        b.page.keyboard.press("Tab")
        b.page.keyboard.type("Archivist")
        b.page.keyboard.press("Enter")
        b.sees("Archivist", within="h1")
