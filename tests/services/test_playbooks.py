"""Another playbook: what it would change, and the change itself."""

from datetime import timedelta

import pytest

from tests.factories import ApplicationFactory, ContactFactory
from tests.services.doings import at, schedule, standing, the
from tests.views.pages import everything_stored
from tracker.models import Preferences, Work
from tracker.planning.facts import Stage
from tracker.planning.playbook import Playbook
from tracker.services.applications import change_stage
from tracker.services.errors import StaleError
from tracker.services.follow_ups import complete, snooze
from tracker.services.playbooks import change_playbook, preview, tidied
from tracker.services.replan import replan

LATER = Playbook(changed={"check-in.silence": 8})
EARLIER = Playbook(changed={"check-in.silence": 3})


@pytest.fixture
def check_in(application, interview):
    """Five business days after Tuesday 24 November."""
    return the("check-in", application)


def changes(owner, playbook, now):
    """Title, old day and new day of each change."""
    return [
        (change.title, *(day and str(day.date()) for day in (change.old, change.new)))
        for _, change in preview(owner, playbook, now)
    ]


def test_what_would_move_is_said_with_both_days(alice, check_in, now):
    moves = ("Check in with Dana Reyes", "2026-12-01", "2026-12-04")
    assert moves in changes(alice, LATER, now)


def test_the_same_playbook_changes_nothing(alice, check_in, now):
    assert changes(alice, Playbook(), now) == []


def test_a_preview_changes_nothing(alice, check_in, now):
    before = everything_stored()
    changes(alice, LATER, now)
    assert everything_stored() == before


def test_what_would_go_has_no_new_day_and_what_would_appear_no_old_one(alice, check_in, now):
    nobody, somebody = (Playbook(changed={"thank-you-card.who": who}) for who in (0, 2))
    interview = check_in.application.interviews.get()
    interview.kind = "on-site"
    interview.save()
    card = ("Write Dana Reyes a card", "2026-11-25")
    assert changes(alice, nobody, now) == [(*card, None)]
    Preferences.objects.update(numbers=nobody.changed)
    alice.preferences.refresh_from_db()
    assert changes(alice, somebody, now) == [(card[0], None, card[1])]


def test_another_reminder_alone_keeps_its_day(alice, check_in, now):
    ((_, old, new),) = changes(alice, Playbook(changed={"debrief.minutes": 90}), now)
    assert old == new == "2026-11-24"


def test_what_is_decided_would_not_move(alice, check_in, now):
    complete(check_in, now=at(24, 16))
    moved = [title for title, *_ in changes(alice, LATER, at(24, 17))]
    assert "Check in with Dana Reyes" not in moved


def test_what_was_put_off_comes_no_sooner(alice, check_in, now):
    snooze(check_in, until=at(30, 9) + timedelta(days=9), now=now)
    title, old, new = changes(alice, LATER, now)[0]
    assert (title, old, new) == ("Check in with Dana Reyes", "2026-12-09", "2026-12-09")


def test_what_is_over_would_not_change(alice, check_in, now):
    assert changes(alice, LATER, now + timedelta(days=400)) == []


def test_nothing_of_charlies_is_in_the_preview(charlie, check_in, now):
    assert changes(charlie, LATER, now) == []


def test_a_change_moves_what_the_preview_said(alice, application, check_in, now):
    change_playbook(alice, "Blend", LATER.changed, 0, now)
    assert str(the("check-in", application).due.date()) == "2026-12-04"


def test_after_the_change_the_preview_is_empty(alice, check_in, now):
    change_playbook(alice, "Blend", LATER.changed, 0, now)
    alice.preferences.refresh_from_db()
    assert changes(alice, LATER, now) == []


def test_changing_back_leaves_everything_as_it_was(alice, application, check_in, now):
    before = standing(application), the("check-in", application).due
    change_playbook(alice, "Blend", EARLIER.changed, 0, now)
    change_playbook(alice, "Blend", {}, 1, now)
    assert (standing(application), the("check-in", application).due) == before


def test_only_what_differs_from_the_preset_is_stored(alice, now):
    change_playbook(alice, "A", {"check-in.grace": 1, "check-in.silence": 6}, 0, now)
    stored = Preferences.objects.get()
    assert (stored.preset, stored.numbers) == ("A", {"check-in.silence": 6})


def test_a_number_that_belongs_to_no_rule_is_dropped():
    assert tidied(Playbook(changed={"check-in.moon": 3, "check-in.grace": 3})).changed == {
        "check-in.grace": 3
    }


def test_a_change_to_what_was_changed_meanwhile_is_refused(alice, now):
    change_playbook(alice, "A", {}, 0, now)
    with pytest.raises(StaleError):
        change_playbook(alice, "B", {}, 0, now)
    assert Preferences.objects.get().preset == "A"


def test_a_change_that_is_none_plans_nothing_again(alice, check_in, now):
    assert change_playbook(alice, "Blend", {"check-in.grace": 2}, 0, now) is None
    assert not Work.objects.exists()


def test_what_keeps_a_door_open_after_a_no_moves_too(alice, application, now):
    replan(application, because="", now=now)
    change_stage(application, Stage.REJECTED, now=now)
    change_playbook(alice, "Blend", {"nurture.every": 30}, 0, now)
    dues = application.follow_ups.filter(kind="nurture", status="open").values_list(
        "due", flat=True
    )
    assert min(dues).date() <= (now + timedelta(days=32)).date()


def test_the_preview_takes_the_same_queries_for_each_application(
    alice, check_in, django_assert_max_num_queries, now
):
    for _ in range(4):
        other = ApplicationFactory(owner=alice)
        schedule(other, ContactFactory(owner=alice, company=other.company), now=now)
    with django_assert_max_num_queries(1 + 5 * 10):
        changes(alice, LATER, now)
