"""Whole plans: every action that follows from a story, in the order in which it opens."""

import pytest

from tests.planning.story import (
    DANA,
    EVERYBODY,
    HANNA,
    MAX,
    Fact,
    cancelled,
    estimate,
    interview,
    lines,
    plan_of,
    request,
    table,
    they_wrote,
    you_wrote,
)
from tracker.planning.facts import Purpose

STORIES: dict[str, tuple[list[Fact], str]] = {
    "one interview, one person, no date (A1 A3 A9 B1 C1 D7)": (
        [interview("Tue 17 Nov 14:00", met=[DANA])],
        """
        prepare        | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00, Tue 17 Nov 13:00 | A1 B1 C15
        debrief        | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule
        thank-you Dana | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        check-in Max   | Tue 24 Nov > Tue 24 Nov > Tue 8 Dec  | Tue 24 Nov 09:00, Tue 8 Dec 09:00  | A9 C5 D7 B2
        """,
    ),
    "debriefed: two people, a date, a request that is still open (C4 D1 D3; decision 5)": (
        [
            interview("Tue 17 Nov 14:00", met=[DANA, MAX], debriefed="Tue 17 Nov 15:20"),
            estimate("Fri 27 Nov", by=DANA),
            request("references", "Tue 17 Nov 15:00"),
        ],
        """
        prepare          | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00, Tue 17 Nov 13:00 | A1 B1 C15
        debrief          | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule | done
        send-information | Tue 17 Nov > Tue 17 Nov > Wed 18 Nov | Tue 17 Nov 17:00, Wed 18 Nov 09:00 | D1 D2 D3
        thank-you Dana   | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        thank-you Max    | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        """,
    ),
    "it was sent: now the date counts, and who gave it is asked (A8 B5)": (
        [
            interview("Tue 17 Nov 14:00", met=[DANA], debriefed="Tue 17 Nov 15:20"),
            estimate("Fri 27 Nov", by=DANA),
            request("references", "Tue 17 Nov 15:00", delivered="Tue 17 Nov 18:00"),
            you_wrote("Tue 17 Nov 18:00", Purpose.THANK_YOU, DANA),
        ],
        """
        prepare          | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00, Tue 17 Nov 13:00 | A1 B1 C15
        debrief          | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule | done
        send-information | Tue 17 Nov > Tue 17 Nov > Wed 18 Nov | Tue 17 Nov 17:00, Wed 18 Nov 09:00 | D1 D2 D3 | done
        thank-you Dana   | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1 | done
        check-in Dana    | Mon 30 Nov > Tue 1 Dec > Tue 15 Dec  | Tue 1 Dec 09:00, Tue 15 Dec 09:00  | A8 B5 C10
        """,
    ),
    "three rounds, the second called off by them (decisions 2, 6 and 7)": (
        [
            interview("Tue 17 Nov 14:00", met=[DANA], debriefed="Tue 17 Nov 15:20"),
            cancelled("Mon 23 Nov 10:00", by_them=True, when="Fri 20 Nov 16:00", met=[MAX]),
            interview("Tue 1 Dec 10:00", entered="Fri 20 Nov 17:00"),
        ],
        """
        prepare        | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00, Tue 17 Nov 13:00 | A1 B1 C15
        debrief        | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule | done
        thank-you Dana | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        prepare        | Mon 30 Nov > Tue 1 Dec > Tue 1 Dec   | Mon 30 Nov 18:00, Tue 1 Dec 09:00  | A1 B1 C15
        debrief        | Tue 1 Dec > Tue 1 Dec > Thu 3 Dec    | Tue 1 Dec 11:30                    | house rule
        thank-you      | Tue 1 Dec > Tue 1 Dec > Thu 3 Dec    | Tue 1 Dec 13:00, Thu 3 Dec 09:00   | A3 C1 C4 D4 E1
        check-in Hanna | Tue 8 Dec > Tue 8 Dec > Tue 22 Dec   | Tue 8 Dec 09:00, Tue 22 Dec 09:00  | A9 C5 D7 B2
        """,
    ),
    "months ago, entered today: everything has passed (decision 1)": (
        [
            interview("Tue 17 Nov 14:00", met=[DANA], entered="Mon 1 Mar 09:00"),
            request(
                "references",
                "Tue 17 Nov 15:00",
                delivered="Tue 17 Nov 16:00",
                entered="Mon 1 Mar 09:00",
            ),
            they_wrote("Thu 19 Nov 10:00", entered="Mon 1 Mar 09:00"),
        ],
        """
        prepare          | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00, Tue 17 Nov 13:00 | A1 B1 C15 | passed
        debrief          | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule | passed
        send-information | Tue 17 Nov > Tue 17 Nov > Wed 18 Nov | Wed 18 Nov 09:00                   | D1 D2 D3 | done
        thank-you Dana   | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Thu 19 Nov 09:00                   | A3 C1 C4 D4 E1 | passed
        check-in Max     | Thu 26 Nov > Thu 26 Nov > Thu 10 Dec | Thu 26 Nov 09:00, Thu 10 Dec 09:00 | A9 C5 D7 B2 | passed
        """,
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_the_whole_plan(story):
    facts, expected = STORIES[story]
    people = EVERYBODY[:3] if HANNA.name in expected else EVERYBODY[:2]
    assert lines(plan_of(*facts, people=people)) == table(expected)


def test_there_is_nothing_to_do_where_nothing_has_happened():
    assert plan_of() == []
