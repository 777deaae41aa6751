"""A page fits where it is read: on a small phone, enlarged, and on a wide screen."""

import pytest

from tests.browser.walking import WALKED
from tests.live.browsing import pictured

pytestmark = [pytest.mark.slow, pytest.mark.browser]

# A small phone; a laptop's 1280 pixels at 200 %; a wide screen.
WIDTHS = (320, 640, 1600)
LAYOUT = """() => {
  const width = document.scrollingElement.scrollWidth;
  const wide = [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".board, .nav, pre"));
  return [width, wide.slice(0, 5).map((each) => each.outerHTML.slice(0, 120))];
}"""


@pytest.mark.parametrize("name", WALKED)
def test_a_page_does_not_scroll_sideways(home, window, name):
    with pictured(window) as b:
        b.open(home.path(name))
        for width in WIDTHS:
            b.page.set_viewport_size({"width": width, "height": 800})
            needed, culprits = b.page.evaluate(LAYOUT)
            assert needed <= width, culprits
