"""Everything once in a browser in which no script runs."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD
from tests.calendars.invited import invitation_at
from tests.live.browsing import browsing
from tests.live.test_main_job import (
    entry,
    hear_from_them,
    log_application,
    log_contacts,
    log_interview_just_over,
    write_debrief,
)

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_everything_works_once_without_scripts(instance, browser, clock):
    with browsing(browser, instance.url, clock.city, scripts=False) as b:
        make_account(b, clock)
        look_at_the_example(b)
        log_application(b)
        log_contacts(b)
        log_interview_just_over(b, clock)
        b.follow("How did it go?")
        write_debrief(b, clock)
        keep_a_letter_and_log_it(b)
        decide(b)
        hear_from_them(b)
        read_an_invitation(b, clock)
        ask_and_delete(b)
        send_what_they_ask_for(b)
        keep_a_file(b)
        hear_of_an_offer(b)
        hear_a_no(b)
        move_on_the_board(b)
        change_several(b)
        keep_a_view(b)
        change_the_settings(b)
        change_the_playbook(b)
        make_and_revoke_a_feed(b)
        find(b)


def make_account(b, clock):
    b.open("/accounts/create/")
    b.fill(time_zone=clock.city.replace("_", " "), name="Alice", password=PASSWORD)
    b.fill(email="alice-has-no-scripts@example.com")
    b.press("Create the account")


def look_at_the_example(b):
    b.press("Look at an example")
    b.told("The example is here.")
    b.press("Remove the example")
    b.told("The example is removed.")
    b.sees("Your search begins here")


def keep_a_letter_and_log_it(b):
    b.follow("Thank Ada Lovelace")
    b.page.locator("[name=body]").fill("Dear Ada,\n\nthank you for your engine.\n\nAlice")
    b.press("Keep it for later")
    b.told("The letter is kept as it stands.")
    expect(b.page.locator("[name=body]")).to_have_value(
        "Dear Ada,\n\nthank you for your engine.\n\nAlice"
    )
    b.press("Write it anew")
    b.told("Written anew from what is known.")
    b.press("Undo")
    expect(b.page.locator("[name=body]")).to_have_value(
        "Dear Ada,\n\nthank you for your engine.\n\nAlice"
    )
    b.page.locator("#letter .actions .primary").click()
    b.told("Thank Ada Lovelace: logged and done.")
    b.press("Undo")
    b.told("Thank Ada Lovelace: open again")
    b.page.locator("#letter .actions .primary").click()
    b.told("Thank Ada Lovelace: logged and done.")


def decide(b):
    b.follow("Upcoming")
    thanks = entry(b, "Thank Grace Hopper")
    thanks.locator("summary", has_text="Snooze").click()
    b.press("In three days", within=thanks)
    b.told("Thank Grace Hopper: put off until ")
    b.press("Undo")
    b.follow("Upcoming")
    b.press("Skip", within=entry(b, "Thank Grace Hopper"))
    b.told("Thank Grace Hopper: skipped.")
    b.press("Undo")
    b.told("Thank Grace Hopper: open again.")
    b.press("Done", within=entry(b, "Thank Grace Hopper"))
    b.told("Thank Grace Hopper: done.")
    b.follow("Send two references")
    b.press("Done")
    b.told("Send two references: done.")
    b.follow("Upcoming")


def read_an_invitation(b, clock):
    b.open("/interviews/invitation/")
    expect(b.page.locator("[data-drop-said]")).to_be_hidden()  # nothing listens for a drop
    content = invitation_at(clock.ten_o_clock(days_ahead=7))
    file = {"name": "i.ics", "mimeType": "text/calendar", "buffer": content}
    b.page.locator("input[type=file]").set_input_files(file)
    b.press("See what it says")
    b.sees("Interview with Northwind", "This is new")
    b.fill(application="A new application", company="Northwind", role="Analyst")
    b.press("Log the interview")
    b.told("The interview is logged")


def ask_and_delete(b):
    b.open("/applications/?q=Analyst")
    b.follow("Analyst")
    b.fill(text="Who reads the reports?")
    b.press("Add")
    b.told("Noted, for when there is occasion to ask.")
    b.press("I have asked it")
    b.told("Ticked: you have asked it.")
    b.press("Delete the question: Who reads the reports?")
    b.sees_not("I have asked it")
    b.press("Undo")
    b.told("It is back.")
    b.sees("Who reads the reports?")


def send_what_they_ask_for(b):
    something_else(b, "They asked for something")
    b.fill(what="a sample of your work")
    b.press("Save")
    b.told("Logged; it is planned when to send it.")
    b.press("It is sent")
    b.told("Sent: a sample of your work.")


def keep_a_file(b):
    b.follow("CV, letter, files")
    file = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    b.page.locator("input[type=file]").set_input_files(file)
    b.press("Keep it")
    b.told("cv.pdf is kept as version 1.")
    b.page.locator(".page-header a").click()


def hear_of_an_offer(b):
    something_else(b, "Offer")
    b.fill(amount="50,000 a year")
    b.press("Save")
    b.told("The offer is logged; the plan follows from it.")
    b.press("Decline")
    b.press("Undo")
    b.told("The offer is open again.")


def hear_a_no(b):
    something_else(b, "Rejected")
    b.page.locator("[name=good_terms]").first.check()
    b.press("Save")
    b.told("Noted. What waited for them is withdrawn.")
    b.press("Undo")
    b.told("It goes on: its follow-ups are back.")


def something_else(b, what):
    b.page.locator("summary", has_text="Something else happened").click()
    b.follow(what)


def move_on_the_board(b):
    b.open("/applications/board/?q=Engineer")
    card = b.page.locator(".card").filter(has_text="Engineer").first
    card.locator("summary").click()
    b.press("Offer", within=card)
    b.told("One application: offer.")
    expect(b.page.locator(".column[data-stage=offer] .card")).to_contain_text("Engineer")
    b.press("Undo")
    b.told("Back where it was.")


def change_several(b):
    b.open("/applications/")
    for box in b.page.locator("[name=chosen]").all():
        box.check()
    b.page.locator("#chosen-tag").fill("remote")
    b.press("Do it")
    b.told(" tagged remote.")


def keep_a_view(b):
    b.page.locator("#stage").select_option("saved")
    b.press("Show")
    assert "stage=saved" in b.page.url
    b.page.locator("summary", has_text="This view").click()
    b.page.locator("#view-name").fill("Still to write")
    b.press("Keep")
    b.told("Kept as Still to write.")


def change_the_settings(b):
    b.follow("Settings")
    b.page.locator("[name=weekly_goal]").fill("7")
    b.press("Save")
    expect(b.page.locator("[name=weekly_goal]")).to_have_value("7")


def change_the_playbook(b):
    b.follow("Playbook")
    b.page.locator("[name=preset]:not(:checked)").first.check()
    b.press("Show what would change")
    b.sees("Not saved yet")
    b.press("Change the playbook")
    expect(b.page.locator("#notices, #progress").first).not_to_be_empty()


def make_and_revoke_a_feed(b):
    b.open("/calendar/")
    b.page.locator("form[action$='/feeds/'] [name$=name]").fill("Phone")
    b.press("Make it")
    b.sees("Your calendar’s address")
    b.press("Revoke Phone")
    b.sees_not("Revoke Phone")


def find(b):
    b.follow("Find")
    b.page.locator("#find-words").fill("Grace")
    b.page.locator("main").get_by_role("button", name="Find").click()
    b.sees("Grace Hopper")
