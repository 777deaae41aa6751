"""Two programs that people use follow the feed: vdirsyncer fetches it, khal shows what it has."""

import re
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PROGRAMS = Path(sys.executable).parent
SYNC = """
[general]
status_path = "{directory}/status"
[pair heardback]
a = "feed"
b = "here"
collections = null
conflict_resolution = "a wins"
[storage feed]
type = "http"
url = "{address}"
[storage here]
type = "filesystem"
path = "{directory}/events"
fileext = ".ics"
"""
SHOW = """
[calendars]
[[heardback]]
path = {directory}/events
readonly = True
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {directory}/khal.db
"""
Shown = namedtuple("Shown", "title starts ends place cancelled")
MEETING = "Interview at Northwind: Engineer"


class Subscriber:
    """Somebody's computer: `sync`, and what it then `shows` from today on."""

    def __init__(self, directory, address, zone):
        self.directory = directory
        (directory / "events").mkdir()
        (directory / "sync").write_text(SYNC.format(directory=directory, address=address))
        (directory / "khal").write_text(SHOW.format(directory=directory, zone=zone))
        self._run("vdirsyncer", "-c", directory / "sync", "discover")

    def sync(self):
        self._run("vdirsyncer", "-c", self.directory / "sync", "sync")
        return self

    def shows(self, days=14):
        form = "{title}|{start-long-full}|{end-long-full}|{location}|{status}"
        config = ("-c", self.directory / "khal")
        asked = ("list", "--day-format", "", "--format", form, "--once", "today", f"{days}d")
        said = self._run("khal", *config, *asked)
        return [Shown(*line.split("|")) for line in said.splitlines() if line.count("|") == 4]

    def _run(self, program, *arguments):
        command = [PROGRAMS / program, *map(str, arguments)]
        environment = {"HOME": str(self.directory), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        ran = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, input="y\n" * 5
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout


def the(title, shown):
    """What stands there once."""
    (only,) = (event for event in shown if event.title == title)
    return only


@pytest.fixture
def interview(visitor, clock):
    application = visitor.log_application("Northwind", "Engineer")
    starts = clock.ten_o_clock(days_ahead=3)
    return visitor.log_interview(application, starts, place="Main Street 1")


@pytest.fixture
def subscriber(visitor, interview, clock, tmp_path):
    made = visitor.submit(visitor.get("/calendar/"), "/calendar/feeds/", name="Desk")
    address = re.search(r'value="(http://[^"]+\.ics)"', made.html)[1]
    return Subscriber(tmp_path, address, clock.city)


def test_an_interview_appears_moves_is_called_off_and_vanishes_if_left_out(
    visitor, interview, subscriber, clock
):
    day, later = (f"{clock.ten_o_clock(days_ahead=days):%Y-%m-%d}" for days in (3, 5))
    shown = subscriber.sync().shows()
    assert the(MEETING, shown)[1:4] == (f"{day} 10:00", f"{day} 11:00", "Main Street 1")
    assert the("Thank the people you met (Northwind)", shown).starts.startswith(day)
    visitor.submit(visitor.get(f"{interview.path}change/"), date=later, time="15:30")
    shown = subscriber.sync().shows()
    assert the(MEETING, shown)[1:3] == (f"{later} 15:30", f"{later} 16:30")
    call_off(visitor, interview)
    assert "CANCELLED" in the(MEETING, subscriber.sync().shows()).cancelled
    leave_out_interviews(visitor)
    assert MEETING not in {event.title for event in subscriber.sync().shows()}


def call_off(visitor, interview):
    page = visitor.get(interview.path)
    visitor.submit(page, f"{interview.path}call-off/", how="they-cancelled")


def leave_out_interviews(visitor):
    page = visitor.get("/calendar/")
    (address,) = (link for words, link in page.links.items() if words == "Change")
    form = visitor.get(address)
    form.forms[address]["kinds"].remove("interview")
    visitor.submit(form)
