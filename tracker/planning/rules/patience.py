"""When silence goes on: a second question, then news of one's own."""

from collections.abc import Iterator
from datetime import date

from tracker.planning.days import DAY
from tracker.planning.facts import UNANSWERED_TOO, Purpose, Stage
from tracker.planning.playbook import Action, Number, Numbers
from tracker.planning.rules.entry import rule
from tracker.planning.rules.silence import is_cold, manager_to_ask
from tracker.planning.rules.unasked import no_word_since, unasked_action, whom
from tracker.planning.sent import Sent
from tracker.planning.situation import Situation
from tracker.planning.words import count, say_day

BEFORE_AN_INTERVIEW = (Stage.APPLIED, Stage.SCREENING)


@rule(
    "application-check-in",
    "Application check-in",
    "{silence} after an application of which nothing was heard.",
    numbers=(
        Number("silence", 7, "business days", 3, 40),
        Number("closes", 10, "business days", 1, 40),
    ),
    unasked=True,
)
def application_check_in(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Once, where nobody has said a word yet."""
    applied_on = applied(s) if s.case.stage in BEFORE_AN_INTERVIEW else None
    heard = s.last_word or s.case.interviews
    if heard or applied_on is None or s.case.no_contact or s.they_wait_for_us:
        return
    due_on = s.days.business_days_after(applied_on, numbers["silence"])
    to = s.recipient
    yield unasked_action(
        s,
        key="application-check-in",
        title=f"Ask {whom(s, to)} about your application",
        why=f"You applied on {say_day(applied_on)} and have heard nothing."
        f" {count(numbers['silence'], 'business day').capitalize()} later is"
        f" {s.reckoned(applied_on, due_on)}.",
        advice=(),
        opens_on=due_on,
        due_on=due_on,
        closes_on=s.days.business_days_after(due_on, numbers["closes"]),
        entered_at=s.case.entered_at or s.days.start(applied_on),
        to=to,
        settled_at=s.first_sent(Purpose.CHECK_IN, s.days.start(applied_on)),
    )


def applied(s: Situation) -> date | None:
    """The day of the application, where one has been sent."""
    if s.case.stage is Stage.SAVED:
        return None
    entered = s.days.day_of(s.case.entered_at) if s.case.entered_at else None
    return s.case.applied_on or entered


@rule(
    "second-check-in",
    "Second check-in",
    "{gap} after a check-in that nobody answered, where there is nobody else to ask.",
    advice="C5 C6 E4",
    numbers=(Number("gap", 10, "business days", 3, 60),),
    unasked=True,
)
def second_check_in(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Where nobody is there to escalate to, or it does not suit."""
    word, sent = s.last_word, s.unanswered
    if word is None or not sent or s.they_wait_for_us or s.case.no_contact:
        return
    if manager_to_ask(s) or (len(sent) > 1 and sent[1].purpose is not Purpose.CHECK_IN):
        return
    first = s.days.day_of(sent[0].at)
    due_on = s.days.business_days_after(first, numbers["gap"])
    to = s.recipient
    cold = " You could ask the hiring manager, had you got on better." if is_cold(s) else ""
    yield unasked_action(
        s,
        key=f"second-check-in:{word.key}",
        title=f"Check in with {whom(s, to)} once more",
        why=f"{no_word_since(s, sent[0])} for {count(numbers['gap'], 'business day')},"
        f" until {s.reckoned(first, due_on)}, is not a good sign.{cold} One more question is right"
        " then.",
        advice=("C6", "E4"),
        opens_on=due_on,
        due_on=due_on,
        closes_on=s.days.business_days_after(due_on, numbers["gap"]),
        entered_at=sent[0].at,
        to=to,
        settled_at=sent[1].at if len(sent) > 1 else None,
    )


@rule(
    "keep-in-touch",
    "Keep in touch",
    "After two unanswered messages: news of your own every {every}, {times} times at most.",
    advice="C12 E9",
    numbers=(
        Number("every", 28, "days", 14, 120),
        Number("times", 3, "times", 0, 12),
    ),
    stages=UNANSWERED_TOO,
    unasked=True,
)
def keep_in_touch(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """A note, no question: nobody is put on the spot. It goes on in the stage *no reply*."""
    sent = s.unanswered
    if s.last_word is None or len(sent) < 2 or s.they_wait_for_us or s.case.no_contact:
        return
    notes = [each for each in sent if each.purpose is Purpose.KEEP_IN_TOUCH]
    for nth in range(1, min(len(notes) + 1, numbers["times"]) + 1):
        note = notes[nth - 1] if nth <= len(notes) else None
        before = [each for each in sent if note is None or each.at < note.at] or [sent[0]]
        key = f"keep-in-touch:{s.last_word.key}:{nth}"
        yield _note(s, key, before, note, numbers["every"])


def _note(s: Situation, key: str, before: list[Sent], note: Sent | None, every: int) -> Action:
    due_on, to = s.days.day_of(before[-1].at) + every * DAY, s.recipient
    return unasked_action(
        s,
        key=key,
        title=f"Send {whom(s, to)} news of your search",
        why=f"{count(len(before), 'message').capitalize()} went unanswered, the last on"
        f" {s.say(before[-1].at)}. No more questions: a short note of your own,"
        f" {count(every, 'day')} later, keeps the door open.",
        advice=("C12", "E3"),
        opens_on=due_on,
        due_on=due_on,
        closes_on=due_on + 7 * DAY,
        entered_at=before[-1].at,
        to=to,
        settled_at=note.at if note else None,
    )
