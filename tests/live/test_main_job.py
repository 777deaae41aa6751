"""One search from its first page on, in a real browser: with scripts, and the same without."""

import pytest
from playwright.sync_api import Locator, expect

from tests.live.browsing import Browsing, browsing
from tests.live.clock import NoonClock

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_the_main_job(instance, browser, clock):
    with browsing(browser, instance.url, clock.city, scripts=True) as b:
        expect_the_proposed_zone(b, clock)
        make_account(b, "alice@example.com")
        log_application(b)
        log_contacts(b)
        log_interview_just_over(b, clock)
        b.follow("How did it go?")
        write_debrief(b, clock)
        read_the_plan(b, clock)
        decide_on_the_dashboard(b)
        hear_from_them(b)
        move_and_call_off_another_interview(b, clock)


def test_its_core_without_scripts(instance, browser, clock):
    with browsing(browser, instance.url, clock.city, scripts=False) as b:
        b.open("/accounts/create/")
        b.fill(time_zone=clock.city.replace("_", " "))
        make_account(b, "alice-without-scripts@example.com")
        log_application(b)
        log_contacts(b)
        log_interview_just_over(b, clock)
        b.follow("How did it go?")
        write_debrief(b, clock)
        read_the_plan(b, clock)
        decide_on_the_dashboard(b)
        hear_from_them(b)


def expect_the_proposed_zone(b: Browsing, clock: NoonClock) -> None:
    b.open("/accounts/create/")
    expect(b.page.get_by_label("Your time zone")).to_have_value(clock.city)


def make_account(b: Browsing, email: str) -> None:
    b.fill(name="Alice", email=email, password="four-words-are-plenty")
    b.press("Create the account")
    b.sees("Your search begins here")


def log_application(b: Browsing) -> None:
    b.page.get_by_role("main").get_by_role("link", name="Log an application").first.click()
    b.fill(company="Northwind Traders", role="Engineer", source="A friend")
    b.press("Save")
    b.sees("Engineer", within="h1")
    b.sees("Ask your contact at Northwind Traders", within=".timeline .is-future >> nth=0")


def log_contacts(b: Browsing) -> None:
    for name, kind in (("Ada Lovelace", "Interviewer"), ("Grace Hopper", "HR")):
        b.follow("Add someone")
        b.fill(name=name, kind=kind, email=f"{name.split()[0].lower()}@example.com")
        b.press("Save")
        b.told(f"{name} is added.")


def log_interview_just_over(b: Browsing, clock: NoonClock) -> None:
    """It ended two and a half hours ago."""
    starts = clock.minutes_ago(210)
    b.follow("Log an interview")
    expect(b.page.get_by_label("Time zone of that time")).to_have_value(clock.city)
    b.fill(date=f"{starts:%Y-%m-%d}", time=f"{starts:%H:%M}", minutes="60")
    b.page.get_by_label("Ada Lovelace").check()
    b.press("Save")
    b.told("The interview is logged")
    b.sees(f"today {starts:%H:%M}, 60 minutes", "Thank Ada Lovelace", "Write down how it went")


def write_debrief(b: Browsing, clock: NoonClock) -> None:
    b.page.get_by_label("By a day that they named").check()
    b.fill(decides_on=f"{clock.ten_o_clock(days_ahead=14):%Y-%m-%d}", said_by="Grace Hopper")
    people = (("Ada Lovelace", "4", "Her engine"), ("Grace Hopper", "5", "Their compiler"))
    for name, rapport, point in people:
        person = b.page.locator(".person").filter(has=b.page.get_by_label(name))
        person.get_by_label(name).check()
        unfold(person)
        person.get_by_label(rapport, exact=True).check()
        person.get_by_label("One thing you talked about").fill(point)
    promised = clock.ten_o_clock(days_ahead=10)
    b.fill(asked__0__what="two references")
    unfold(b.page.locator(".person").filter(has_text="They asked for").first)
    b.fill(asked__0__promised_for=f"{promised:%Y-%m-%d}")
    b.press("Save, and show the plan")
    b.told("Saved. This is the plan that follows from it.")


def unfold(part: Locator) -> None:
    for summary in part.locator("details:not([open]) > summary").all():
        summary.click()


