"""After a no: a kind reply, and a door that stays open."""

from collections.abc import Iterator

from tracker.planning.days import DAY
from tracker.planning.facts import Purpose, Stage
from tracker.planning.playbook import Action, Number, Numbers
from tracker.planning.rules.entry import rule
from tracker.planning.rules.unasked import unasked_action, whom
from tracker.planning.rules.windows import day_window
from tracker.planning.situation import Situation
from tracker.planning.words import count, say_day


@rule(
    "reply-to-rejection",
    "Reply to a rejection",
    "The next morning, when you have slept on it; {closes} after at the latest.",
    advice="E6",
    numbers=(Number("closes", 3, "days", 1, 14),),
    stages=(Stage.REJECTED,),
)
def reply_to_rejection(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Decision 9: moves off days on which nobody reads it, its closing with it."""
    if s.case.stage_since is None:
        return
    day = s.days.day_of(s.case.stage_since)
    due_on = s.days.working_day(day + DAY)
    closes_on = s.days.working_day(max(day + numbers["closes"] * DAY, due_on))
    to = s.recipient_by(closes_on)
    yield Action(
        key="reply-to-rejection",
        kind="reply-to-rejection",
        title=f"Reply to {whom(s, to)}",
        why=f"They turned you down on {say_day(day)}. Sleep on it; a kind answer on"
        f" {say_day(due_on)} keeps the door open for the next job there.",
        advice=("E6", "E7"),
        window=day_window(s.days, day + DAY, due_on, closes_on),
        remind_at=(s.days.reminder(due_on),),
        entered_at=s.case.stage_since,
        contact=to.id if to else None,
        channel=s.channel(to.id if to else None),
        settled_at=s.first_sent(Purpose.REPLY_TO_REJECTION, s.case.stage_since),
    )


@rule(
    "nurture",
    "Nurture",
    "After a no on good terms: a word every {every}, {times} times at most.",
    advice="E7 E8 E9",
    numbers=(
        Number("every", 90, "days", 30, 365),
        Number("times", 4, "times", 0, 12),
    ),
    stages=(Stage.REJECTED, Stage.WITHDRAWN, Stage.NO_REPLY),
    unasked=True,
    optional=True,
    lapses=True,
)
def nurture(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Counted from the end; an unsent one lets the next one come. Whoever was met in several
    applications is asked from one of them.
    """
    since, to = s.case.stage_since, s.recipient
    if since is None or not s.case.good_terms or s.case.no_contact:
        return
    if to and to.id in s.case.elsewhere.nurtured:
        return
    sent = [each.at for each in s.unasked if each.purpose is Purpose.NURTURE and each.at >= since]
    for nth in range(1, numbers["times"] + 1):
        due_on = s.days.day_of(since) + nth * numbers["every"] * DAY
        yield unasked_action(
            s,
            key=f"nurture:{nth}",
            title=f"Ask {whom(s, to)} how things are",
            why=f"This ended on {s.say(since)}, on good terms."
            f" {count(nth * numbers['every'], 'day').capitalize()} later is a good moment to ask"
            " whether something new has opened, and to offer contract work.",
            advice=("E7", "E8"),
            opens_on=due_on,
            due_on=due_on,
            closes_on=due_on + 7 * DAY,
            entered_at=since,
            to=to,
            settled_at=sent[nth - 1] if nth <= len(sent) else None,
        )
