"""What a calendar file, a mail that carries one, or pasted text says: read, and not yet believed.

Reading happens in a process of its own, with limits on its time and memory, because the file was
written by somebody else. This module and `reading` know no Django, so that it starts at once.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from tracker.calendars.reading.limits import MOST_BYTES, SECONDS_TO_WAIT

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
TOO_LARGE = "It is larger than 1 MB, which no invitation is. Choose the .ics file of one meeting."
TOO_MUCH = (
    "It took too long to read, as if it had been made to. Enter the interview by hand instead."
)
# What they ask for by sending it (RFC 5546); anything else changes nothing of the interview.
AGREEING, CALLING_OFF = frozenset({"", "PUBLISH", "REQUEST", "ADD"}), frozenset({"CANCEL"})


class UnreadableError(Exception):
    """Nothing can be taken from it; its text is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    address: str  # "" if none is given
    status: str = ""  # accepted, declined, tentative, needs-action

    @property
    def called(self) -> str:
        return self.name or self.address


@dataclass(frozen=True, slots=True)
class Event:
    """One meeting, or one date of a series, as it was written; `starts` is the time on a clock."""

    uid: str
    recurrence_id: str = ""  # which date of a series it speaks of
    sequence: int = 0
    stamped_at: datetime | None = None
    method: str = ""
    is_cancelled: bool = False
    starts: datetime | None = None  # a cancellation may leave it out
    fold: int = 0
    zone: str = ""  # "": to be asked
    zone_said: str = ""  # as they call it
    is_all_day: bool = False
    minutes: int = 60
    dates: tuple[datetime, ...] = ()  # of a series, those to come
    dates_apart: tuple[
        str, ...
    ] = ()  # those of which the same file says otherwise, as `id_of` does
    rule: str = ""  # in words
    summary: str = ""
    description: str = ""
    place: str = ""
    link: str = ""
    organizer: Person | None = None
    attendees: tuple[Person, ...] = ()
    remarks: tuple[str, ...] = ()  # what was left out, and what was assumed

    @property
    def calls_off(self) -> bool:
        return self.method in CALLING_OFF or (self.is_cancelled and self.method in AGREEING)

    @property
    def agrees(self) -> bool:
        return self.method in AGREEING and not self.is_cancelled and self.starts is not None

    def id_of(self, date: datetime) -> str:
        """What a RECURRENCE-ID calls a date of this series."""
        if self.is_all_day:
            return date.date().isoformat()
        zone = ZoneInfo(self.zone) if self.zone else None
        return (date.replace(tzinfo=zone).astimezone(UTC) if zone else date).isoformat()

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody named in it, the organiser first, each once."""
        named = (*((self.organizer,) if self.organizer else ()), *self.attendees)
        keys = [person.address.lower() or person.name for person in named]
        return tuple(each for n, each in enumerate(named) if keys[n] not in keys[:n])


@dataclass(frozen=True, slots=True)
class Invitation:
    events: tuple[Event, ...]
    remarks: tuple[str, ...] = ()  # what was left out of the file as a whole

    def as_json(self) -> dict[str, Any]:
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self), default=_written))
        return plain

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(tuple(map(_event, data["events"])), tuple(data["remarks"]))


def read_invitation(data: bytes, *, now: datetime, zone: str) -> Invitation:
    """What `data` says; of a series, the dates after `now`.

    `zone` is the reader's own, to be preferred among several that keep the same time. Raises
    UnreadableError. Source: rules 1 to 10 of the notes on calendar files in the wild.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableError(TOO_LARGE)
    answer = json.loads(_read_apart(data, now, zone))
    if "refused" in answer:
        raise UnreadableError(answer["refused"])
    return Invitation.from_json(answer)


def _read_apart(data: bytes, now: datetime, zone: str) -> bytes:
    moment = now.astimezone(UTC).isoformat()
    command = [sys.executable, "-m", "tracker.calendars.reading", moment, zone]
    try:
        child = subprocess.run(  # noqa: S603 - no word of the command comes from the file
            command,
            input=data,
            capture_output=True,
            timeout=SECONDS_TO_WAIT,
            cwd=ROOT,
            env=_environment(),
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        # For whoever runs this: a limit that is too low here would look like a hostile file.
        log.warning("Reading an invitation ended early: %s", type(error).__name__)
        raise UnreadableError(TOO_MUCH) from error
    return child.stdout


def _environment() -> dict[str, str]:
    """Nothing of ours but what finds Python and its zones: no key, no address of a database."""
    kept = ("PATH", "PYTHONPATH", "PYTHONHOME", "PYTHONTZPATH", "VIRTUAL_ENV", "SYSTEMROOT")
    return {name: os.environ[name] for name in kept if name in os.environ}


def _event(data: Mapping[str, Any]) -> Event:
    organizer, moments = data["organizer"], ("starts", "stamped_at")
    return Event(
        **dict(data)
        | {name: datetime.fromisoformat(data[name]) if data[name] else None for name in moments}
        | {
            "organizer": Person(**organizer) if organizer else None,
            "attendees": tuple(Person(**person) for person in data["attendees"]),
            "dates": tuple(map(datetime.fromisoformat, data["dates"])),
            "dates_apart": tuple(data.get("dates_apart", ())),
            "remarks": tuple(data["remarks"]),
        }
    )


def _written(value: date) -> str:
    return value.isoformat()
