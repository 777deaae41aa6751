"""What somebody new does first, as the design tells it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settle_in
from tests.live.browsing import browsing
from tests.live.test_main_job import entry, log_contacts, log_interview_just_over, write_debrief

pytestmark = [pytest.mark.slow, pytest.mark.browser]

POSTING = """Software Engineer (m/f/d)

Northwind Traders is looking for an engineer in Berlin who likes quiet software.
"""


def test_the_first_five_minutes(instance, browser, clock):
    with browsing(browser, instance.url, clock.city, scripts=True) as b:
        settle_in(b, "alice-has-five-minutes@example.com")
        paste_a_posting(b)
        log_contacts(b)
        log_interview_just_over(b, clock)
        b.follow("Upcoming")
        entry(b, "Write down how it went").locator(".actions a").click()
        write_debrief(b, clock)
        b.sees("Thank Ada Lovelace", "Thank Grace Hopper", within=".timeline")
        subscribe(b)


def paste_a_posting(b):
    b.page.get_by_role("main").get_by_role("link", name="Log an application").first.click()
    b.page.locator("#pasted").fill(POSTING)
    b.press("Read it")
    b.sees("The fields below say what could be read from it.")
    expect(b.page.locator("[name=posting]")).to_have_value(POSTING.strip())
    b.fill(company="Northwind Traders", role="Engineer")
    b.press("Save")
    b.sees("Engineer", within="h1")
    b.sees("The posting, as it was")


def subscribe(b):
    b.follow("Calendar")
    b.page.locator("form[action$='/feeds/'] [name$=name]").fill("Phone")
    b.press("Make it")
    b.sees("Subscribe on this device", "Apple", "Google", "Outlook")
    address = b.page.get_by_label("For Google, Outlook and most others").input_value()
    assert b.page.request.get(address).text().startswith("BEGIN:VCALENDAR")
