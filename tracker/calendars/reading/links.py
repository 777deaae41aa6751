"""Where the call is joined; of the places where it may stand, the likeliest first."""

import re
from urllib.parse import urlsplit

from icalendar import Component

from tracker.calendars.reading.values import values_of

LONGEST = 2_000
PLACES = (
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-GOOGLE-CONFERENCE",
    "CONFERENCE",
    "URL",
    "LOCATION",
)
LINK = re.compile(r"https?://[^\s<>\"'\\^`{|}\[\]]+", re.IGNORECASE)
AFTER_IT = ".,;:!?)*_"


def join_link(event: Component) -> str:
    """The address of the call, or ""."""
    for name in PLACES:
        for value in _values(event, name):
            if link := _first(value):
                return link
    secure = [link for value in _values(event, "DESCRIPTION") for link in _all(value)]
    return next((link for link in secure if link.lower().startswith("https:")), "")


def without_link(place: str, link: str) -> str:
    """A place that is nothing but the link is no place."""
    return "" if place.strip(f"<> {AFTER_IT}") == link.strip(AFTER_IT) else place


def _values(event: Component, name: str) -> list[str]:
    return [str(each) for each in values_of(event, name) if each]


def _first(text: str) -> str:
    return next(iter(_all(text)), "")


def _all(text: str) -> list[str]:
    found = (link.rstrip(AFTER_IT) for link in LINK.findall(text[:100_000]))
    return [link for link in found if len(link) <= LONGEST and _leads_somewhere(link)]


def _leads_somewhere(link: str) -> bool:
    """Not to this machine, and not with a name and password in front."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    return "." in host.strip(".") and "@" not in parts.netloc
