"""What a page weighs over the wire, and that nothing on it jumps once it is there."""

from collections.abc import Iterator

import pytest

from tests.browser.walking import WALKED, quiet
from tests.live.browsing import PICTURES, browsing, pictured

pytestmark = [pytest.mark.slow, pytest.mark.browser]

FIRST, LATER = 100_000, 25_000  # bytes
SEEN = 0.001  # of a layout shift's score; less is nothing that anybody sees
SHIFTS = """() => new Promise((resolve) => {
  const shifts = [];
  const observer = new PerformanceObserver((seen) => shifts.push(...seen.getEntries()));
  observer.observe({type: "layout-shift", buffered: true});
  const culprits = ({sources}) =>
    sources.map(({node}) => (node?.outerHTML ?? node?.textContent ?? "gone").slice(0, 120));
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    shifts.push(...observer.takeRecords());
    resolve(shifts.map((each) => [each.value, ...culprits(each)]));
  })));
})"""
PUSH = """() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => {
  document.querySelector("main").style.paddingTop = "300px";
  resolve();
})))"""


class Scales:
    """Counts what comes to a page, with its headers."""

    def __init__(self, page) -> None:
        self._by_url: dict[str, int] = {}
        self._urls: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._came)

    def read(self) -> dict[str, int]:
        """By address, since the last time."""
        weights, self._by_url = self._by_url, {}
        return weights

    def _sent(self, event) -> None:
        self._urls[event["requestId"]] = event["request"]["url"]

    def _came(self, event) -> None:
        url = self._urls.get(event["requestId"])
        if url:  # else it was begun before anybody listened
            self._by_url[url] = int(event["encodedDataLength"])


@pytest.fixture(scope="module")
def weights() -> Iterator[list[str]]:
    lines: list[str] = []
    yield lines
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / "weights.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")


@pytest.fixture(scope="module")
def scales(window):
    return Scales(window.page)


def test_the_first_visit_is_light(home, browser, clock, weights):
    with browsing(browser, home.url, clock.city, scripts=True, storage_state=home.state) as b:
        scales = Scales(b.page)
        b.open("/")
        quiet(b)
        came = scales.read()
        weights += [f"{size:7} {url}" for url, size in came.items()]
        weights.append(f"{sum(came.values()):7} the first visit")
        assert 0 < sum(came.values()) <= FIRST


@pytest.mark.parametrize("name", WALKED)
def test_a_later_visit_is_lighter_and_nothing_jumps(home, window, scales, weights, name):
    with pictured(window) as b:
        b.page.set_viewport_size({"width": 1280, "height": 800})
        b.open(home.path(name))
        quiet(b)  # what this page alone needs is there now
        scales.read()
        b.open(home.path(name))
        b.page.wait_for_load_state()
        assert jumps(b) == []
        came = sum(scales.read().values())
        weights.append(f"{came:7} {name}")
        assert 0 < came <= LATER


def test_a_jump_would_be_seen(home, window):
    with pictured(window) as b:
        b.open(home.path("settings"))
        b.page.evaluate(PUSH)
        assert jumps(b)


def jumps(b):
    return [jump for jump in b.page.evaluate(SHIFTS) if jump[0] >= SEEN]
