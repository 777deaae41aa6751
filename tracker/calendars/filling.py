"""What an invitation says, as the fields of the form in which it is set right."""

import re
from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tracker.calendars.invitation import Event, Person
from tracker.calendars.preview import start_of
from tracker.models import Interview
from tracker.models.companies import NAME_LENGTH
from tracker.planning.facts import ContactKind
from tracker.queries.invitations import is_of_a_program

BY_PHONE = re.compile(r"\b(phone|telephone|telefon\w*|anruf|téléphone|llamada)\b", re.IGNORECASE)
PANEL = re.compile(r"\bpanel\b", re.IGNORECASE)


def initial_of(event: Event, interview: Interview | None, zone: str) -> dict[str, object]:
    """Filled from `event`; what the owner has noted of `interview` stays. `zone` is the owner's."""
    wall, zone_name, fold = _clock(event, interview.zone_name if interview else zone)
    hour, minutes = wall.time() if wall else None, event.minutes
    if event.is_all_day:  # then both are asked for, once
        hour, minutes = (interview.time, interview.minutes) if interview else (None, 60)
    return {
        "kind": interview.kind if interview else kind_of(event),
        "date": wall.date() if wall else None,
        "time": hour,
        "which": "second" if fold else "first",
        "minutes": minutes,
        "zone_name": zone_name or (interview.zone_name if interview else ""),
        "place": event.place,
        "link": event.link,
        "invited_on": interview.invited_on if interview else _invited_on(event, zone),
        "notes": (interview.notes if interview else "") or event.description,
    }


def _invited_on(event: Event, zone: str) -> date | None:
    """The day on which it was written; a file that was saved afterwards tells only of that."""
    day = event.stamped_at.astimezone(ZoneInfo(zone)).date() if event.stamped_at else None
    return day if day and event.starts and day <= event.starts.date() else None


def _clock(event: Event, zone: str) -> tuple[datetime | None, str, int]:
    """What is given in UTC is told by the clock of `zone`: nobody lives in UTC."""
    moment = start_of(event)
    if event.zone == "UTC" and moment:
        local = moment.astimezone(ZoneInfo(zone))
        return local.replace(tzinfo=None), zone, local.fold
    return event.starts, zone if event.is_all_day else event.zone, event.fold


def kind_of(event: Event) -> str:
    """The likeliest; the form lets it be set right."""
    words = f"{event.summary} {event.place}"
    if PANEL.search(words):
        return "panel"
    if event.link:
        return "video"
    if BY_PHONE.search(words):
        return "phone"
    return "on-site" if event.place else "video"


def newcomers_of(event: Event, known: Collection[str]) -> list[dict[str, object]]:
    """The people in it who are not among the `known`, to be added unless it is unticked.

    `known` are addresses; and names, of those who are at hand.
    """
    taken = {each.casefold() for each in known if each}
    return [
        {
            "keep": True,
            "name": name_of(person),
            "kind": ContactKind.INTERVIEWER,
            "email": person.address,
        }
        for person in event.people
        if not is_of_a_program(person.address)
        and taken.isdisjoint((person.address.casefold(), name_of(person).casefold()))
    ]


def name_of(person: Person) -> str:
    """What they are called, if need be by their address."""
    return (person.name or _name_in(person.address))[:NAME_LENGTH]


def _name_in(address: str) -> str:
    """Dana Reyes of dana.reyes@example.com"""
    parts = re.split(r"[._+-]+", address.partition("@")[0])
    return " ".join(part.capitalize() for part in parts if part)


def question_of_zone(event: Event) -> str:
    """What to ask, if the zone of the time is not known; "" if it is."""
    if event.zone or event.is_all_day:
        return ""
    if event.zone_said:
        return f"Its time zone is not recognised (“{event.zone_said[:80]}”): which one is it?"
    return "It does not say in which time zone: which one is it?"
