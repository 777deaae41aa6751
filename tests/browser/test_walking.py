import pytest

from tests.browser.walking import OF_STRANGERS, PAGES
from tests.views.pages import ADDRESSES

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_every_page_is_walked(home, window):
    found = {name for name in ADDRESSES if is_page(window, home.path(name))}
    assert set(PAGES) == found - set(OF_STRANGERS)


def is_page(window, path):
    answer = window.page.request.get(f"{window.url}{path}", max_redirects=0)
    return answer.status == 200 and answer.headers["content-type"].startswith("text/html")
