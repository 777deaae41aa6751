"""Invitations written by hand, as the products of this world write them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from tracker.calendars.invitation import Event, Invitation, read_invitation

NOW = datetime(2026, 11, 17, 11, tzinfo=UTC)
BASE = {
    "UID": "one@northwind.example",
    "DTSTAMP": "20261116T090000Z",
    "SEQUENCE": "0",
    "DTSTART;TZID=America/New_York": "20261124T100000",
    "DTEND;TZID=America/New_York": "20261124T104500",
    "SUMMARY": "Interview with Northwind",
    "ORGANIZER;CN=Dana Reyes": "mailto:dana@northwind.example",
    "ATTENDEE;CN=Sam Okafor;PARTSTAT=ACCEPTED": "mailto:sam@northwind.example",
    "ATTENDEE;CN=Alice;PARTSTAT=NEEDS-ACTION": "mailto:alice@example.com",
}
CUSTOM_ZONE = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T0{hour}0000
TZOFFSETFROM:{summer}
TZOFFSETTO:{winter}
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY={back}
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:{winter}
TZOFFSETTO:{summer}
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY={forth}
END:DAYLIGHT
END:VTIMEZONE
"""
EUROPEAN = CUSTOM_ZONE.format(
    hour=3, summer="+0200", winter="+0100", back="-1SU;BYMONTH=10", forth="-1SU;BYMONTH=3"
)
AMERICAN = CUSTOM_ZONE.format(
    hour=2, summer="-0400", winter="-0500", back="1SU;BYMONTH=11", forth="2SU;BYMONTH=3"
)
CUSTOM = {
    "DTSTART;TZID=Customized Time Zone": "20261124T103500",
    "DTEND;TZID=Customized Time Zone": "20261124T113500",
}


def clock(*numbers: int) -> datetime:
    """What a clock on the wall shows, wherever it hangs."""
    return datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001


def event(lines: Mapping[str, str | None] | None = None, *, without: tuple[str, ...] = ()) -> str:
    """A VEVENT: the usual lines, those given instead, and none whose name is left out."""
    changed = dict(lines or {})
    names = {name.partition(";")[0] for name in changed} | set(without)
    kept = {name: text for name, text in BASE.items() if name.partition(";")[0] not in names}
    body = "".join(f"{name}:{text}\n" for name, text in (kept | changed).items())
    return f"BEGIN:VEVENT\n{body}END:VEVENT\n"


def calendar(*parts: str, method: str = "REQUEST") -> bytes:
    head = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Written by hand//EN\nMETHOD:{method}\n"
    return f"{head}{''.join(parts)}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def invitation(
    lines: Mapping[str, str | None] | None = None, *, method: str = "REQUEST", **kwargs
) -> bytes:
    return calendar(event(lines, **kwargs), method=method)


def invitation_at(starts: datetime) -> bytes:
    """The usual one at another moment, for 45 minutes."""
    moments = {"DTSTART": starts, "DTEND": starts + timedelta(minutes=45)}
    return invitation(
        {name: f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for name, at in moments.items()}
    )


def read(data: bytes) -> Invitation:
    return read_invitation(data, now=NOW, zone="Europe/Berlin")


def read_one(data: bytes) -> Event:
    (only,) = read(data).events
    return only
