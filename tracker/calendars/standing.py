"""What saving an invitation would do, and to which interview."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tracker.calendars.invitation import Event
from tracker.models import Interview, Invitation, User
from tracker.models.invitations import DAY_LENGTH, Word, row_for

OTHER_METHODS = {
    "REPLY": "This is somebody’s answer to an invitation, not an invitation: it changes nothing.",
    "COUNTER": "Somebody proposes another time here. Until it is agreed, it changes nothing.",
    "DECLINECOUNTER": "A proposal of another time is refused here: it changes nothing.",
    "REFRESH": "Somebody asks for the newest version here: it changes nothing.",
}
NOT_KNOWN = (
    "They call off a meeting that you have not taken in. It can be remembered, in case that its"
    " invitation turns up later."
)
NEWER = "This is a newer version of an interview that you have."


class Effect(StrEnum):
    NEW = "new"
    MOVES = "moves"
    CALLS_OFF = "calls off"
    NOTES_CALLING_OFF = "notes calling off"  # of a meeting that is not known, or is off already
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Standing:
    """What saving would do, and to which interview."""

    effect: Effect
    sentence: str
    interview: Interview | None = None
    is_off_since: bool = False  # something that is not older calls it off


def word_of(event: Event) -> Word:
    """What `event` says, as it is told from other words of the same meeting."""
    series = event.rule and not event.calls_off  # which is called off as a whole
    dates = (*map(event.id_of, event.dates), *event.dates_apart) if series else ()
    return Word(
        event.uid,
        event.recurrence_id,
        event.sequence,
        event.stamped_at,
        occurrence=event.id_of(event.starts) if series and event.starts else "",
        dates=dates,
    )


def dated(event: Event, number: int) -> Event:
    """The event on one of the dates of its series."""
    if not 0 <= number < len(event.dates):
        return event
    return replace(event, starts=event.dates[number], fold=0)


def standing_of(owner: User, event: Event, now: datetime) -> Standing:
    word = word_of(event)
    if event.calls_off:
        return _calling_off(owner, word, now)
    if not event.agrees:
        other = f"It is no invitation, but “{event.method}”: it changes nothing."
        return Standing(Effect.NOTHING, OTHER_METHODS.get(event.method, other))
    row = owner.invitations.taken_for(word, now)
    if row is None or row.interview is None:
        off = owner.invitations.says_off(word)
        since = " They have called it off since, and it is entered as that." if off else ""
        return Standing(Effect.NEW, f"This is new: nothing is kept of it until you save.{since}")
    if row.is_moved_by(word):
        off = owner.invitations.says_off(word)
        return Standing(Effect.MOVES, NEWER, row.interview, is_off_since=off)
    return Standing(Effect.NOTHING, _why_nothing(row, word), row.interview)


def _why_nothing(row: Invitation, word: Word) -> str:
    if word.version == row.version:
        return "You have taken this in already: it changes nothing."
    if word.version < row.version:
        return "This is older than what you have: it changes nothing."
    return "You have told already how this interview went: it changes nothing."


def _calling_off(owner: User, word: Word, now: datetime) -> Standing:
    known = owner.invitations.called_off_by(word, now)
    rows = owner.invitations.to_call_off(word, word.version, now=now)
    if rows:
        which = "an interview" if len(rows) == 1 else f"{len(rows)} interviews"
        return Standing(
            Effect.CALLS_OFF, f"They call off {which} that you have.", rows[0].interview
        )
    if not known:
        return Standing(Effect.NOTES_CALLING_OFF, NOT_KNOWN)
    row = known[0]
    if row.takes_place:
        sentence = "This is older than what you have, which takes place: it changes nothing."
    elif row.interview and row.interview.debriefed_at:
        sentence = "They call off an interview of which you have told how it went: nothing changes."
    else:
        sentence = "They call off what is called off already: it changes nothing."
    return Standing(Effect.NOTHING, sentence, row.interview)


def date_to_look_at(owner: User, event: Event, now: datetime) -> int:
    """Of a series the first date that it would bring up to date, else one that is taken, else 0.

    Of one that has moved, the same day comes before others.
    """
    if len(event.dates) < 2:
        return 0
    rows = list(owner.invitations.of_series(event.uid))
    words = [word_of(dated(event, number)) for number in range(len(event.dates))]
    known = [
        (
            not row.is_moved_by(word),
            row.recurrence_id[:DAY_LENGTH] != word.date[:DAY_LENGTH],
            number,
        )
        for number, word in enumerate(words)
        if (row := row_for(rows, word, now)) and row.interview
    ]
    return min(known)[-1] if known else 0
