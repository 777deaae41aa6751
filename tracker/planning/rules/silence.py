"""While they are silent: one note in a long wait, a check-in, and whom to ask after it."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise

from tracker.planning.days import DAY
from tracker.planning.facts import Contact, InterviewStatus, Purpose
from tracker.planning.heard import Word
from tracker.planning.playbook import Action, Number, Numbers
from tracker.planning.rules.entry import rule
from tracker.planning.rules.unasked import no_word_since, unasked_action, whom
from tracker.planning.situation import Situation
from tracker.planning.words import count, say_day

WARM = 4  # rapport from which one may go past HR
LONG_WAIT = 14 * DAY
MOST_DOUBLINGS = 2  # decision 14: 5, 10, 20 business days


@rule(
    "mid-timeline-note",
    "Mid-timeline note",
    "Where they decide two weeks from now or later: one e-mail, {due} in, {closes} at the latest.",
    advice="D5 D6",
    numbers=(
        Number("due", 7, "days", lowest=3, highest=30),
        Number("closes", 10, "days", lowest=3, highest=40),
    ),
    unasked=True,
    lapses=True,
)
def mid_timeline_note(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Decision 4: once for an application, counted from the day on which they said it."""
    estimate = s.estimate
    if not estimate or not estimate.latest or s.they_wait_for_us or s.case.no_contact:
        return
    due_on = estimate.said_on + numbers["due"] * DAY
    closes_on = estimate.said_on + max(numbers["due"], numbers["closes"]) * DAY
    too_close = s.silent_since is not None and s.days.day_of(s.silent_since) >= due_on
    if estimate.latest - estimate.said_on < LONG_WAIT or too_close:
        return
    to = s.recipient
    yield unasked_action(
        s,
        key="mid-timeline-note",
        title=f"Write to {whom(s, to)} that you are there for questions",
        why=f"On {say_day(estimate.said_on)} {s.name(estimate.said_by, 'they')} said that they decide"
        f" by {say_day(estimate.latest)}. That is a long wait: one note about a week in says that you"
        " know it takes time, and are there for questions.",
        advice=("D5", "D6"),
        opens_on=due_on,
        due_on=due_on,
        closes_on=closes_on,
        entered_at=estimate.entered_at,
        to=to,
        settled_at=s.first_sent(Purpose.MID_TIMELINE) or _asked_since(s, estimate.said_on),
    )


def _asked_since(s: Situation, day: date) -> datetime | None:
    """When a check-in went out on a later day than `day`: it has said what the note would say."""
    later = s.days.start(day + DAY)
    sent = (each for each in s.unasked if each.purpose is Purpose.CHECK_IN and each.at >= later)
    return next((each.at for each in sent), None)


