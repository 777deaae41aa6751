"""The rules. Each stands beside its numbers and the guides' advice that it carries out.

A rule looks at the situation and yields the actions that follow from it. It never asks what time
it is: the same facts give the same actions.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from tracker.planning.days import DAY, EVENING, Days
from tracker.planning.facts import Channel, InformationRequest, InterviewStatus, Purpose
from tracker.planning.playbook import Action, Make, Number, Numbers, Rule, Window
from tracker.planning.situation import KIND_WORDS, Situation, Visit, Word
from tracker.planning.words import count, say_day, say_moment

_RULES: list[Rule] = []


def rule(
    kind: str,
    name: str,
    sentence: str,
    *,
    advice: tuple[str, ...] = (),
    numbers: tuple[Number, ...] = (),
) -> Callable[[Make], Make]:
    """Enter the function below into the list of rules, in the order in which they are written."""

    def enter(make: Make) -> Make:
        _RULES.append(Rule(kind, name, sentence, advice, numbers, make))
        return make

    return enter


@rule(
    "prepare",
    "Prepare",
    "The evening before an interview, and {minutes} minutes before it starts.",
    advice=("A1", "B1", "C15"),
    numbers=(Number("minutes", 60, "minutes", lowest=10, highest=240),),
)
def prepare(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """One for each day with interviews, however many there are on it."""
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
    "{minutes} minutes after the last interview of a day ends.",
    numbers=(Number("minutes", 30, "minutes", lowest=0, highest=240),),
)
def debrief(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """One for each day with interviews, after the last of them; done when all are debriefed."""
    """Decisions 6 and 10: once, after the last interview of a day; quiet hours do not hold it."""
    for visit in s.visits:
        yield Action(
            key=f"debrief:interview-{visit.id}",
            kind="debrief",
            title="Write down how it went",
            why=f"The interview ended on {say_moment(visit.ends, s.days.zone)}. Who was there and"
            " when they decide is what everything after it is planned by.",
            advice=(),
            window=_same_day_window(s.days, visit.ends, closes_after=2),
            remind_at=(visit.ends + timedelta(minutes=numbers["minutes"]),),
            entered_at=visit.entered_at,
            interview=visit.id,
            settled_at=visit.debriefed_at,
        )


@rule(
    "thank-you",
    "Thank-you e-mail",
    "The same day, one to each person you met; late after {closes}.",
    advice=("A3", "C1", "C4", "D4", "E1"),
    numbers=(Number("closes", 2, "days", lowest=1, highest=7),),
)
def thank_you(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """One a person and day; where nobody is known yet, one that asks whom you met (decision 6)."""
    """Decision 6: one to each person, after the last interview of the day in which they were."""
    for visit in s.visits:
        meetings = list(visit.meetings)
        if not meetings:
            yield _thanks(s, numbers, visit, visit.ends, visit.entered_at, None)
        for attendance, interview in meetings:
            entered_at = max(attendance.entered_at, interview.entered_at)
            yield _thanks(s, numbers, visit, interview.ends, entered_at, attendance.contact)


def _thanks(
    s: Situation,
    numbers: Numbers,
    visit: Visit,
    ended: datetime,
    entered_at: datetime,
    contact: int | None,
) -> Action:
    window = _same_day_window(s.days, ended, closes_after=numbers["closes"])
    last = s.days.day_of(window.closes)
    met = f"You met {s.name(contact)}" if contact else "The interview was"
    nameless = "" if contact else " Whom did you meet? Nobody is named yet."
    return Action(
        key=f"thank-you:interview-{visit.id}" + (f":contact-{contact}" if contact else ""),
        kind="thank-you",
        title=f"Thank {s.name(contact)}" if contact else "Thank the people you met",
        why=f"{met} on {say_day(visit.day)}. Thanks go out the same day, and on {say_day(last)}"
        f" at the latest.{nameless}",
        advice=("A3", "C1", "C4", "D4", "E1"),
        window=window,
        remind_at=(s.days.same_day(ended, entered_at), s.days.reminder(last)),
        entered_at=entered_at,
        contact=contact,
        channel=Channel.EMAIL,
        interview=visit.id,
        settled_at=s.first_sent(Purpose.THANK_YOU, ended, contact) if contact else None,
    )


@rule(
    "send-information",
    "Send information",
    "The same day, or on the day that you promised.",
    advice=("D1", "D2", "D3"),
)
def send_information(s: Situation, _numbers: Numbers) -> Iterator[Action]:
    """Decision 12: due the same day, or when it was promised; a day of grace, then it closes."""
    for request in s.case.requests:
        asked_on = s.days.day_of(request.asked_at)
        due_on = max(request.promised_for or asked_on, asked_on)
        due = s.days.end(due_on)
        window = Window(min(request.asked_at, due), due, s.days.end(due_on + DAY))
        at_once = s.days.same_day(request.asked_at, request.entered_at)
        yield Action(
            key=f"send-information:request-{request.id}",
            kind="send-information",
            title=f"Send {request.what}",
            why=_why_send(s, request),
            advice=("D1", "D2", "D3"),
            window=window,
            remind_at=(
                s.days.reminder(due_on) if due_on > asked_on else at_once,
                s.days.reminder(due_on + DAY),
            ),
            entered_at=request.entered_at,
            contact=request.asked_by,
            channel=request.channel,
            interview=None,
            request=request.id,
            settled_at=request.delivered_at,
        )


def _why_send(s: Situation, request: InformationRequest) -> str:
    asked = f"{s.name(request.asked_by)} asked for it on {s.say(request.asked_at)}"
    if request.promised_for:
        return f"{asked}, and you promised it for {say_day(request.promised_for)}."
    return f"{asked}. What is asked for is sent the same day."


@rule(
    "check-in",
    "Check-in",
    "After the date that they gave, {grace} later and not before {opens} later; but not sooner than"
    " {silence} after their last word. That alone counts where they gave no date.",
    advice=("A8", "A9", "B5", "C5", "D7"),
    numbers=(
        Number("opens", 1, "business days", lowest=1, highest=20),
        Number("grace", 2, "business days", lowest=1, highest=20),
        Number("silence", 5, "business days", lowest=1, highest=30),
        Number("closes", 10, "business days", lowest=1, highest=30),
    ),
)
def check_in(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Decisions 3, 5 and 7: the estimate stands, silence counts, and nothing is asked of people
    who wait for us.
    """
    word = s.last_word
    interviewed = any(i.counts or i.by_them for i in s.case.interviews)
    if word is None or not interviewed or s.they_wait_for_us:
        return
    days, since = s.days, max(word.at, s.last_delivery)
    opens_on = due_on = quiet_until = _quiet_until(s, word, numbers)
    if s.estimate and s.estimate.latest:
        latest = s.estimate.latest
        opens_on = max(quiet_until, days.business_days_after(latest, numbers["opens"]))
        due_on = max(quiet_until, days.business_days_after(latest, numbers["grace"]))
        opens_on = min(opens_on, due_on)
    closes_on = days.business_days_after(due_on, numbers["closes"])
    opens, due = max(days.start(opens_on), since), days.end(due_on)
    to = s.recipient
    yield Action(
        key=f"check-in:{word.key}",
        kind="check-in",
        title=_whom_to_ask(s),
        why=_why_check_in(s, word, numbers),
        advice=("A8", "B5", "C10") if s.estimate else ("A9", "C5", "D7", "B2"),
        window=Window(min(opens, due), due, days.end(closes_on)),
        remind_at=(days.reminder(due_on), days.reminder(closes_on)),
        entered_at=max(word.entered_at, s.estimate.entered_at if s.estimate else word.entered_at),
        contact=to.id if to else None,
        channel=s.channel(to.id if to else None),
        settled_at=s.first_sent(Purpose.CHECK_IN, word.at),
    )


