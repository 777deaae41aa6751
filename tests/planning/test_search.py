"""B7: never stop searching. A weekly goal, one line on Monday, no mail of its own."""

from datetime import date

import pytest

from tests.planning.story import on
from tracker.planning.search import look_back, plan_search

SUNDAY, MONDAY, TUESDAY = date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24)
LINES = [
    ((5, 5, 5, TUESDAY, None), "This week's goal is met."),
    ((6, 0, 5, MONDAY, None), "This week's goal is met."),
    ((2, 0, 5, TUESDAY, None), "Three more steps until Sunday."),
    ((4, 0, 5, TUESDAY, None), "One more step until Sunday."),
    ((0, 5, 5, MONDAY, None), "Five more steps until Sunday."),
    ((2, 5, 5, SUNDAY, None), "Three more steps today; a new week begins tomorrow."),
    ((0, 3, 5, MONDAY, None), "Last week it was 3 of 5. Keep searching while you wait: any of these may never answer."),
    ((0, 0, 0, MONDAY, None), ""),
    ((0, 0, 5, MONDAY, (on("Mon 16 Nov"), on("Mon 23 Nov"))), ""),
    ((0, 5, 5, TUESDAY, (on("Mon 16 Nov"), on("Mon 23 Nov"))), "Five more steps until Sunday."),
]  # fmt: skip


@pytest.mark.parametrize(("week", "says"), LINES)
def test_b7_keep_searching(week, says):
    line = plan_search(*week)
    assert (line.says if line else "") == says
    assert line is None or line.is_met == (week[0] >= week[2])


def test_a_week_may_begin_on_sunday():
    sunday = date(2026, 11, 22)
    assert plan_search(0, 3, 5, sunday, None, 6).says.startswith("Last week it was 3 of 5.")
    assert plan_search(2, 0, 5, MONDAY, None, 6).says == "Three more steps until Saturday."


@pytest.mark.parametrize(
    ("done", "goal", "is_whole", "says"),
    [
        (8, 5, True, "Eight steps; the goal was five."),
        (2, 1, True, "Two steps; the goal was one."),
        (5, 5, False, "Five steps: the goal is met."),
        (1, 1, True, "One step: the goal is met."),
        (0, 5, True, "No steps; the goal was five. Keep searching while you wait: any application may go unanswered."),
        (1, 5, False, "One step."),
        (12, 14, True, "12 steps; the goal was 14. Keep searching while you wait: any application may go unanswered."),
    ],
)  # fmt: skip
def test_of_a_week_that_is_over_it_is_said_what_it_came_to(done, goal, is_whole, says):
    assert look_back(done, goal, is_whole=is_whole) == says
