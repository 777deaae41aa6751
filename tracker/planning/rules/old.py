"""Old applications that are entered late: one list, one question."""

from collections.abc import Iterator

from tracker.planning.days import DAY
from tracker.planning.facts import Stage
from tracker.planning.old import OLD_KEY
from tracker.planning.playbook import Action, Numbers
from tracker.planning.rules.entry import rule
from tracker.planning.rules.windows import day_window
from tracker.planning.situation import Situation
from tracker.planning.words import count


@rule(
    OLD_KEY,
    "Old applications",
    "What is more than 60 days old when you enter it is not followed up: one list asks whether you"
    " ever heard back, and proposes to put it down as no reply.",
    advice="B8",
    stages=(Stage.APPLIED, Stage.SCREENING, Stage.INTERVIEWING),
    optional=True,
)
def old_application(s: Situation, _numbers: Numbers) -> Iterator[Action]:
    """Decision 1. Nothing is mailed: the list is there, and hurries nobody."""
    last = s.last_news
    if last is None or not s.is_old_news:
        return
    day = s.days.day_of(last.entered_at)
    yield Action(
        key=OLD_KEY,
        kind=OLD_KEY,
        title=f"Say whether you ever heard from {s.case.company}",
        why=f"The last that is known is {last.said()}, {count(last.age(s.days), 'day')} before you"
        " entered it. After so long it is fair to put it down as no reply; a late word from them"
        " opens it again.",
        advice=("B8",),
        window=day_window(s.days, day, day + DAY, day + DAY, after=last.entered_at),
        remind_at=(),
        entered_at=last.entered_at,
    )
