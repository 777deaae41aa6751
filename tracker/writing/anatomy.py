"""The parts of a letter: its greeting, its close, and what stands between them."""

import re
from typing import NamedTuple

from tracker.writing.saying import TITLES

HELLO = r"\s*(?:dear|hello|hi|hey|hiya|good (?:morning|afternoon|evening|day)|greetings)\b[ \t]*"
SHORTENED = rf"\b(?:{'|'.join(TITLES)}|[^\W\d_])\."  # after Dr. and J. the name goes on
NAME = rf"(?:{SHORTENED}|[^\W\d_][\w'’-]*)"
GREETS = re.compile(
    rf"{HELLO}(?P<names>(?:{SHORTENED}|[^\n,;:!.?]){{0,200}})[,;:!.]?[ \t]*(?=\n|$)",
    re.IGNORECASE,
)
# The letter may go on in the same line; then a greeting is short.
GREETS_AND_GOES_ON = re.compile(
    rf"{HELLO}(?P<names>{NAME}(?:[ \t]+{NAME}){{0,3}})(?:[,;:!.]|[ \t]+[-–—])(?=[ \t])",
    re.IGNORECASE,
)
# Other languages greet in a short first line as well, which ends like a greeting.
OTHER_GREETING = re.compile(r"\s*[^\n]{1,60}[,:!،，：！][ \t]*(?=\n)")
CLOSES = re.compile(
    r"\n[ \t]*(?:(?:kind|kindest|best|warm|warmest|many|with) (?:regards|wishes|thanks|best|kind)\b"
    r"|(?:regards|best|cheers|thanks|thank you|sincerely|yours|all the best|respectfully|warmly)\b)"
    r"[^\n.?]{0,40}(?:\n|$)",
    re.IGNORECASE,
)
LAST_LINES = 6  # a close, a name, and perhaps a number and an address under it


class Span(NamedTuple):
    start: int
    end: int


def greeting_of(body: str) -> re.Match[str] | None:
    """The English greeting at the beginning, with the `names` in it."""
    return GREETS.match(body) or GREETS_AND_GOES_ON.match(body)


def core_span(body: str) -> Span:
    """Where the letter proper stands: without greeting and close (decision 31)."""
    greeting = greeting_of(body) or OTHER_GREETING.match(body)
    start = greeting.end() if greeting else 0
    ends = [found.start() for found in CLOSES.finditer(body, start)]
    last = ends[-1] if ends else len(body)
    if body.count("\n", last) > LAST_LINES:
        last = len(body)
    return Span(start, max(start, last))


def core(body: str) -> str:
    """The letter proper."""
    return body[slice(*core_span(body))].strip()