def _quiet_until(s: Situation, word: Word, numbers: Numbers) -> date:
    """The business day on which silence ends: the same, where they missed their own interview."""
    day = s.days.day_of(max(word.at, s.last_delivery))
    if _they_missed_it(s, word):
        return s.days.business_days_after(day - DAY, 1)
    return s.days.business_days_after(day, numbers["silence"])


def _they_missed_it(s: Situation, word: Word) -> bool:
    return any(
        i.status is InterviewStatus.MISSED and word.key == f"interview-{i.id}-off"
        for i in s.case.interviews
    )


def _whom_to_ask(s: Situation) -> str:
    if s.recipient is None:
        return f"Check in with your contact at {s.case.company} (a name is missing)"
    role = KIND_WORDS.get(s.recipient.kind)
    return f"Check in with {s.recipient.name}" + (f" ({role})" if role else "")


def _why_check_in(s: Situation, word: Word, numbers: Numbers) -> str:
    latest = s.estimate.latest if s.estimate else None
    quiet_until = _quiet_until(s, word, numbers)
    said = f"{s.name(s.estimate.said_by)} said {say_day(latest)}" if s.estimate and latest else ""
    graced = s.days.business_days_after(latest, numbers["grace"]) if latest else None
    if graced and graced >= quiet_until:
        return f"{said}; {count(numbers['grace'], 'business day')} later is {say_day(graced)}."
    if _they_missed_it(s, word):
        return f"Nobody came to {word.text}: it is right to ask the same day."
    since = max(word.at, s.last_delivery)
    start = f"what you sent them on {s.say(since)}" if since > word.at else word.text
    waited = f"{count(numbers['silence'], 'business day')} after {start} is {say_day(quiet_until)}"
    if said:
        return f"{said}, but {waited}."
    return f"They named no date. {waited[0].upper()}{waited[1:]}."


def _same_day_window(days: Days, cause: datetime, *, closes_after: int) -> Window:
    """Opens with its cause, due the same local day, closes at the end of day `closes_after`."""
    day = days.day_of(cause)
    due = days.end(day)
    return Window(min(cause, due), due, days.end(day + closes_after * DAY))


RULES: tuple[Rule, ...] = tuple(_RULES)
RULE_BY_KIND = {each.kind: each for each in RULES}
