"""Numbers that make no sense beside one another are found, at the place where they are typed."""

import pytest

from tests.planning.story import DANA, interview, plan_of, you_wrote
from tracker.planning.contradictions import calendar_days, contradictions
from tracker.planning.facts import Purpose
from tracker.planning.guides import GUIDES
from tracker.planning.playbook import Playbook

# What is too much, where that is said, and what would just do.
CROSSED = [
    ({"check-in.opens": 3}, "check-in.opens", {"check-in.opens": 2}),
    ({"check-in.grace": 1, "check-in.opens": 2}, "check-in.opens", {"check-in.grace": 1}),
    ({"mid-timeline-note.closes": 6}, "mid-timeline-note.closes", {"mid-timeline-note.closes": 7}),
    (
        {"mid-timeline-note.due": 14, "mid-timeline-note.closes": 20},
        "mid-timeline-note.due",
        {"mid-timeline-note.due": 13, "mid-timeline-note.closes": 20},
    ),
    ({"escalate.gap": 4}, "escalate.gap", {"escalate.gap": 4, "pace.gap": 4}),
    ({"second-check-in.gap": 4}, "second-check-in.gap", {"second-check-in.gap": 5}),
    (
        {"keep-in-touch.every": 14, "pace.gap": 11, "escalate.gap": 11, "second-check-in.gap": 11},
        "keep-in-touch.every",
        {"keep-in-touch.every": 17, "pace.gap": 11, "escalate.gap": 11, "second-check-in.gap": 11},
    ),
    (
        {"move-on.days": 13, "check-in.silence": 10},
        "move-on.days",
        {"move-on.days": 14, "check-in.silence": 10},
    ),
    ({"answer-offer.second": 3}, "answer-offer.second", {"answer-offer.second": 2}),
    ({"answer-offer.first": 1}, "answer-offer.second", {"answer-offer.first": 2}),
]


def places(changed):
    return [each.place for each in contradictions(Playbook(changed=changed))]


@pytest.mark.parametrize("preset", ["Blend", *GUIDES])
def test_no_preset_contradicts_itself(preset):
    assert contradictions(Playbook(preset)) == ()


@pytest.mark.parametrize(("changed", "place", "just"), CROSSED)
def test_what_crosses_is_found_where_it_is_to_be_mended(changed, place, just):
    assert places(changed) == [place]
    assert places(just) == []


def test_a_preset_of_its_own_number_is_what_a_change_is_held_against():
    (found,) = contradictions(Playbook("A", {"check-in.opens": 2}))
    assert found.says == "It would open after it is due: choose 1 at most, or let it be due later."


def test_several_are_found_together():
    changed = {"answer-offer.second": 5, "check-in.opens": 9}
    assert places(changed) == ["check-in.opens", "answer-offer.second"]


@pytest.mark.parametrize(("business", "calendar"), [(0, 0), (1, 3), (5, 7), (6, 10), (10, 14)])
def test_business_days_take_as_many_days_as_they_can(business, calendar):
    assert calendar_days(business) == calendar


@pytest.mark.parametrize("gap", [5, 10, 19, 20, 21, 33, 60])
def test_what_is_let_through_leaves_time_for_an_answer(gap):
    """The least number of days that is let through, played to its end."""
    numbers = {"second-check-in.gap": gap}
    days = next(days for days in range(7, 181) if places(numbers | {"move-on.days": days}) == [])
    facts = (
        interview("Tue 3 Nov 14:00", met=[DANA]),
        you_wrote("Tue 10 Nov 10:00", Purpose.CHECK_IN),
    )
    playbook = Playbook(changed=numbers | {"move-on.days": days})
    due = {action.kind: action.window.due for action in plan_of(*facts, playbook=playbook)}
    assert (due["move-on"] - due["second-check-in"]).days >= 7
