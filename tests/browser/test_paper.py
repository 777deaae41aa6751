"""On paper stands what happened and what is planned, and nothing that can only be pressed."""

import pytest
from playwright.sync_api import expect

from tests.live.browsing import pictured

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_what_is_folded_on_the_screen_is_printed(newcomer):
    with pictured(newcomer) as b:
        b.open("/applications/new/")
        b.fill(company="Northwind", role="Engineer")
        b.press("Save")
        b.sees("Engineer", within="h1")
        move_to_and_fro(b, times=12)
        b.page.reload()
        expect(b.page.locator(".further")).to_have_count(1)
        b.page.emulate_media(media="print")
        for moment in b.page.locator(".timeline > li").all():
            expect(moment).to_be_visible()
        expect(b.page.locator("main button:visible, main summary:visible")).to_have_count(0)


def move_to_and_fro(b, times):
    """Each move is a moment of the timeline."""
    token = b.page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    for number in range(times):
        stage = ("screening", "interviewing")[number % 2]
        form = {"csrfmiddlewaretoken": token, "stage": stage}
        assert b.page.request.post(f"{b.page.url}move/", form=form).ok
