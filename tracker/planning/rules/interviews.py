"""Around an interview: prepare before it, write it down after it."""

from collections.abc import Iterator
from datetime import timedelta

from tracker.planning.days import DAY, EVENING
from tracker.planning.playbook import Action, Number, Numbers, Window
from tracker.planning.rules.entry import rule
from tracker.planning.rules.windows import same_day_window
from tracker.planning.situation import Situation
from tracker.planning.words import say_moment


@rule(
    "prepare",
    "Prepare",
    "The evening before an interview, and {minutes} before it starts.",
    advice="A1 B1 C15",
    numbers=(Number("minutes", 60, "minutes", lowest=10, highest=240),),
    lapses=True,
)
def prepare(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Decisions 6 and 10: once for all interviews of a day; quiet hours do not hold it."""
    for visit in s.visits:
        evening = s.days.moment(visit.day - DAY, EVENING)
        before = visit.starts - timedelta(minutes=numbers["minutes"])
        yield Action(
            key=f"prepare:interview-{visit.id}",
            kind="prepare",
            title="Prepare for the interview",
            why=f"The interview is on {say_moment(visit.starts, s.days.zone)}. Before you leave it,"
            " ask what comes next and when they decide.",
            advice=("A1", "B1", "C15"),
            window=Window(min(evening, visit.starts), visit.starts, visit.starts),
            remind_at=(evening, before),
            entered_at=visit.entered_at,
            interview=visit.id,
        )


@rule(
    "debrief",
    "Debrief",
    "{minutes} after the last interview of a day ends.",
    numbers=(Number("minutes", 30, "minutes", lowest=0, highest=240),),
)
def debrief(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Decisions 6 and 10: once, after the last interview of a day; quiet hours do not hold it."""
    for visit in s.visits:
        yield Action(
            key=f"debrief:interview-{visit.id}",
            kind="debrief",
            title="Write down how it went",
            why=f"The interview ended on {say_moment(visit.ends, s.days.zone)}. Who was there and"
            " when they decide is what everything after it is planned by.",
            advice=(),
            window=same_day_window(s.days, visit.ends, closes_after=2),
            remind_at=(visit.ends + timedelta(minutes=numbers["minutes"]),),
            entered_at=visit.entered_at,
            interview=visit.id,
            settled_at=visit.debriefed_at,
        )
