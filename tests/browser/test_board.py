"""The board: a card goes to another stage by mouse and by keyboard, and comes back."""

import re

import pytest
from playwright.sync_api import expect

from tests.live.browsing import pictured

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def board(newcomer):
    for company in ("Northwind", "Southwind"):
        newcomer.open("/applications/new/")
        newcomer.fill(company=company, role="Engineer")
        newcomer.press("Save")
        newcomer.sees("Engineer", within="h1")
    newcomer.open("/applications/board/?sort=company")
    return newcomer


def column(b, stage):
    return b.page.locator(f".column[data-stage={stage}]")


def card(b, company):
    return b.page.locator(".card").filter(has_text=company)


def test_a_card_is_dragged_and_taken_back(board):
    with pictured(board) as b:
        drag(b, card(b, "Northwind"), column(b, "interviewing"))
        expect(column(b, "interviewing").locator(".card")).to_contain_text("Northwind")
        b.told("One application: interviewing.")
        expect(card(b, "Northwind").locator("summary")).to_be_focused()
        b.press("Undo")
        expect(column(b, "applied").locator(".card")).to_have_count(2)
        b.told("Back where it was.")
        assert b.page.url.endswith("/applications/board/?sort=company")


def test_a_card_is_moved_by_its_menu_from_the_keyboard(board):
    with pictured(board) as b:
        expect(card(b, "Northwind")).to_have_attribute("draggable", "true")  # the script is there
        card(b, "Northwind").locator("summary").focus()
        b.page.keyboard.press("Enter")
        choose(b, "Interviewing")
        expect(column(b, "interviewing").locator(".card")).to_contain_text("Northwind")
        expect(card(b, "Northwind").locator("summary")).to_be_focused()
        expect(card(b, "Northwind").locator("details")).not_to_have_attribute("open", "")
        b.told("One application: interviewing.")


def test_the_focus_stays_on_the_board_where_the_card_is_filtered_out(board):
    with pictured(board) as b:
        b.open("/applications/board/?stage=applied")
        expect(card(b, "Northwind")).to_have_attribute("draggable", "true")  # the script is there
        card(b, "Northwind").locator("summary").focus()
        b.page.keyboard.press("Enter")
        choose(b, "Rejected")
        expect(card(b, "Northwind")).to_have_count(0)
        expect(b.page.locator("#board")).to_be_focused()


def test_what_is_told_is_read_aloud_on_the_board_and_on_the_next_page(board):
    with pictured(board) as b:
        aloud = b.page.locator("[role=status]#aloud")
        expect(aloud).to_be_empty()
        move(b, "Northwind", "Screening")
        expect(aloud).to_have_text("One application: screening.")
        b.press("Undo")
        expect(aloud).to_have_text("Back where it was.")


LOST = "Heardback did not answer."
REFUSALS = [
    ({"status": 503, "body": "<h1>Back in a moment</h1><p>It is busy.</p>"}, "It is busy."),
    ({"status": 502, "body": "Bad gateway"}, LOST),
]


def test_a_move_that_did_not_go_through_says_so_until_one_does(board):
    with pictured(board) as b:
        b.page.route("**/move/", lambda route: route.abort())
        move(b, "Northwind", "Screening")
        b.told(LOST)
        for answer, said in REFUSALS:
            b.page.route("**/move/", answering(answer))
            move(b, "Northwind", "Screening")
            b.told(said)
            expect(b.page.locator("#aloud")).to_contain_text(said)
        expect(column(b, "applied").locator(".card")).to_have_count(2)
        b.page.unroute("**/move/")
        move(b, "Northwind", "Screening")
        expect(b.page.locator("#notices")).to_have_text(re.compile(r"^\s*One application"))
        b.complaints.clear()  # they were asked for


def test_escape_closes_the_menu_and_the_focus_stays(board):
    with pictured(board) as b:
        summary = card(b, "Northwind").locator("summary")
        summary.focus()
        b.page.keyboard.press("Enter")
        b.page.keyboard.press("Tab")
        assert focused(b) != "Move Engineer, Northwind"
        b.page.keyboard.press("Escape")
        expect(card(b, "Northwind").locator("details")).not_to_have_attribute("open", "")
        expect(summary).to_be_focused()


def test_the_page_stays_where_it_was_scrolled_to(board):
    with pictured(board) as b:
        b.page.set_viewport_size({"width": 1280, "height": 900})
        b.page.evaluate("document.body.style.paddingBottom = '2000px'")  # room to stay in
        card(b, "Southwind").locator("summary").click()
        card(b, "Southwind").get_by_role("button", name="Rejected").focus()
        b.page.evaluate("scrollTo(0, 400)")
        place = b.page.locator("#board").bounding_box()["y"]
        b.page.keyboard.press("Enter")
        expect(column(b, "rejected").locator(".card")).to_contain_text("Southwind")
        moved = card(b, "Southwind").locator("summary")
        expect(moved).to_be_focused()
        expect(moved).to_be_in_viewport()
        assert b.page.locator("#board").bounding_box()["y"] == pytest.approx(place, abs=1)


def test_a_phone_shows_first_what_is_there(board):
    with pictured(board) as b:
        b.page.set_viewport_size({"width": 390, "height": 844})
        first = column(b, "applied").bounding_box()
        assert first["x"] < 30
        assert column(b, "saved").bounding_box()["x"] > first["x"] + first["width"]


def answering(answer):
    return lambda route: route.fulfill(**answer)


def move(b, company, label):
    card(b, company).locator("details").evaluate("menu => menu.open = true")
    b.press(label, within=card(b, company))


def drag(b, what, to):
    """As a hand does it: press, go there by steps, let go."""
    expect(what).to_have_attribute("draggable", "true")
    what.scroll_into_view_if_needed()
    source, target = what.bounding_box(), to.bounding_box()
    mouse = b.page.mouse
    mouse.move(source["x"] + 12, source["y"] + source["height"] - 4)
    mouse.down()
    mouse.move(target["x"] + 40, target["y"] + 60, steps=12)
    expect(to).to_have_class("column is-over")
    mouse.up()


def choose(b, label):
    """With the Tab key alone."""
    for _ in range(12):
        b.page.keyboard.press("Tab")
        if focused(b) == label:
            b.page.keyboard.press("Enter")
            return
    pytest.fail(f"{label} was not reached")


def focused(b):
    script = "(document.activeElement.ariaLabel ?? document.activeElement.textContent).trim()"
    return b.page.evaluate(script)
