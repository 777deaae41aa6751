"""What an invitation would change, said before it changes anything."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from tracker.calendars.invitation import Event, Person
from tracker.calendars.standing import Effect, Standing, standing_of
from tracker.clock import say_clock
from tracker.models import Interview, User
from tracker.planning.facts import InterviewStatus
from tracker.planning.words import say_day
from tracker.queries.when import When, when_clock

STATUSES = {
    "accepted": "has accepted",
    "declined": "has declined",
    "tentative": "may come",
    "needs-action": "has not answered",
}


@dataclass(frozen=True, slots=True)
class Preview:
    event: Event
    standing: Standing
    title: str
    when: When | str  # in the owner's zone, or on a clock whose zone is not known
    there: str  # the same in theirs, if that is another
    length: str
    zone: str  # as they call it, and as it is known
    people: tuple[str, ...]
    changes: tuple[str, ...]
    is_over: bool


def preview_of(owner: User, event: Event, now: datetime) -> Preview:
    """All that the page says of one event."""
    standing = standing_of(owner, event, now)
    return Preview(
        event=event,
        standing=standing,
        title=event.summary or "An event without a title",
        when=say_when(event, now),
        there=_there(event),
        length=_length(event),
        zone=_zone(event),
        people=tuple(map(_person, event.people)),
        changes=_changes(event, standing, now),
        is_over=_is_over(event, now),
    )


def start_of(event: Event) -> datetime | None:
    """When it begins, in UTC; None if only a day, or a time in no known zone, is given."""
    if event.starts is None or not event.zone or event.is_all_day:
        return None
    return event.starts.replace(fold=event.fold, tzinfo=ZoneInfo(event.zone)).astimezone(UTC)


def _is_over(event: Event, now: datetime) -> bool:
    moment = start_of(event)
    if moment is not None:
        return moment + timedelta(minutes=event.minutes) <= now
    return bool(event.starts and event.starts.date() < timezone.localdate(now))


def say_when(event: Event, now: datetime) -> When | str:
    """In the owner's zone; on a clock whose zone is unknown, or as a day, where that is all."""
    moment = start_of(event)
    if moment:
        return when_clock(moment, now)
    if event.starts is None:
        return "It does not say when."
    day = f"{say_day(event.starts.date())} {event.starts.year}"
    if event.is_all_day:
        return f"{day}, all day"
    return f"{day} {say_clock(event.starts)} (time zone not known)"


def _there(event: Event) -> str:
    moment = start_of(event)
    if moment is None or event.starts is None or event.zone == "UTC":
        return ""
    if timezone.localtime(moment).replace(tzinfo=None) == event.starts:
        return ""
    day = say_day(event.starts.date())
    return f"{day} {say_clock(event.starts)} in {event.zone.replace('_', ' ')}"


def _zone(event: Event) -> str:
    known = event.zone.replace("_", " ")
    if not event.zone_said:
        return known
    if event.zone_said.strip("/").replace("_", " ") == known:
        return known
    return f"{event.zone_said} ({known or 'not recognised'})"


def _length(event: Event) -> str:
    return "" if event.starts is None or event.is_all_day else _say_minutes(event.minutes)


def _say_minutes(minutes: int) -> str:
    is_short = minutes <= 120 or minutes % 60
    return f"{minutes} minutes" if is_short else f"{minutes // 60} hours"


def _person(person: Person) -> str:
    address = f", {person.address}" if person.name and person.address else ""
    status = STATUSES.get(person.status, "")
    return f"{person.called}{address}{f' ({status})' if status else ''}"


def _changes(event: Event, standing: Standing, now: datetime) -> tuple[str, ...]:
    row = standing.interview
    if standing.effect is not Effect.MOVES or row is None:
        return ()
    told = (
        _move(event, row, now),
        _change("It takes", before := _say_minutes(row.minutes), _length(event) or before),
        _change("The place is", row.place, event.place),
        _change("The link to the call is", row.link, event.link),
        _after_all(standing) if _is_off(row) else "",
    )
    return tuple(filter(None, told)) or ("Nothing that is kept of it differs.",)


def _after_all(standing: Standing) -> str:
    if standing.is_off_since:
        return "They have called it off since, and it stays called off."
    return "It takes place after all."


def _is_off(row: Interview) -> bool:
    return row.status == InterviewStatus.CANCELLED and row.called_off_by_them


def _move(event: Event, row: Interview, now: datetime) -> str:
    # Its zone, and of a day its time, were given when it was taken.
    meant = event if event.zone else replace(event, zone=row.zone_name)
    is_its_day = event.starts is not None and event.starts.date() == row.date
    if (event.is_all_day and is_its_day) or start_of(meant) == row.starts_at:
        return ""
    before, after = when_clock(row.starts_at, now), say_when(event, now)
    return f"It moves from {_words(before)} to {_words(after)}."


def _words(when: When | str) -> str:
    return when.text if isinstance(when, When) else when


def _change(what: str, before: str, after: str) -> str:
    if before == after:
        return ""
    instead = f" instead of {before}" if before and after else ""
    return f"{what} {after}{instead}." if after else f"{what} no longer {before}."


def coming_first(events: Sequence[Event], now: datetime) -> list[tuple[int, Event]]:
    """With their numbers: those ahead by date, then the others, the latest first."""
    here = timezone.localtime(now).replace(tzinfo=None)
    numbered = [(number, each) for number, each in enumerate(events) if each.starts]
    ahead = [each for each in numbered if each[1].starts and each[1].starts >= here]
    past = [each for each in numbered if each not in ahead]
    ahead.sort(key=_start)
    past.sort(key=_start, reverse=True)
    undated = [(number, each) for number, each in enumerate(events) if not each.starts]
    return [*ahead, *past, *undated]


def _start(numbered: tuple[int, Event]) -> datetime:
    return numbered[1].starts or datetime.min  # noqa: DTZ901 - compared with times on a clock
