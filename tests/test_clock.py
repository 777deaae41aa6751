"""Times are said by the reader's clock, and nowhere by a format of their own."""

import ast
import re
from datetime import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.factories import InterviewFactory
from tests.views.conftest import _static_files_need_no_collecting  # noqa: F401
from tests.views.pages import text_of
from tracker.clock import say_clock, seen_by
from tracker.models import Preferences

ROOT = Path(settings.BASE_DIR)
SAYING = ("queries", "services", "views", "forms", "calendars", "reminders", "writing", "planning")
# They say times to nobody: the one function behind them all, what a control is filled with.
BY_FORMAT = {"planning/words.py", "forms/times.py"}
MODULES = [*(ROOT / "tracker").glob("*.py")] + [
    path for package in SAYING for path in (ROOT / "tracker" / package).rglob("*.py")
]
TEMPLATES = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
HOURS = re.compile(r"%[HI]:|%-?[HI]\b|\{\{[^}]*\|\s*(time\b|date:\"[^\"]*[GHgh]:)")


def name_of(path):
    return str(path.relative_to(ROOT / ("templates" if path in TEMPLATES else "tracker")))


@pytest.mark.parametrize("path", [*MODULES, *TEMPLATES], ids=name_of)
def test_no_module_and_no_template_says_a_time_by_itself(path):
    assert name_of(path) in BY_FORMAT or not HOURS.search(path.read_text())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_whoever_sets_the_zone_sets_the_clock(path):
    calls = (ast.unparse(each) for each in ast.walk(ast.parse(path.read_text())))
    assert path.name == "clock.py" or not any("timezone.override(" in call for call in calls)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(0, 5), "12:05 am"),
        (time(9, 30), "9:30 am"),
        (time(12), "12:00 pm"),
        (time(14, 30), "2:30 pm"),
        (time(23, 59), "11:59 pm"),
    ],
)
def test_twelve_hours_begin_at_twelve(at, said):
    assert say_clock(at) == f"{at:%H:%M}"
    with seen_by(Preferences(time_zone="Europe/Berlin", clock=12)):
        assert say_clock(at) == said
    assert say_clock(at) == f"{at:%H:%M}"


@pytest.mark.parametrize("path", ["/", "/applications/{0.application_id}/", "/interviews/{0.pk}/"])
def test_pages_follow_the_clock_of_their_reader(client, alice, now, time_machine, path):
    time_machine.move_to(now, tick=False)
    talk = InterviewFactory(application__owner=alice, zone_name="America/New_York")
    client.force_login(alice)
    assert re.search(r"\b(14:00|20:00)", text_of(client.get(path.format(talk))))
    Preferences.objects.update(clock=12)
    said = text_of(client.get(path.format(talk)))
    assert re.search(r"\b(2:00|8:00) pm", said)
    assert not re.search(r"\b(14:00|20:00)", said)
