"""A look at a calendar's bytes for what parsers let pass, and readers that we did not write."""

import json
import os
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ICALJS = Path(__file__).parent / "calendars" / "icaljs"
LONGEST_LINE = 75  # octets, without the line break
ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "LAST-MODIFIED", "STATUS")
# The last of these may be missing.
ONCE_AT_MOST = (*ONCE, "TRANSP", "DESCRIPTION", "LOCATION", "URL", "CATEGORIES")
LINE = re.compile(
    r"(?P<name>[A-Z0-9-]+)(?P<parameters>(?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(?P<value>.*)"
)
UTC = r"\d{8}T\d{6}Z"
SHAPES = {
    "DTSTAMP": UTC,
    "LAST-MODIFIED": UTC,
    "DTSTART": rf"{UTC}|\d{{8}}",
    "DTEND": rf"{UTC}|\d{{8}}",
    "SEQUENCE": r"\d+",
    "STATUS": "CONFIRMED|CANCELLED",
    "TRANSP": "OPAQUE|TRANSPARENT",
    "UID": r"[0-9a-f-]{36}@heardback",
}
# A clean text holds none of these, escaped or not.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME")
ESCAPED = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
NEVER = ("METHOD", "ATTENDEE", "ORGANIZER", "TZID", "RRULE")


def faults_of(body: bytes) -> list[str]:
    """Everything that is wrong with the bytes of a feed; nothing, it is to be hoped."""
    return [*_faults_of_lines(body), *_faults_of_words(body)]


def _faults_of_lines(body: bytes) -> Iterator[str]:
    if not body.endswith(b"END:VCALENDAR\r\n"):
        yield "it is cut short"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", body):
        yield "a line ends with one of CR and LF alone"
    for number, line in enumerate(body.split(b"\r\n"), start=1):
        if len(line) > LONGEST_LINE:
            yield f"line {number} has {len(line)} octets"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield f"line {number} splits a character"


def _faults_of_words(body: bytes) -> Iterator[str]:
    lines = body.decode(errors="replace").replace("\r\n ", "").split("\r\n")[:-1]
    if lines[0] != "BEGIN:VCALENDAR":
        yield "it does not begin with BEGIN:VCALENDAR"
    matches = [(line, LINE.fullmatch(line)) for line in lines]
    yield from (f"no property: {line[:60]!r}" for line, match in matches if match is None)
    properties = [match for _, match in matches if match]
    for each in properties:
        yield from _faults_of_value(each["name"], each["parameters"], each["value"])
    yield from _faults_of_nesting([(each["name"], each["value"]) for each in properties])


def _faults_of_nesting(properties: list[tuple[str, str]]) -> Iterator[str]:
    """Of components: each ends where it should, and an event has what it must have, once."""
    inside: list[str] = []
    event: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in properties:
        if name == "BEGIN":
            inside.append(value)
            event = defaultdict(list) if value == "VEVENT" else event
        elif name == "END":
            if not inside or inside.pop() != value:
                yield f"{value} ends before it begins"
            yield from _faults_of_event(event) if value == "VEVENT" else ()
        elif inside[-1:] == ["VEVENT"]:
            event[name].append(value)
    if inside:
        yield f"{inside} never ends"
    uids = Counter(value for name, value in properties if name == "UID")
    yield from (f"two events have the UID {uid}" for uid, times in uids.items() if times > 1)


def _faults_of_value(name: str, parameters: str, value: str) -> Iterator[str]:
    if name in NEVER or "TZID" in parameters:
        yield f"{name} stands in it"
    if UNSEEN.search(value):
        yield f"{name} has characters that nobody sees"
    if name in SHAPES and not re.fullmatch(SHAPES[name], value):
        yield f"{name} is {value!r}"
    if name in ("DTSTART", "DTEND") and (";VALUE=DATE" in parameters) != (len(value) == 8):
        yield f"{name} does not say what it is"
    if name in TEXTS and not ESCAPED.fullmatch(value):
        yield f"{name} is not escaped"


def _faults_of_event(event: Mapping[str, list[str]]) -> Iterator[str]:
    yield from (f"an event has no {name}" for name in ONCE if name not in event)
    yield from (
        f"an event has {name} twice" for name in ONCE_AT_MOST if len(event.get(name, ())) > 1
    )
    for begins, ends in zip(event.get("DTSTART", ()), event.get("DTEND", ()), strict=False):
        if len(begins) != len(ends):
            yield "an event goes from a day to a moment, or from a moment to a day"
        elif ends <= begins:
            yield "an event ends before it has begun"


@cache
def node() -> str:
    """Where node is, with ical.js at hand; else the test is left out, and says so."""
    program = shutil.which("node")
    if not program or not (ICALJS / "node_modules" / "ical.js").is_dir():
        give_up = pytest.fail if "node" in os.environ.get("REQUIRE", "") else pytest.skip
        give_up("No node with ical.js: `npm ci` in tests/calendars/icaljs installs it.")
    return program


def read_by_icaljs(body: bytes) -> dict[str, Any]:
    """What ical.js understands of `body` in strict mode; it raises where that refuses it."""
    ran = subprocess.run([node(), ICALJS / "read.js"], input=body, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    return json.loads(ran.stdout)
