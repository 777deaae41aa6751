"""A week of a search, day by day: what the first page says each time."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.browser.conftest import PASSWORD, settle_in
from tests.live.browsing import browsing
from tests.live.instance import free_port
from tests.live.test_main_job import entry, log_application, log_contacts, section
from tests.supervisor.running import Running

pytestmark = [pytest.mark.slow, pytest.mark.browser]

BERLIN = ZoneInfo("Europe/Berlin")


class Diary:
    """An instance, and the time there."""

    def __init__(self, directory):
        self._file = directory / "clock"
        self.is_now(10, 9)
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        command = ["-m", "tests.browser.moved_clock", str(port), str(self._file)]
        data = {"DATA_DIR": str(directory), "PORT": str(port), "DATABASE_URL": ""}
        setting = {"DJANGO_SETTINGS_MODULE": "tracker.settings", "REDIS_URL": ""}
        data["DATABASE_URL"] = f"sqlite:///{directory / 'week.sqlite3'}"
        self._running = Running(*command, **data, **setting)
        self._running.says("Here it is", within=60)

    def is_now(self, day: int, hour: int) -> None:
        """In November 2026, of which the tenth is a Tuesday."""
        moment = datetime(2026, 11, day, hour, tzinfo=BERLIN)
        self._file.write_text(moment.isoformat(), encoding="utf-8")

    def close(self) -> None:
        self._running.clear_away()


@pytest.fixture
def diary(tmp_path):
    diary = Diary(tmp_path)
    yield diary
    diary.close()


def test_a_week_of_a_search(diary, browser):
    with browsing(browser, diary.url, "Europe/Berlin", scripts=True) as b:
        an_interview_is_agreed(b)
        diary.is_now(11, 12)  # Wednesday, just after it
        thanks_are_due(b)
        diary.is_now(12, 9)
        it_is_right_to_wait(b)
        diary.is_now(19, 9)
        it_is_still_right_to_wait(b)
        diary.is_now(25, 9)  # they had said Friday the twentieth
        a_check_in_is_due(b)
        they_answer(b)


def an_interview_is_agreed(b):
    settle_in(b, "alice@example.com")
    log_application(b)
    log_contacts(b)
    b.follow("Log an interview")
    b.fill(date="2026-11-11", time="10:00", minutes="60")
    for name in ("Ada Lovelace", "Grace Hopper"):
        b.page.get_by_label(name).check()
    b.press("Save")
    b.follow("Upcoming")
    b.sees("Prepare for the interview", within=".agenda")
    b.sees("Northwind Traders", within=".interviews")


def thanks_are_due(b):
    b.open("/")
    entry(b, "Write down how it went").locator(".actions a").click()
    b.page.get_by_label("By a day that they named").check()
    b.fill(decides_on="2026-11-20", said_by="Grace Hopper")
    b.press("Save, and show the plan")
    b.follow("Upcoming")
    b.sees("Thank Ada Lovelace", "Thank Grace Hopper", within=section("today"))
    for name in ("Ada Lovelace", "Grace Hopper"):
        b.press("Done", within=entry(b, f"Thank {name}"))
        b.told(f"Thank {name}: done.")


def it_is_right_to_wait(b):
    b.open("/")
    b.sees("Right now: wait", "Nothing is to be done until ")
    b.sees("Engineer, Northwind Traders", "Fri 20 Nov", within=".waiting")


def it_is_still_right_to_wait(b):
    b.open("/")
    b.sees("Right now: wait")
    b.sees("Check in with Grace Hopper", within=".agenda")


def a_check_in_is_due(b):
    b.open("/")
    b.page.get_by_label("E-mail").fill("alice@example.com")  # two weeks are a session's life
    b.page.get_by_label("Password").fill(PASSWORD)
    b.press("Log in")
    b.sees("Check in with Grace Hopper", within=".verdict")
    b.sees_not("Right now: wait")


def they_answer(b):
    b.open("/applications/1/messages/new/")
    b.fill(contact="Grace Hopper", text="We need a little more time.")
    b.press("Save")
    b.told("Logged; the plan follows from it.")
    b.sees("Withdrawn: they wrote on Wed 25 Nov")
    b.follow("Upcoming")
    b.sees("Right now: wait", "Nothing is to be done until Wed 2 Dec", within=".verdict")
