"""B7: never stop searching. A weekly goal, one line on Monday, no mail of its own."""

from datetime import date

import pytest

from tests.planning.story import on
from tracker.planning.search import plan_search

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
LINES = [
    ((5, 5, 5, TUESDAY, None), "This week's goal is met."),
    ((6, 0, 5, MONDAY, None), "This week's goal is met."),
    ((2, 0, 5, TUESDAY, None), "Three more steps until Sunday."),
    ((4, 0, 5, TUESDAY, None), "One more step until Sunday."),
    ((0, 5, 5, MONDAY, None), "Five more steps until Sunday."),
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
