"""What they asked for, and waits for the owner."""

from collections.abc import Iterator
from datetime import date

from tracker.planning.days import DAY
from tracker.planning.facts import EVERY_STAGE, InformationRequest, Message, Purpose
from tracker.planning.playbook import Action, Number, Numbers, Window
from tracker.planning.rules.entry import rule
from tracker.planning.rules.windows import same_day_window
from tracker.planning.situation import Situation
from tracker.planning.words import count, say_day


@rule(
    "send-information",
    "Send information",
    "The same day, or on the day that you promised.",
    advice="D1 D2 D3",
    stages=EVERY_STAGE,
    owed=True,
    same_day=True,
)
def send_information(s: Situation, _numbers: Numbers) -> Iterator[Action]:
    """Decision 12: due the same day, or when it was promised; a day of grace, then it closes."""
    for request in _owed(s):
        asked_on = s.days.day_of(request.asked_at)
        due_on = max(s.promised_for(request) or asked_on, asked_on)
        due, closes = s.days.end(due_on), s.days.end(due_on + DAY)
        opens = s.days.start(due_on) if due_on > asked_on else request.asked_at
        at_once = s.days.same_day(request.asked_at, request.entered_at)
        yield Action(
            key=f"send-information:request-{request.id}",
            kind="send-information",
            title=f"Send {request.what}",
            why=_why_send(s, request),
            advice=("D1", "D2", "D3"),
            window=Window(min(opens, due), due, closes),
            remind_at=(
                s.days.reminder(due_on) if due_on > asked_on else at_once,
                s.days.reminder(due_on + DAY),
            ),
            entered_at=request.entered_at,
            contact=_asker(s, request, due_on + DAY),
            channel=request.channel,
            request=request.id,
            settled_at=s.request_sent(request),
        )


def _owed(s: Situation) -> Iterator[InformationRequest]:
    return (request for request in s.case.requests if s.is_owed(request.asked_at))


def _asker(s: Situation, request: InformationRequest, last: date) -> int | None:
    """Who asked; where nobody is named, who is written to in any case (decision 16)."""
    if request.asked_by is None and s.recipient:
        return s.present(s.recipient.id, last)
    return s.present(request.asked_by, last)


def _why_send(s: Situation, request: InformationRequest) -> str:
    asked = f"{s.name(request.asked_by)} asked for it on {s.say(request.asked_at)}"
    if request.needed_by:
        need = "needs" if request.asked_by in s.contacts else "need"
        asked += f" and {need} it by {say_day(request.needed_by)}"
    if promised := s.promised_for(request):
        return f"{asked}; you promised it for {say_day(promised)}."
    return f"{asked}. What is asked for is sent the same day."


@rule(
    "promise-information",
    "Promise information",
    "Where it takes longer than {after}: say so within that time, and name the day.",
    advice="D2",
    numbers=(Number("after", 1, "days", lowest=1, highest=3),),
    stages=EVERY_STAGE,
    owed=True,
    same_day=True,
)
def promise_information(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Decision 12: withdrawn when it is delivered, or when they were told a day."""
    for request in _owed(s):
        asked_on = s.days.day_of(request.asked_at)
        last = asked_on + numbers["after"] * DAY
        ready = request.can_send_on
        if ready and ready > last and not (request.promised_for or s.request_settled(request)):
            yield _promise(s, request, ready, numbers["after"])


def _promise(s: Situation, request: InformationRequest, ready: date, after: int) -> Action:
    window = same_day_window(s.days, request.asked_at, closes_after=after)
    to = _asker(s, request, s.days.day_of(window.closes))
    return Action(
        key=f"promise-information:request-{request.id}",
        kind="promise-information",
        title=f"Say when {request.what} will come",
        why=f"{s.name(request.asked_by)} asked on {s.say(request.asked_at)}, and you can send"
        f" it on {say_day(ready)}. That is longer than"
        f" {count(after, 'day')}: tell them now, with the date.",
        advice=("D2",),
        window=Window(window.opens, window.closes, window.closes),
        remind_at=(s.days.same_day(request.asked_at, request.entered_at),),
        entered_at=request.entered_at,
        contact=to,
        channel=s.channel(to),
        request=request.id,
        settled_at=s.first_sent(Purpose.PROMISE, request.asked_at, request.asked_by),
    )


@rule(
    "answer-them",
    "Answer them",
    "A message that wants an answer gets one within {within}.",
    numbers=(Number("within", 1, "days", lowest=0, highest=5),),
    stages=EVERY_STAGE,
    owed=True,
    same_day=True,
)
def answer_them(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Settled by whatever the owner wrote after it."""
    for message in s.theirs:
        if message.wants_answer and s.is_owed(message.at):
            yield _answer(s, message, numbers["within"])


def _answer(s: Situation, message: Message, within: int) -> Action:
    due_on = s.days.day_of(message.at) + within * DAY
    due = s.days.end(due_on)
    return Action(
        key=f"answer-them:message-{message.id}",
        kind="answer-them",
        title=f"Answer {s.name(message.contact, 'them')}",
        why=f"{s.name(message.contact)} wrote on {s.say(message.at)}; an answer is awaited.",
        advice=(),
        window=Window(min(message.at, due), due, s.days.end(due_on + DAY)),
        remind_at=(
            s.days.same_day(message.at, message.entered_at),
            s.days.reminder(due_on + DAY),
        ),
        entered_at=message.entered_at,
        contact=s.present(message.contact, due_on + DAY),
        channel=message.channel,
        settled_at=s.first_sent(None, message.at),
    )
