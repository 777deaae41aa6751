"""`python -m bench.planning`: one plan for an application with 5 interviews and 20 messages.

Beside it, in the same run, a function that does nothing but look at each of the same facts.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

from tracker.planning.days import Days
from tracker.planning.facts import (
    Attendance,
    CaseFile,
    Channel,
    Contact,
    ContactKind,
    Direction,
    Estimate,
    InformationRequest,
    Interview,
    Message,
    Purpose,
    Stage,
)
from tracker.planning.plan import plan
from tracker.planning.playbook import Playbook

GOAL = 300  # microseconds
ROUNDS, PLANS_A_ROUND = 40, 25
START = datetime(2026, 9, 7, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOLIDAYS = {
    date(year, month, 3): "A holiday" for year in range(2015, 2046) for month in range(1, 13)
}
IN_BERLIN = Days(ZoneInfo("Europe/Berlin"), holidays=HOLIDAYS)
PURPOSES = (Purpose.OTHER, Purpose.THANK_YOU, Purpose.OTHER, Purpose.CHECK_IN)


def a_case() -> CaseFile:
    """Five rounds in five weeks, three people a round, a word each way every other day."""
    return CaseFile(
        company="Acme",
        role="Engineer",
        stage=Stage.INTERVIEWING,
        stage_since=START,
        entered_at=START,
        contacts=tuple(contacts()),
        interviews=tuple(interviews()),
        estimates=(Estimate(1, START.date(), START, date(2026, 10, 30), 2),),
        requests=(InformationRequest(1, "references", START, START, delivered_at=START + DAY),),
        messages=tuple(messages()),
    )


def contacts() -> Iterator[Contact]:
    for number, kind in enumerate(ContactKind, start=1):
        yield Contact(number, f"Person {number}", kind, (Channel.EMAIL, Channel.PHONE))


def interviews() -> Iterator[Interview]:
    for number in range(1, 6):
        starts = START + number * 7 * DAY
        met = tuple(Attendance(contact, START, rapport=4) for contact in (1, 2, 3))
        hour = timedelta(hours=1)
        yield Interview(number, starts, starts + hour, START, on_site=True, attendances=met)


def messages() -> Iterator[Message]:
    for number in range(1, 21):
        at = START + number * 2 * DAY
        direction = Direction.IN if number % 2 else Direction.OUT
        purpose = PURPOSES[number // 2 % 4] if direction is Direction.OUT else Purpose.OTHER
        yield Message(number, at, direction, at, contact=1 + number % 3, purpose=purpose)


def look_at_everything(case: CaseFile) -> int:
    """The floor: no rule, no calendar, only the facts."""
    looked_at = 0
    for facts in (case.contacts, case.interviews, case.estimates, case.requests, case.messages):
        for _ in facts:
            looked_at += 1
    return looked_at


def microseconds(doing: Callable[[], object]) -> list[float]:
    """What one of them takes, in each of so many rounds."""
    rounds = []
    for _ in range(ROUNDS):
        began = perf_counter()
        for _ in range(PLANS_A_ROUND):
            doing()
        rounds.append((perf_counter() - began) / PLANS_A_ROUND * 1_000_000)
    return sorted(rounds)


def main() -> None:
    case, playbook = a_case(), Playbook("B", {"check-in.closes": 8})
    actions = plan(case, playbook, IN_BERLIN)
    planning = microseconds(lambda: plan(case, playbook, IN_BERLIN))
    floor = microseconds(lambda: look_at_everything(case))
    print(
        f"{len(case.interviews)} interviews, {len(case.messages)} messages: {len(actions)} actions"
    )
    for what, figures in (("plan()", planning), ("looking at the same facts", floor)):
        print(f"{what:<26} median {median(figures):7.1f} µs   best {figures[0]:7.1f} µs")
    verdict = "reached" if median(planning) <= GOAL else "missed"
    print(f"goal: at most {GOAL} µs, {verdict}")


if __name__ == "__main__":
    main()
