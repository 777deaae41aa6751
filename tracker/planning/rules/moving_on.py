"""When all has been asked: moving on, so that each wait has an end."""

from collections.abc import Iterator
from datetime import date, datetime

from tracker.planning.days import DAY
from tracker.planning.heard import Word
from tracker.planning.old import OLD_KEY
from tracker.planning.playbook import Action, Number, Numbers, Window
from tracker.planning.rules.entry import rule
from tracker.planning.rules.patience import BEFORE_AN_INTERVIEW, applied
from tracker.planning.rules.windows import day_window
from tracker.planning.situation import Situation
from tracker.planning.words import count, say_day

OLD = 61 * DAY  # decision 1: what is older when it is entered stands on a list of its own
QUESTIONS = ("check-in", "second-check-in", "escalate", "application-check-in")


@rule(
    "move-on",
    "Move on",
    "{days} after the last message that was due went unanswered: put it down as no reply.",
    advice="B8",
    numbers=(Number("days", 30, "days", 7, 180),),
    optional=True,
)
def move_on(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Decision 15: after the second unanswered message was sent, or would have closed unsent.

    It is planned from the first, so that each wait has an end; each word from them puts it off,
    and so does leaving it out.
    """
    word = s.last_word
    key = f"move-on:{word.key if word else 'application'}"
    left_out = _left_out(s, key)
    ends = _waiting_ends(s, word)
    if s.they_wait_for_us or ends is None:
        return
    kept = s.decided.get(OLD_KEY)
    if s.is_old_news and kept is None:
        return  # its list asks already
    since_kept = kept if s.is_old_news else None
    ends = max([ends, *left_out, *([s.days.day_of(since_kept)] if since_kept else [])])
    again = f":{len(left_out) + 1}" if left_out else ""
    window, remind_at = _from(s, ends, numbers["days"])
    yield Action(
        key=key + again,
        kind="move-on",
        title="Move on, if nothing has come",
        why=_why_move_on(ends, numbers["days"], kept=since_kept is not None),
        advice=("B8",),
        window=window,
        remind_at=remind_at,
        entered_at=max(_entered(s, word), since_kept or _entered(s, word)),
    )


def after_all_questions(actions: list[Action], asked: list[Action], s: Situation) -> list[Action]:
    """*Move on*, put off behind the last question that is still planned; others as they are."""
    open_ones = [each for each in asked if each.kind in QUESTIONS and not each.settled_at]
    if not open_ones:
        return actions
    last = max(s.days.day_of(each.window.closes) for each in open_ones)
    return [_put_off(each, last, s) if each.kind == "move-on" else each for each in actions]


def _put_off(action: Action, ends: date, s: Situation) -> Action:
    days = s.numbers["move-on"]["days"]
    window, remind_at = _from(s, ends, days)
    if action.settled_at or window.due <= action.window.due:
        return action
    why = _why_move_on(ends, days, kept=False)
    return action._replace(why=why, window=window, remind_at=remind_at)


def _from(s: Situation, ends: date, days: int) -> tuple[Window, tuple[datetime, ...]]:
    """Its window, so many `days` behind what `ends` the wait, and when it is mailed."""
    day = ends + days * DAY
    window = day_window(s.days, day, day, max(day + 14 * DAY, ends + OLD))
    return window, (s.days.reminder(day),)


def _why_move_on(ends: date, days: int, *, kept: bool) -> str:
    said = (
        f"On {say_day(ends)} you kept it open"
        if kept
        else (f"With {say_day(ends)} all has been asked that can be")
    )
    return (
        f"{said}; {count(days, 'day')} later it is fair to put this down as no reply. A late word"
        " from them opens it again, with all its history."
    )


def _left_out(s: Situation, key: str) -> list[date]:
    """The days on which the owner would rather wait on."""
    return [
        s.days.day_of(moment)
        for decided, moment in s.decided.items()
        if decided == key or decided.startswith(f"{key}:")
    ]


def _entered(s: Situation, word: Word | None) -> datetime:
    sent = s.unanswered[:2] if word else s.unasked
    known = [each.at for each in sent] + ([word.entered_at] if word else [])
    return max(known, default=s.case.entered_at or s.days.start(date(1970, 1, 1)))


def _waiting_ends(s: Situation, word: Word | None) -> date | None:
    """The day after which nothing more is to be asked."""
    if word is None:
        return _application_waiting_ends(s)
    since = s.days.day_of(s.silent_since or word.at)
    latest = s.estimate.latest if s.estimate else None
    if s.case.no_contact:
        return max(since, latest or since)
    sent = s.unanswered
    if len(sent) > 1:
        return s.days.day_of(sent[1].at)
    second = 2 * s.numbers["second-check-in"]["gap"]  # due after one gap, it closes after another
    if sent:
        return s.days.business_days_after(s.days.day_of(sent[0].at), second)
    first = s.numbers["check-in"]["silence"] + s.numbers["check-in"]["closes"]
    return s.days.business_days_after(max(since, latest or since), first + second)


def _application_waiting_ends(s: Situation) -> date | None:
    """Where nobody has said a word: from the application, or what the owner did with it last."""
    applied_on = applied(s)
    if applied_on is None:
        return None
    if s.unasked:
        return s.days.day_of(s.unasked[-1].at)
    mine = [each.called_off_at for each in s.case.interviews if each.called_off_at]
    if s.case.stage not in BEFORE_AN_INTERVIEW and s.case.stage_since:
        mine.append(s.case.stage_since)
    numbers = s.numbers["application-check-in"]
    since = max([applied_on, *map(s.days.day_of, mine)])
    return s.days.business_days_after(since, numbers["silence"] + numbers["closes"])
