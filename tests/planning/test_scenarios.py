"""Whole plans that read like the guides: facts, then every action that follows, as it opens."""

from typing import Any

import pytest

from tests.planning.story import (
    DANA,
    EVERYBODY,
    HANNA,
    MAX,
    PRESETS,
    RITA,
    Fact,
    an_offer,
    at,
    cancelled,
    estimate,
    interview,
    lines,
    offers_elsewhere,
    on,
    plan_of,
    request,
    table,
    they_wrote,
    you_wrote,
)
from tracker.planning.facts import Message, Purpose, Stage
from tracker.planning.playbook import Playbook

TALK = interview("Tue 17 Nov 14:00", met=[DANA])
WARM = interview("Tue 17 Nov 14:00", met=[MAX], rapport=5)


def checked_in(moment: str) -> Message:
    return you_wrote(moment, Purpose.CHECK_IN, HANNA)


STORIES: dict[str, tuple[list[Fact], dict[str, Any], str]] = {
    "one interview, one person, no date (A1 A3 A5 A9 B1 B8 C1 D7)": (
        [TALK],
        {},
        """
        prepare                  | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief                  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule
        thank-you Dana           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        linkedin-invitation Dana | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        check-in Max             | Tue 24 Nov > Tue 24 Nov > Tue 8 Dec  | Tue 24 Nov 09:00, Tue 8 Dec 09:00  | A9 C5 D7 B2
        move-on                  | Thu 4 Feb > Thu 4 Feb > Sun 7 Mar    | Thu 4 Feb 09:00                    | B8
        """,
    ),
    "debriefed: two people, a date, a request that is still open (C4 D1 D3; decision 5)": (
        [
            interview("Tue 17 Nov 14:00", met=[DANA, MAX], debriefed="Tue 17 Nov 15:20"),
            estimate("Fri 27 Nov", by=DANA),
            request("references", "Tue 17 Nov 15:00"),
        ],
        {},
        """
        prepare                  | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief                  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule | done
        send-information Dana    | Tue 17 Nov > Tue 17 Nov > Wed 18 Nov | Tue 17 Nov 17:00, Wed 18 Nov 09:00 | D1 D2 D3
        thank-you Dana           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        thank-you Max            | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        linkedin-invitation Dana | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        linkedin-invitation Max  | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        """,
    ),
    "it was sent: now the date counts, and who gave it is asked (A2 A8 B5 C11)": (
        [
            interview("Tue 17 Nov 14:00", met=[DANA], debriefed="Tue 17 Nov 15:20"),
            estimate("Fri 27 Nov", by=DANA),
            request("references", "Tue 17 Nov 15:00", delivered="Tue 17 Nov 18:00"),
            you_wrote("Tue 17 Nov 18:00", Purpose.THANK_YOU, DANA),
        ],
        {},
        """
        prepare                  | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief                  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule | done
        send-information Dana    | Tue 17 Nov > Tue 17 Nov > Wed 18 Nov | Tue 17 Nov 17:00, Wed 18 Nov 09:00 | D1 D2 D3 | done
        thank-you Dana           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1 | done
        linkedin-invitation Dana | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        check-in Dana            | Mon 30 Nov > Tue 1 Dec > Tue 15 Dec  | Tue 1 Dec 09:00, Tue 15 Dec 09:00  | A8 B5 C10
        move-on                  | Sun 14 Feb > Sun 14 Feb > Wed 17 Mar | Sun 14 Feb 09:00                   | B8
        """,
    ),
    "three rounds, the second called off by them (decisions 2, 6 and 7)": (
        [
            interview("Tue 17 Nov 14:00", met=[DANA], debriefed="Tue 17 Nov 15:20"),
            cancelled("Mon 23 Nov 10:00", by_them=True, when="Fri 20 Nov 16:00", met=[MAX]),
            interview("Tue 1 Dec 10:00", entered="Fri 20 Nov 17:00"),
        ],
        {"people": EVERYBODY[:3]},
        """
        prepare                  | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief                  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule | done
        thank-you Dana           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        linkedin-invitation Dana | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        prepare                  | Mon 30 Nov > Tue 1 Dec > Tue 1 Dec   | Mon 30 Nov 18:00  | A1 B1 C15
        debrief                  | Tue 1 Dec > Tue 1 Dec > Thu 3 Dec    | Tue 1 Dec 11:30                    | house rule
        thank-you                | Tue 1 Dec > Tue 1 Dec > Thu 3 Dec    | Tue 1 Dec 13:00, Thu 3 Dec 09:00   | A3 C1 C4 D4 E1
        check-in Hanna           | Tue 8 Dec > Tue 8 Dec > Tue 22 Dec   | Tue 8 Dec 09:00, Tue 22 Dec 09:00  | A9 C5 D7 B2
        move-on                  | Thu 18 Feb > Thu 18 Feb > Sun 21 Mar | Thu 18 Feb 09:00                   | B8
        """,
    ),
    "months ago, entered today: all has passed, and one list asks about it (decision 1, B8)": (
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
        {},
        """
        prepare                  | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15 | passed
        debrief                  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule | passed
        send-information Max     | Tue 17 Nov > Tue 17 Nov > Wed 18 Nov | Wed 18 Nov 09:00                   | D1 D2 D3 | done
        thank-you Dana           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Thu 19 Nov 09:00                   | A3 C1 C4 D4 E1 | passed
        linkedin-invitation Dana | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8 | passed
        check-in Max             | Thu 26 Nov > Thu 26 Nov > Thu 10 Dec | Thu 26 Nov 09:00, Thu 10 Dec 09:00 | A9 C5 D7 B2 | passed
        old-application          | Mon 1 Mar > Tue 2 Mar > Tue 2 Mar    | B8
        """,
    ),
    "it came through a recruiter, who is told the same day and asked first (A6)": (
        [interview("Tue 17 Nov 14:00", met=[MAX])],
        {"people": EVERYBODY, "recruiter": RITA.id},
        """
        prepare                 | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief                 | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule
        recruiter-debrief Rita  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A6
        thank-you Max           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        linkedin-invitation Max | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        check-in Rita           | Tue 24 Nov > Tue 24 Nov > Tue 8 Dec  | Tue 24 Nov 09:00, Tue 8 Dec 09:00  | A9 C5 D7 B2
        move-on                 | Thu 4 Feb > Thu 4 Feb > Sun 7 Mar    | Thu 4 Feb 09:00                    | B8
        """,
    ),
    "the second round, on site: a card as well, to the hiring manager (A4 A11; decision 6)": (
        [
            TALK,
            interview("Wed 25 Nov 10:00", met=[DANA, MAX], on_site=True, entered="Thu 19 Nov 9:00"),
        ],
        {},
        """
        prepare                  | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief                  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule
        thank-you Dana           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        linkedin-invitation Dana | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        prepare                  | Tue 24 Nov > Wed 25 Nov > Wed 25 Nov | Tue 24 Nov 18:00 | A1 B1 C15
        debrief                  | Wed 25 Nov > Wed 25 Nov > Fri 27 Nov | Wed 25 Nov 11:30                   | house rule
        thank-you-card Max       | Wed 25 Nov > Thu 26 Nov > Thu 3 Dec  | Thu 26 Nov 09:00                   | A4 A11
        thank-you Dana           | Wed 25 Nov > Wed 25 Nov > Fri 27 Nov | Wed 25 Nov 13:00, Fri 27 Nov 09:00 | A3 C1 C4 D4 E1
        thank-you Max            | Wed 25 Nov > Wed 25 Nov > Fri 27 Nov | Wed 25 Nov 13:00, Fri 27 Nov 09:00 | A3 C1 C4 D4 E1
        linkedin-invitation Max  | Thu 26 Nov > Thu 26 Nov > Thu 3 Dec  | Thu 26 Nov 09:00                   | A5 E8
        check-in Max             | Wed 2 Dec > Wed 2 Dec > Wed 16 Dec   | Wed 2 Dec 09:00, Wed 16 Dec 09:00  | A9 C5 D7 B2
        move-on                  | Fri 12 Feb > Fri 12 Feb > Mon 15 Mar | Fri 12 Feb 09:00                   | B8
        """,
    ),
    "three weeks to wait: one note a week in, which asks for nothing (D5 D6)": (
        [TALK, estimate("Tue 8 Dec", by=DANA)],
        {},
        """
        prepare                  | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief                  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule
        thank-you Dana           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        linkedin-invitation Dana | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        mid-timeline-note Dana   | Tue 24 Nov > Tue 24 Nov > Fri 27 Nov | Tue 24 Nov 09:00, Fri 27 Nov 09:00 | D5 D6
        check-in Dana            | Wed 9 Dec > Thu 10 Dec > Thu 24 Dec  | Thu 10 Dec 09:00, Thu 24 Dec 09:00 | A8 B5 C10
        move-on                  | Thu 25 Feb > Thu 25 Feb > Sun 28 Mar | Thu 25 Feb 09:00                   | B8
        """,
    ),
    "HR is silent, and the hiring manager was kind (C6 C7)": (
        [WARM, checked_in("Tue 24 Nov 10:00")],
        {"people": EVERYBODY[:3]},
        """
        prepare                 | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief                 | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule
        thank-you Max           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        linkedin-invitation Max | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        check-in Hanna          | Tue 24 Nov > Tue 24 Nov > Tue 8 Dec  | Tue 24 Nov 09:00, Tue 8 Dec 09:00  | A9 C5 D7 B2 | done
        escalate Max            | Tue 1 Dec > Tue 1 Dec > Tue 15 Dec   | Tue 1 Dec 09:00, Tue 15 Dec 09:00  | C6 C7
        move-on                 | Thu 21 Jan > Thu 21 Jan > Sun 21 Feb | Thu 21 Jan 09:00                   | B8
        """,
    ),
    "HR is silent, and nobody was kind: once more, with patience (C6 C8 E4)": (
        [TALK, checked_in("Tue 24 Nov 10:00")],
        {"people": EVERYBODY[:3]},
        """
        prepare                  | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief                  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule
        thank-you Dana           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        linkedin-invitation Dana | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        check-in Hanna           | Tue 24 Nov > Tue 24 Nov > Tue 8 Dec  | Tue 24 Nov 09:00, Tue 8 Dec 09:00  | A9 C5 D7 B2 | done
        second-check-in Hanna    | Tue 8 Dec > Tue 8 Dec > Tue 22 Dec   | Tue 8 Dec 09:00, Tue 22 Dec 09:00  | C6 E4
        move-on                  | Thu 21 Jan > Thu 21 Jan > Sun 21 Feb | Thu 21 Jan 09:00                   | B8
        """,
    ),
    "two messages unanswered: no more questions, news of one's own (C12 E3 E9)": (
        [
            WARM,
            checked_in("Tue 24 Nov 10:00"),
            you_wrote("Tue 1 Dec 10:00", Purpose.ESCALATE, MAX),
        ],
        {"people": EVERYBODY[:3]},
        """
        prepare                 | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief                 | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule
        thank-you Max           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        linkedin-invitation Max | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        check-in Hanna          | Tue 24 Nov > Tue 24 Nov > Tue 8 Dec  | Tue 24 Nov 09:00, Tue 8 Dec 09:00  | A9 C5 D7 B2 | done
        escalate Max            | Tue 1 Dec > Tue 1 Dec > Tue 15 Dec   | Tue 1 Dec 09:00, Tue 15 Dec 09:00  | C6 C7 | done
        keep-in-touch Hanna     | Tue 29 Dec > Tue 29 Dec > Tue 5 Jan  | Tue 29 Dec 09:00, Tue 5 Jan 09:00  | C12 E3
        move-on                 | Thu 31 Dec > Thu 31 Dec > Sun 31 Jan | Thu 31 Dec 09:00                   | B8
        """,
    ),
    "three notes are enough: what is left is to move on (B8; decision 15)": (
        [
            WARM,
            checked_in("Tue 24 Nov 10:00"),
            you_wrote("Tue 1 Dec 10:00", Purpose.ESCALATE, MAX),
            you_wrote("Tue 29 Dec 10:00", Purpose.KEEP_IN_TOUCH, HANNA),
            you_wrote("Tue 26 Jan 10:00", Purpose.KEEP_IN_TOUCH, HANNA),
            you_wrote("Tue 23 Feb 10:00", Purpose.KEEP_IN_TOUCH, HANNA),
        ],
        {"people": EVERYBODY[:3]},
        """
        prepare                 | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief                 | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule
        thank-you Max           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        linkedin-invitation Max | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        check-in Hanna          | Tue 24 Nov > Tue 24 Nov > Tue 8 Dec  | Tue 24 Nov 09:00, Tue 8 Dec 09:00  | A9 C5 D7 B2 | done
        escalate Max            | Tue 1 Dec > Tue 1 Dec > Tue 15 Dec   | Tue 1 Dec 09:00, Tue 15 Dec 09:00  | C6 C7 | done
        keep-in-touch Hanna     | Tue 29 Dec > Tue 29 Dec > Tue 5 Jan  | Tue 29 Dec 09:00, Tue 5 Jan 09:00  | C12 E3 | done
        move-on                 | Thu 31 Dec > Thu 31 Dec > Sun 31 Jan | Thu 31 Dec 09:00                   | B8
        keep-in-touch Hanna     | Tue 26 Jan > Tue 26 Jan > Tue 2 Feb  | Tue 26 Jan 09:00, Tue 2 Feb 09:00  | C12 E3 | done
        keep-in-touch Hanna     | Tue 23 Feb > Tue 23 Feb > Tue 2 Mar  | Tue 23 Feb 09:00, Tue 2 Mar 09:00  | C12 E3 | done
        """,
    ),
    "put down as no reply: only what keeps the door open (E7 E8 E9; decision 15)": (
        [
            WARM,
            checked_in("Tue 24 Nov 10:00"),
            you_wrote("Tue 1 Dec 10:00", Purpose.ESCALATE, MAX),
        ],
        {"people": EVERYBODY[:3], "stage": Stage.NO_REPLY, "stage_since": at("Mon 4 Jan 10:00")},
        """
        linkedin-invitation Max | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00 | A5 E8
        keep-in-touch Hanna | Tue 29 Dec > Tue 29 Dec > Tue 5 Jan | Tue 29 Dec 09:00, Tue 5 Jan 09:00 | C12 E3
        nurture Hanna       | Mon 5 Apr > Mon 5 Apr > Mon 12 Apr  | Mon 5 Apr 09:00, Mon 12 Apr 09:00 | E7 E8
        nurture Hanna       | Mon 5 Jul > Mon 5 Jul > Mon 12 Jul  | Mon 5 Jul 09:00, Mon 12 Jul 09:00 | E7 E8
        nurture Hanna       | Fri 1 Oct > Fri 1 Oct > Fri 8 Oct   | Fri 1 Oct 09:00, Fri 8 Oct 09:00  | E7 E8
        nurture Hanna       | Thu 30 Dec > Thu 30 Dec > Thu 6 Jan | Thu 30 Dec 09:00, Thu 6 Jan 09:00 | E7 E8
        """,
    ),
    "applied, and not a word: a house rule": (
        [],
        {
            "stage": Stage.APPLIED,
            "applied_on": on("Tue 3 Nov"),
            "entered_at": at("Tue 3 Nov 10:00"),
        },
        """
        application-check-in Max | Thu 12 Nov > Thu 12 Nov > Thu 26 Nov | Thu 12 Nov 09:00, Thu 26 Nov 09:00 | house rule
        move-on                  | Sat 26 Dec > Sat 26 Dec > Tue 26 Jan | Sat 26 Dec 09:00                   | B8
        """,
    ),
    "turned down on a Friday evening (E6 E7 E8; decisions 9 and 19)": (
        [TALK],
        {"stage": Stage.REJECTED, "stage_since": at("Fri 20 Nov 16:00")},
        """
        linkedin-invitation Dana | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        reply-to-rejection Max   | Sat 21 Nov > Mon 23 Nov > Mon 23 Nov | Mon 23 Nov 09:00                   | E6 E7
        nurture Max              | Thu 18 Feb > Thu 18 Feb > Thu 25 Feb | Thu 18 Feb 09:00, Thu 25 Feb 09:00 | E7 E8
        nurture Max              | Wed 19 May > Wed 19 May > Wed 26 May | Wed 19 May 09:00, Wed 26 May 09:00 | E7 E8
        nurture Max              | Tue 17 Aug > Tue 17 Aug > Tue 24 Aug | Tue 17 Aug 09:00, Tue 24 Aug 09:00 | E7 E8
        nurture Max              | Mon 15 Nov > Mon 15 Nov > Mon 22 Nov | Mon 15 Nov 09:00, Mon 22 Nov 09:00 | E7 E8
        """,
    ),
    "an offer here: nothing is asked of them, and it is answered in time (decision 5)": (
        [TALK, an_offer("Mon 23 Nov 11:00", until="Fri 4 Dec")],
        {"stage": Stage.OFFER},
        """
        prepare                  | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief                  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule
        thank-you Dana           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        linkedin-invitation Dana | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        answer-offer Max         | Mon 23 Nov > Fri 4 Dec > Fri 4 Dec   | Tue 1 Dec 09:00, Thu 3 Dec 09:00   | house rule
        """,
    ),
    "an offer elsewhere: they are told the same day (E5 B6; decision 20)": (
        [TALK],
        {"elsewhere": offers_elsewhere(an_offer("Mon 23 Nov 11:00", until="Fri 4 Dec"))},
        """
        prepare                  | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief                  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule
        thank-you Dana           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        linkedin-invitation Dana | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        tell-of-offer Max        | Mon 23 Nov > Mon 23 Nov > Fri 4 Dec  | Mon 23 Nov 13:00, Fri 4 Dec 09:00  | E5 B6
        check-in Max             | Tue 24 Nov > Tue 24 Nov > Tue 8 Dec  | Tue 24 Nov 09:00, Tue 8 Dec 09:00  | A9 C5 D7 B2
        move-on                  | Thu 4 Feb > Thu 4 Feb > Sun 7 Mar    | Thu 4 Feb 09:00                    | B8
        """,
    ),
    "what they asked for takes three days: a promise first (D2; decision 12)": (
        [TALK, request("references", by=DANA, can_send="Fri 20 Nov")],
        {},
        """
        prepare                  | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief                  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule
        promise-information Dana | Tue 17 Nov > Wed 18 Nov > Wed 18 Nov | Tue 17 Nov 17:00                   | D2
        send-information Dana    | Tue 17 Nov > Tue 17 Nov > Wed 18 Nov | Tue 17 Nov 17:00, Wed 18 Nov 09:00 | D1 D2 D3
        thank-you Dana           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        linkedin-invitation Dana | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        """,
    ),
    "they wrote and want an answer: that comes before all else (decision 5)": (
        [TALK, they_wrote("Fri 20 Nov 10:00", by=HANNA, wants_answer=True)],
        {"people": EVERYBODY[:3]},
        """
        prepare                  | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief                  | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule
        thank-you Dana           | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 17:00, Thu 19 Nov 09:00 | A3 C1 C4 D4 E1
        linkedin-invitation Dana | Wed 18 Nov > Wed 18 Nov > Wed 25 Nov | Wed 18 Nov 09:00                   | A5 E8
        answer-them Hanna        | Fri 20 Nov > Sat 21 Nov > Sun 22 Nov | Fri 20 Nov 12:00, Sun 22 Nov 09:00 | house rule
        """,
    ),
    "they want no messages: wait, then move on (B3; decision 18)": (
        [TALK, estimate("Fri 27 Nov")],
        {"no_contact": True, "no_thanks": True},
        """
        prepare | Mon 16 Nov > Tue 17 Nov > Tue 17 Nov | Mon 16 Nov 18:00 | A1 B1 C15
        debrief | Tue 17 Nov > Tue 17 Nov > Thu 19 Nov | Tue 17 Nov 15:30                   | house rule
        move-on | Sun 27 Dec > Sun 27 Dec > Wed 27 Jan | Sun 27 Dec 09:00                   | B8
        """,
    ),
}


# What has days of its own in a guide's preset, and what is counted from it.
ITS_OWN = {
    "A": ("check-in", "thank-you-card", "move-on"),  # A4 A8 A9
    "B": ("check-in",),  # B5
}


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("story", STORIES)
def test_the_whole_plan(story, preset):
    """The same in every preset, but for the days on which its guide says something else."""
    facts, more, expected = STORIES[story]
    planned = lines(plan_of(*facts, playbook=Playbook(preset), **more))
    own = ITS_OWN.get(preset, ())
    assert without_days(planned, own) == without_days(table(expected), own)


def without_days(plan: list[str], kinds: tuple[str, ...]) -> list[str]:
    """The lines of `plan`, those of `kinds` without their days; in order where all have days."""
    said = [row.split(" | ")[0] if row.startswith(kinds) else row for row in plan]
    return sorted(said) if kinds else said


def test_there_is_nothing_to_do_where_nothing_has_happened():
    assert plan_of() == []
