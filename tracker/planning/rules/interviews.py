"""Around an interview: prepare before it, write it down after it."""

from collections.abc import Iterator
from datetime import timedelta

from tracker.planning.days import DAY, EVENING
from tracker.planning.playbook import Action, Number, Numbers, Window
from tracker.planning.rules.entry import rule
from tracker.planning.rules.windows import same_day_window
from tracker.planning.situation import Situation


@rule(
    "prepare",
    "Prepare",
    "The evening before an interview. Another mail comes shortly before it starts: when, and"
    " whether, is set in Settings.",
    advice="A1 B1 C15",
    lapses=True,
    any_hour=True,
)
def prepare(s: Situation, _numbers: Numbers) -> Iterator[Action]:
    """Decisions 6 and 10: once for all interviews of a day; quiet hours do not hold it.

    The mail shortly before an interview is not this task's: see tracker/planning/mails.py.
    """
    for visit in s.visits:
        evening = s.days.moment(visit.day - DAY, s.days.evening or EVENING)
        yield Action(
            key=f"prepare:interview-{visit.id}",
            kind="prepare",
            title="Prepare for the interview",
            why=f"The interview is on {s.days.say(visit.starts)}. Before you leave it,"
            " ask what comes next and when they decide.",
            advice=("A1", "B1", "C15"),
            window=Window(min(evening, visit.starts), visit.starts, visit.starts),
            remind_at=(evening,) if s.days.evening else (),
            entered_at=visit.entered_at,
            interview=visit.id,
        )


@rule(
    "debrief",
    "Debrief",
    "{minutes} after the last interview of a day ends.",
    numbers=(Number("minutes", 30, "minutes", lowest=0, highest=240),),
    any_hour=True,
)
def debrief(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Decisions 6 and 10: once, after the last interview of a day; quiet hours do not hold it."""
    minutes = timedelta(minutes=numbers["minutes"])
    for visit in s.visits:
        yield Action(
            key=f"debrief:interview-{visit.id}",
            kind="debrief",
            title="Write down how it went",
            why=f"The interview {'ended' if visit.is_over else 'ends'} on"
            f" {s.days.say(visit.ends)}. Who was there and"
            " when they decide is what everything after it is planned by.",
            advice=(),
            window=same_day_window(s.days, visit.ends, closes_after=2),
            remind_at=(visit.ends + minutes,),
            entered_at=visit.entered_at,
            interview=visit.id,
            settled_at=visit.debriefed_at,
        )
