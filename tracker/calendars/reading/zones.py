"""Which time is meant: by the zone that is named, described, or kept at the same times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Component
from icalendar.timezone import tzp
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON
from icalendar.timezone.zoneinfo import ZONEINFO

FORTNIGHTS = range(0, 366, 14)
# Before others that keep the same times: Havana is not what "Customized Time Zone" means.
USUAL = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "Europe/London",
    "Europe/Berlin",
)


class Zones(ZONEINFO):
    """Known zones; "Europe", which is a folder of them, and names too long for a file, are none."""

    def timezone(self, name: str) -> tzinfo | None:
        try:
            return super().timezone(name)
        except OSError:
            return None


def forget_zones() -> None:
    """Before each reading: the parser keeps the first zone of a name, and many are called alike."""
    tzp.use(Zones())


@dataclass(frozen=True, slots=True)
class Placed:
    wall: datetime  # as a clock in `zone` shows it
    zone: str  # "": to be asked
    said: str  # what they call the zone


def place_in_time(
    value: datetime, said: str, described: Iterable[Component], preferred: str
) -> Placed:
    """Where `value` stands; `said` is the name of its zone, `described` are those of the file.

    A moment whose zone keeps the times of no known one is given in UTC: it is right all the same.
    """
    zone = value.tzinfo or _described_as(said, described)
    if zone is None:
        return Placed(value, "", said)
    aware = value.replace(tzinfo=zone)
    name = _name_of(zone, said, aware, preferred)
    wall = aware.astimezone(UTC).astimezone(ZoneInfo(name)).replace(tzinfo=None)
    return Placed(wall, name, said)


def _described_as(said: str, described: Iterable[Component]) -> tzinfo | None:
    """The zone of the file whose name differs in spaces and capitals only."""
    wanted = _plain(said)
    for each in described:
        if wanted and _plain(str(each.get("TZID", ""))) == wanted:
            try:
                made: tzinfo = each.to_tz(lookup_tzid=False)  # type: ignore[attr-defined]
            except Exception:
                return None
            return made
    return None


def _plain(name: str) -> str:
    return name.strip(" \t/\"'").casefold()


def _name_of(zone: tzinfo, said: str, aware: datetime, preferred: str) -> str:
    key = str(getattr(zone, "key", ""))
    if key in _places():
        return key
    windows = WINDOWS_TO_OLSON.get(said.strip("/ "), "")
    named = [name for name in sorted(_places()) if _city(name) in said.casefold()]
    known = (windows, *named, preferred, *USUAL, *WINDOWS_TO_OLSON.values())
    kept = (name for name in known if name and _keeps_the_same_times(name, zone, aware))
    return "UTC" if _is_utc(zone, aware) else next(kept, "UTC")


def _city(name: str) -> str:
    return name.rpartition("/")[2].replace("_", " ").casefold()


def _is_utc(zone: tzinfo, aware: datetime) -> bool:
    year = (aware + timedelta(days=days) for days in FORTNIGHTS)
    return isinstance(zone, ZoneInfo) and not any(day.utcoffset() for day in year)


@cache
def _places() -> frozenset[str]:
    return frozenset(
        name
        for name in available_timezones()
        if "/" in name and not name.startswith(("Etc/", "SystemV/"))
    )


def _keeps_the_same_times(name: str, zone: tzinfo, aware: datetime) -> bool:
    """All through the year that begins with it."""
    known, first = ZoneInfo(name), aware.replace(tzinfo=None)
    days = [first, *(first + timedelta(days=days, hours=1) for days in FORTNIGHTS)]
    return all(known.utcoffset(day) == zone.utcoffset(day) for day in days)
