"""When a file cannot be read as a whole: each event by itself, without what spoils it."""

import re
from dataclasses import dataclass

from icalendar import Calendar

from tracker.calendars.reading.zones import forget_zones

FOLD = re.compile(r"\r?\n[ \t]")
BLOCK = re.compile(
    r"^BEGIN:(VEVENT|VTIMEZONE)[ \t]*$(.*?)^END:\1[ \t]*$",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
CUT_SHORT = re.compile(r"^BEGIN:VEVENT[ \t]*$((?:(?!^END:VEVENT).)*)\Z", re.I | re.M | re.S)
INNER = re.compile(r"^BEGIN:(\w+)[ \t]*$.*?^END:\1[ \t]*$\n?", re.I | re.M | re.S)
METHOD = re.compile(r"^METHOD:(.*)$", re.IGNORECASE | re.MULTILINE)
NAME = re.compile(r"[A-Za-z0-9-]+")
UNEVEN = "The file ends in the middle of an event, so something may be missing."


@dataclass(frozen=True, slots=True)
class Rescued:
    text: str
    remarks: list[str]


def calendars_in(text: str) -> Rescued:
    """One calendar for each event that can be read, its broken lines left out and named."""
    text = FOLD.sub("", text).replace("\r\n", "\n")
    methods = METHOD.findall(text)
    head = f"METHOD:{methods[0].strip()}\n" if methods else ""
    blocks = [(kind.upper(), body) for kind, body in BLOCK.findall(text)]
    zones = "".join(filter(_reads, (_wrapped("VTIMEZONE", b) for k, b in blocks if k[1] == "T")))
    events = [_mended(body, zones) for kind, body in blocks if kind == "VEVENT"]
    remarks = [remark for _, left_out in events for remark in left_out]
    rest = CUT_SHORT.search(BLOCK.sub("", text))
    if rest:
        body, left_out = _mended(rest.group(1), zones)
        events.append((body, left_out))
        remarks.extend([*left_out, UNEVEN])
    good = [_calendar(head + zones + body) for body, _ in events if body]
    return Rescued("".join(good), list(dict.fromkeys(remarks)))


def _mended(body: str, zones: str) -> tuple[str, list[str]]:
    """The event without its alarms and what cannot be read; "" if then nothing says when it is."""
    body = INNER.sub("", body)
    whole = _wrapped("VEVENT", body)
    if _reads(zones + whole):
        return whole, []
    lines = [line for line in body.splitlines() if line.strip()]
    good = [line for line in lines if _reads(_wrapped("VEVENT", f"{line}\n"))]
    left_out = [_remark(line) for line in lines if line not in good]
    if _reads(zones + (together := _wrapped("VEVENT", "\n".join(good) + "\n"))):
        return together, left_out
    # Each can be read and all of them cannot: what contradicts the rest is how long it takes.
    brief = [line for line in good if not line.upper().startswith(("DTEND", "DURATION"))]
    without_end = _wrapped("VEVENT", "\n".join(brief) + "\n")
    return (without_end if _reads(zones + without_end) else "", left_out)


def _remark(line: str) -> str:
    name = NAME.match(line)
    return f"{name.group().upper()} could not be read." if name else "A line could not be read."


def _wrapped(name: str, body: str) -> str:
    return f"BEGIN:{name}{'' if body.startswith(chr(10)) else chr(10)}{body}END:{name}\n"


def _calendar(body: str) -> str:
    return f"BEGIN:VCALENDAR\n{body}END:VCALENDAR\n"


def _reads(body: str) -> bool:
    forget_zones()
    try:
        Calendar.from_ical(_calendar(body).encode("utf-8", "replace"))
    except Exception:
        return False
    return True