@rule(
    "check-in",
    "Check-in",
    "After the date that they gave, {grace} later and not before {opens} later; but not sooner than"
    " {silence} after their last word, which alone counts where they gave no date.",
    advice="A2 A8 A9 B2 B5 C5 C10 C14 D7 E4",
    numbers=(
        Number("opens", 1, "business days", 1, 20, {"A": 1, "B": 2}),
        Number("grace", 2, "business days", 1, 20, {"A": 1, "B": 2}),
        Number("silence", 5, "business days", 1, 30, {"A": 4, "C": 5, "D": 5}),
        Number("closes", 10, "business days", 1, 30),
    ),
    unasked=True,
    departs="NEXTAFF would call after a week; we offer a call, and leave the choice to you.",
)
def check_in(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Decisions 3, 5, 7 and 14: the estimate stands, silence counts, and nothing is asked of
    people who wait for us.
    """
    word = s.last_word
    if word is None or s.they_wait_for_us or s.case.no_contact:
        return
    noted = answers_without_date(s)
    patience = numbers["silence"] * 2 ** min(max(noted - 1, 0), MOST_DOUBLINGS)
    opens_on = graced = quiet_until = silence_ends(s, word, patience)
    latest = s.estimate.latest if s.estimate else None
    if latest:
        opens_on = max(quiet_until, s.days.business_days_after(latest, numbers["opens"]))
        graced = s.days.business_days_after(latest, numbers["grace"])
    due_on = max(quiet_until, graced)
    if latest and graced >= quiet_until:
        why = _past_their_date(s, latest, graced, numbers["grace"])
    else:
        why = _past_silence(s, word, quiet_until, patience)
    early = f" From {say_day(opens_on)} on it is not too early." if opens_on < due_on else ""
    to = s.recipient
    yield unasked_action(
        s,
        key=f"check-in:{word.key}",
        title=f"Say to {whom(s, to)} that you are still interested"
        if noted > 1
        else f"Check in with {whom(s, to)}",
        why=why + early,
        advice=STILL_INTERESTED if noted > 1 else PAST_THEIR_DATE if latest else NO_DATE,
        opens_on=min(opens_on, due_on),
        due_on=due_on,
        closes_on=s.days.business_days_after(due_on, numbers["closes"]),
        entered_at=max(word.entered_at, s.estimate.entered_at if s.estimate else word.entered_at),
        to=to,
        after=s.silent_since,
        settled_at=s.first_sent(Purpose.CHECK_IN, word.at),
    )


NO_DATE = ("A9", "C5", "D7", "B2")
PAST_THEIR_DATE = ("A8", "B5", "C10")
STILL_INTERESTED = ("C12", "C8")


def silence_ends(s: Situation, word: Word, patience: int) -> date:
    """The business day on which it does: the same, where they missed their own interview."""
    day = s.days.day_of(s.silent_since or word.at)
    if _they_missed_it(s, word):
        return s.days.working_day(day)
    return s.days.business_days_after(day, patience)


def answers_without_date(s: Situation) -> int:
    """How often, since they last met us or named a date, they answered what we had asked and
    named none.
    """
    met = [visit.ends for visit in s.visits]
    named = [s.days.end(e.said_on) for e in s.case.estimates if e.latest]
    start = max([*met, *named], default=None)
    asked = [(sent.at, True) for sent in s.unasked]
    answered = [(each.at, False) for each in s.theirs if each.purpose is not Purpose.RECEIPT]
    since = sorted(each for each in (*asked, *answered) if start is None or each[0] >= start)
    return sum(before and not ours for (_, before), (_, ours) in pairwise(since))


def _they_missed_it(s: Situation, word: Word) -> bool:
    return any(
        i.status is InterviewStatus.MISSED and word.key == f"interview-{i.id}-off"
        for i in s.case.interviews
    )


def _they_said(s: Situation) -> str:
    estimate = s.estimate
    if estimate is None or estimate.latest is None:
        return ""
    return f"{s.name(estimate.said_by)} said {say_day(estimate.latest)}"


def _past_their_date(s: Situation, latest: date, graced: date, grace: int) -> str:
    later = count(grace, "business day")
    return f"{_they_said(s)}; {later} later is {s.reckoned(latest, graced)}."


def _past_silence(s: Situation, word: Word, quiet_until: date, patience: int) -> str:
    if _they_missed_it(s, word):
        return f"Nobody came to {word.text}: it is right to ask the same day."
    since = s.silent_since or word.at
    decided = any(offer.decided_at == since for offer in s.case.offers)
    got = "your decision of" if decided else "what you sent them on"
    start = f"{got} {s.say(since)}" if since > word.at else word.text
    ends = s.reckoned(s.days.day_of(since), quiet_until)
    waited = f"{count(patience, 'business day')} after {start} is {ends}"
    if said := _they_said(s):
        return f"{said}, but {waited}."
    ahead = any(visit.ends == since and not visit.is_over for visit in s.visits)
    none = "No date is named yet" if ahead else "They named no date"
    return f"{none}. {waited[0].upper()}{waited[1:]}."


@rule(
    "escalate",
    "Write to the hiring manager",
    "{gap} after a check-in that nobody answered, where you got on well with the hiring manager.",
    advice="C6",
    numbers=(Number("gap", 5, "business days", 2, 30),),
    unasked=True,
)
def escalate(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Only past a silence that was asked into, and only with great rapport."""
    word, sent = s.last_word, s.unanswered
    if word is None or not sent or s.they_wait_for_us or s.case.no_contact:
        return
    manager = manager_to_ask(s)
    if manager is None:
        return
    due_on = s.days.business_days_after(s.days.day_of(sent[0].at), numbers["gap"])
    yield unasked_action(
        s,
        key=f"escalate:{word.key}",
        title=f"Write to {whom(s, manager)}",
        why=f"{no_word_since(s, sent[0])} for {count(numbers['gap'], 'business day')},"
        f" until {s.reckoned(s.days.day_of(sent[0].at), due_on)}, is not a good sign; but you got on"
        f" well with {manager.name}, and there is nothing to lose by asking.",
        advice=("C6", "C7"),
        opens_on=due_on,
        due_on=due_on,
        closes_on=s.days.business_days_after(due_on, 2 * numbers["gap"]),
        entered_at=sent[0].at,
        to=manager,
        settled_at=s.first_sent(Purpose.ESCALATE, word.at),
    )


def manager_to_ask(s: Situation) -> Contact | None:
    """The hiring manager, where the rapport was great and nobody has written to them yet."""
    manager = _manager_not_asked(s)
    return manager if manager and (s.rapport(manager.id) or 0) >= WARM else None


def is_cold(s: Situation) -> bool:
    """Whether rapport alone speaks against asking the hiring manager."""
    manager = _manager_not_asked(s)
    return manager is not None and (s.rapport(manager.id) or WARM) < WARM


def _manager_not_asked(s: Situation) -> Contact | None:
    manager = s.hiring_manager
    written = any(
        manager and sent.contact == manager.id and sent.purpose is not Purpose.ESCALATE
        for sent in s.unanswered
    )
    return None if written else manager
