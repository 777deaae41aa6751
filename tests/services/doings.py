"""What a user does, in a few words, and how their follow-ups then stand."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from tracker.models import Application, Contact, FollowUp, FollowUpStatus, Interview, Message
from tracker.planning.facts import Direction, Purpose
from tracker.services.debriefs import Asked, Debrief, Met, Said, save_debrief
from tracker.services.interviews import schedule_interview
from tracker.services.messages import log_message

BERLIN = ZoneInfo("Europe/Berlin")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026, in Berlin."""
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


def agreed(day: int = 24, hour: int = 14) -> dict[str, Any]:
    return {
        "kind": "video",
        "date": date(2026, 11, day),
        "time": time(hour),
        "minutes": 60,
        "zone_name": "Europe/Berlin",
    }


def schedule(
    application: Application, *attendees: Contact, day: int = 24, hour: int = 14, now: datetime
) -> Interview:
    values, ids = agreed(day, hour), [who.pk for who in attendees]
    return schedule_interview(application, values=values, attendees=ids, now=now)


def debrief(
    interview: Interview,
    *,
    met: Sequence[Contact] = (),
    said: Said | None = None,
    asked: Sequence[Asked] = (),
    now: datetime,
) -> None:
    interview.refresh_from_db()
    told = Debrief(met=[Met(who.pk) for who in met], said=said, asked=asked)
    save_debrief(interview, told, version=interview.version, now=now)


def they_write(application: Application, *, now: datetime, said: Said | None = None) -> Message:
    values = {"direction": Direction.IN, "at": now}
    return log_message(application, values=values, said=said, now=now)


def you_write(application: Application, purpose: Purpose, to: Contact, *, now: datetime) -> Message:
    values = {"direction": Direction.OUT, "purpose": purpose, "contact": to, "at": now}
    return log_message(application, values=values, said=None, now=now)


def the(kind: str, application: Application) -> FollowUp:
    """The one follow-up of this kind that is not withdrawn."""
    rows = application.follow_ups.exclude(status=FollowUpStatus.WITHDRAWN)
    return rows.get(kind=kind)


def standing(application: Application) -> dict[str, str]:
    """How each follow-up stands, by key without the numbers of rows."""
    rows = application.follow_ups.order_by("pk").values_list("key", "status")
    return {re.sub(r"-\d+", "", key): status for key, status in rows}
