"""Many applications at once, tags, and kept views."""

from datetime import date

import pytest

from tests.factories import ApplicationFactory
from tests.services.doings import standing
from tracker.models import Application, StageChange
from tracker.planning.facts import NewsKind, Stage
from tracker.services.lists import (
    Move,
    keep_view,
    move_applications,
    set_tags,
    tag_applications,
    take_back_moves,
)
from tracker.services.news import log_news


@pytest.fixture
def rows(alice):
    return ApplicationFactory.create_batch(3, owner=alice, stage="applied")


def stages():
    return list(Application.objects.order_by("pk").values_list("stage", flat=True))


def test_several_move_at_once_and_what_was_there_already_stays_out(alice, rows, now):
    moves = move_applications(rows, Stage.REJECTED, now=now)
    assert moves == [Move(row.pk, "applied", "rejected") for row in rows]
    assert stages() == ["rejected"] * 3
    assert move_applications(Application.objects.all(), Stage.REJECTED, now=now) == []


def test_a_move_taken_back_leaves_no_trace(alice, rows, now):
    moves = move_applications(rows, Stage.OFFER, now=now)
    assert take_back_moves(alice, moves, now=now) == 3
    assert stages() == ["applied"] * 3
    assert not StageChange.objects.exists()


def test_what_has_moved_on_is_not_taken_back(alice, rows, now):
    moves = move_applications(rows, Stage.SCREENING, now=now)
    move_applications(rows[:1], Stage.INTERVIEWING, now=now)
    assert take_back_moves(alice, moves, now=now) == 2
    assert stages() == ["interviewing", "applied", "applied"]


def test_what_it_meant_elsewhere_is_taken_back_too(alice, application, interview, now):
    final = ApplicationFactory(owner=alice, stage="interviewing")
    values = {"kind": NewsKind.FINAL_ROUND, "application": final, "day": date(2026, 12, 1)}
    log_news(alice, values=values, told=[application.pk], now=now)
    before = standing(application)
    key = next(key for key in before if key.startswith("tell-of-final-round"))
    assert before[key] == "open"
    moves = move_applications([final], Stage.REJECTED, now=now)
    assert standing(application)[key] == "withdrawn"
    take_back_moves(alice, moves, now=now)
    assert standing(application) == before


def test_others_cannot_take_it_back(charlie, rows, now):
    moves = move_applications(rows, Stage.SCREENING, now=now)
    assert take_back_moves(charlie, moves, now=now) == 0


def test_a_tag_is_one_however_it_is_capitalised(alice, rows):
    set_tags(rows[0], ["Remote"])
    tag_applications(alice, rows, "remote")
    assert [tag.name for tag in alice.tags.all()] == ["Remote"]
    assert alice.tags.get().applications.count() == 3


def test_a_form_that_was_opened_before_does_not_take_a_new_tag_away(alice, rows):
    set_tags(rows[0], ["Remote"])
    version = rows[0].version
    tag_applications(alice, rows[:2], "Remote")
    versions = Application.objects.order_by("pk").values_list("version", flat=True)
    assert list(versions) == [version, version + 1, version]


def test_a_tag_that_nothing_bears_goes(alice, rows):
    set_tags(rows[0], ["Remote", "Python"])
    set_tags(rows[0], ["Python"])
    assert [tag.name for tag in alice.tags.all()] == ["Python"]


def test_tags_are_of_their_owner_alone(alice, charlie, rows):
    other = ApplicationFactory(owner=charlie)
    set_tags(other, ["Remote"])
    set_tags(rows[0], ["remote"])
    assert [tag.name for tag in charlie.tags.all()] == ["Remote"]
    assert [tag.name for tag in alice.tags.all()] == ["remote"]


def test_a_view_of_a_known_name_shows_what_it_is_told_last(alice):
    keep_view(alice, "Quiet ones", "quiet=14")
    keep_view(alice, "quiet ones", "quiet=30")
    assert [(view.name, view.query) for view in alice.saved_views.all()] == [
        ("quiet ones", "quiet=30")
    ]
