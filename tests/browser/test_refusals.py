"""Pages as they look when something was refused, is missing, or stands open."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings_in_both_schemes
from tests.live.browsing import browsing

pytestmark = [pytest.mark.slow, pytest.mark.browser]

FORMS = [
    "application-new",
    "contact-new",
    "interview-new",
    "message-new",
    "said-when",
    "offer-new",
    "request-new",
    "interview-debrief",
    "invitation-new",
    "playbook",
    "settings",
]
SPOIL = """() => {
  const form = document.querySelector("main form[method=post]:has(.primary)");
  for (const field of form.querySelectorAll("input, textarea")) {
    if (["hidden", "radio", "checkbox", "file"].includes(field.type)) continue;
    const wrong = {date: "1500-01-01", number: "-5", email: "nobody", url: "nowhere"}[field.type];
    if (wrong) field.value = wrong;
    else if (field.required) field.value = "";
  }
  form.noValidate = true;
  form.querySelector(".primary").click();
}"""
REFUSED = "Failed to load resource: the server responded with a status of 4"


@pytest.fixture
def guest(home, browser, clock):
    """In a window of their own, in which a refusal by the server is no complaint."""
    with browsing(browser, home.url, clock.city, scripts=True, storage_state=home.state) as b:
        yield b
        b.complaints[:] = [
            each for each in b.complaints if REFUSED not in each and not each.startswith("4")
        ]


@pytest.mark.parametrize("name", FORMS)
def test_a_refused_form_keeps_to_the_standard(home, guest, name):
    guest.open(home.path(name))
    guest.page.evaluate(SPOIL)
    expect(guest.page.locator("main .error, main .form-errors").first).to_be_visible()
    assert findings_in_both_schemes(guest.page) == []


def test_a_page_that_is_not_there_keeps_to_the_standard(guest):
    guest.open("/nowhere/")
    guest.sees("not", within="main")
    assert findings_in_both_schemes(guest.page) == []


@pytest.mark.parametrize("name", ["upcoming", "application", "application-board", "playbook"])
def test_a_page_with_all_that_unfolds_keeps_to_the_standard(home, guest, name):
    guest.open(home.path(name))
    guest.page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    assert findings_in_both_schemes(guest.page) == []


def test_the_open_palette_keeps_to_the_standard(guest):
    guest.open("/")
    guest.page.wait_for_load_state()
    guest.page.keyboard.press("Control+k")
    expect(guest.page.locator("dialog .found a").first).to_be_visible()
    assert findings_in_both_schemes(guest.page) == []


def test_whoever_comes_back_to_a_refused_form_is_shown_it_anew(home, guest):
    guest.open(home.path("offer-new"))
    guest.page.evaluate(SPOIL)
    expect(guest.page.locator("main .form-errors")).to_be_visible()
    guest.page.wait_for_load_state()  # its scripts have run
    guest.open("/")
    guest.page.go_back()  # a browser that asks whether to send it again would not get there
    expect(guest.page.locator("main form .primary")).to_be_visible()
    expect(guest.page.locator("main .form-errors")).to_have_count(0)
    assert guest.page.url.endswith(home.path("offer-new"))
