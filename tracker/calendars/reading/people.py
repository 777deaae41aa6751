"""Who calls, and who is called: their names and addresses, however they are written."""

import re
from collections.abc import Iterable
from typing import Any

from icalendar import Component

from tracker.calendars.invitation import Person
from tracker.calendars.reading.limits import LINE_LENGTH, PEOPLE_KEPT
from tracker.calendars.reading.values import values_of
from tracker.text import clean_line

ADDRESS = re.compile(r"[^\s@<>\"'(),:;\[\]\\]+@[^\s@<>\"'(),:;\[\]\\/]+\.[^\s@<>\"'(),:;\[\]\\/.]+")
NAME_LENGTH, ADDRESS_LENGTH = 200, 254
THINGS = {"RESOURCE", "ROOM"}
# What stands behind a comma and is no first name.
TITLES = {
    "co",
    "corp",
    "dr",
    "esq",
    "gmbh",
    "ii",
    "iii",
    "inc",
    "jr",
    "llc",
    "ltd",
    "mba",
    "md",
    "phd",
    "sr",
}
STATUSES = {"ACCEPTED", "DECLINED", "TENTATIVE", "NEEDS-ACTION"}


def organizer_of(event: Component) -> Person | None:
    found = _people(values_of(event, "ORGANIZER"))
    return found[0] if found else None


def attendees_of(event: Component) -> tuple[list[Person], bool]:
    """Those who are invited, rooms and projectors left out; the first fifty, and if that cuts."""
    people = _people(values_of(event, "ATTENDEE"))
    return people[:PEOPLE_KEPT], len(people) > PEOPLE_KEPT


def _people(values: Iterable[Any]) -> list[Person]:
    """Each once, by address or else by name."""
    people = map(_person, values)
    named = [person for person in people if person and person.called]
    return list({person.address or person.name: person for person in named}.values())


def _person(value: Any) -> Person | None:
    params = getattr(value, "params", {})
    if str(params.get("CUTYPE", "")).upper() in THINGS:
        return None
    address = _address(str(value)) or _address(str(params.get("EMAIL", "")))
    name = clean_line(str(params.get("CN", ""))[:LINE_LENGTH]).strip("\"' ")
    status = str(params.get("PARTSTAT", "")).upper()
    return Person(
        name="" if ADDRESS.fullmatch(name) else spoken(name)[:NAME_LENGTH],
        address=address,
        status=status.lower() if status in STATUSES else "",
    )


def spoken(name: str) -> str:
    """The name as it is said: directories of companies write "Reyes, Dana"."""
    parts = [part.strip() for part in name.split(",")]
    words = [part.split() for part in parts]
    is_listed = len(parts) == 2 and all(1 <= len(part) <= 3 for part in words)
    if not is_listed or words[1][-1].strip(".").casefold() in TITLES:
        return name
    return f"{parts[1]} {parts[0]}"


def _address(text: str) -> str:
    """The first address in `mailto:dana@…`, a bare one, or one in quotes; else ""."""
    found = ADDRESS.search(clean_line(text[:2_000]).removeprefix("mailto:"))
    address = found.group() if found else ""
    return address if len(address) <= ADDRESS_LENGTH else ""