def read_the_plan(b: Browsing, clock: NoonClock) -> None:
    """Every step says why, and which guide says so."""
    b.sees("They decide by ", "They asked for two references", within=".timeline")
    reasons = {
        "Thank Ada Lovelace": ("You met Ada Lovelace on ", "the same day", "A3", "C1", "C4"),
        "Thank Grace Hopper": ("You met Grace Hopper on ", "at the latest", "D4", "E1"),
        "Send two references": ("you promised it for ", "D1", "D2", "D3"),
    }
    for title, words in reasons.items():
        step = b.page.locator(".timeline :is(.is-now, .is-future)").filter(has_text=title)
        step.get_by_text("Why", exact=True).click()
        for each in words:
            expect(step.get_by_text(each).first).to_be_visible()
    b.follow("Thank Ada Lovelace")
    b.sees("Her engine", "ada@example.com", "Thanks go out the same day")


def decide_on_the_dashboard(b: Browsing) -> None:
    b.follow("Upcoming")
    b.sees("Thank Ada Lovelace", "Thank Grace Hopper", within=section("today"))
    b.sees("Send two references", within=section("later"))

    b.press("Done", within=entry(b, "Thank Ada Lovelace"))
    b.told("Thank Ada Lovelace: done.")
    b.sees_not("Thank Ada Lovelace", within=".agenda")
    b.press("Undo")
    b.told("Thank Ada Lovelace: open again.")
    b.press("Done", within=entry(b, "Thank Ada Lovelace"))

    b.press("Skip", within=entry(b, "Thank Grace Hopper"))
    b.told("Thank Grace Hopper: skipped.")
    b.sees_not("Thank Grace Hopper", within=".agenda")

    b.follow("Send two references")
    b.press("In a week")
    b.told("Send two references: put off until ")
    b.follow("Upcoming")
    b.sees("You put it off until", within=".agenda")

    b.follow("Send two references")
    b.press("Done")
    b.told("Send two references: done.")
    b.follow("Upcoming")
    b.sees("Engineer, Northwind Traders", "said ", within=".waiting")
    b.sees("Check in with Grace Hopper (HR)", within=section("later"))
    b.sees("Right now: wait")


def hear_from_them(b: Browsing) -> None:
    b.follow("Engineer, Northwind Traders")
    b.follow("They wrote")
    b.fill(contact="Grace Hopper", text="We need a little more time.")
    b.press("Save")
    b.told("Logged; the plan follows from it.")
    withdrawn = b.page.locator(".timeline .is-past").filter(has_text="Check in with Grace Hopper")
    expect(withdrawn).to_contain_text("Withdrawn: they wrote on ")
    withdrawn.get_by_role("link").click()
    b.sees("Withdrawn: they wrote on ")


def move_and_call_off_another_interview(b: Browsing, clock: NoonClock) -> None:
    first, then = clock.ten_o_clock(days_ahead=3), clock.ten_o_clock(days_ahead=5)
    b.page.locator(".page-header a").click()
    b.follow("Log an interview")
    b.fill(date=f"{first:%Y-%m-%d}", time="10:00")
    b.page.get_by_label("Ada Lovelace").check()
    b.press("Save")
    b.sees("Prepare for the interview", said(first), within="#main .agenda")

    b.follow("Move or change")
    b.fill(date=f"{then:%Y-%m-%d}", time="15:30")
    b.press("Save")
    b.told("Saved; what hangs on it has moved along.")
    b.sees(said(then), within="#main .agenda")
    b.sees_not(said(first))
    b.page.get_by_role("link", name="Upcoming").first.click()
    b.sees("15:30 to 16:30", within=".interviews")

    b.follow("Northwind Traders")
    b.page.get_by_text("It does not take place").click()
    b.page.get_by_label("They called it off").check()
    b.press("Cancel its follow-ups too")
    b.told("Noted; what hung on it is withdrawn.")
    b.sees_not("Prepare for the interview")
    b.follow("Engineer at Northwind Traders")
    called_off = b.page.locator(".timeline .is-past").filter(has_text="Thank Ada Lovelace")
    expect(called_off.last).to_contain_text("Withdrawn: they called off the interview of ")
    planned = b.page.locator(".timeline :is(.is-now, .is-future)").filter(
        has_text="Thank Ada Lovelace"
    )
    expect(planned).to_have_count(0)


def section(slug: str) -> str:
    return f"section[aria-labelledby=section-{slug}]"


def entry(b: Browsing, title: str):
    return b.page.locator(".entry").filter(has_text=title)


def said(moment) -> str:
    return f"{moment:%a} {moment.day} {moment:%b}"
