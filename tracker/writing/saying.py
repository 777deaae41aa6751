"""How facts are said within a letter: names, days, and what was talked about."""

import re
import unicodedata
from datetime import date

from tracker.planning.words import LONG_MONTHS, LONG_WEEKDAYS

# Line breaks, other control characters, and what turns the direction of the text around it.
UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame")
WITHIN_A_SENTENCE = re.compile(
    r"^(?:by|in|within|around|about|before|after|at|on|next|this|early|late|mid|sometime|"
    r"toward|towards|until|tomorrow|today|soon)\b",
    re.IGNORECASE,
)


def one_line(text: str) -> str:
    """`text` on one line, without what no reader can see."""
    return " ".join(UNWANTED.sub(" ", text).split())


def clause(text: str) -> str:
    """`text` as it stands within a sentence: on one line, without a full stop of its own."""
    return one_line(text).rstrip(".;, ")


def sentence(text: str) -> str:
    """`text` as a sentence of its own; an end that it has stays."""
    said = one_line(text)
    if not said or not said[-1].isalnum():
        return said
    return said + "."


def long_day(day: date) -> str:
    """Tuesday 24 November"""
    return f"{LONG_WEEKDAYS[day.weekday()]} {day.day} {LONG_MONTHS[day.month - 1]}"


def past_day(day: date, written_on: date | None) -> str:
    """today, yesterday, on Tuesday, on 24 November: as one says it on the day of writing."""
    ago = (written_on - day).days if written_on else -1
    if ago in (0, 1):
        return ("today", "yesterday")[ago]
    if 1 < ago < 7:
        return f"on {LONG_WEEKDAYS[day.weekday()]}"
    return f"on {day.day} {LONG_MONTHS[day.month - 1]}"


def first_name(name: str) -> str:
    """Dana of "Dana Miller"; the whole name where that cannot be known."""
    said = one_line(name)
    first, _, rest = said.partition(" ")
    titled = first.rstrip(".").casefold() in TITLES
    # Elsewhere than in Latin letters the family's name may well come first.
    if not rest or titled or first.endswith(",") or len(first.rstrip(".")) < 2 or not latin(first):
        return said
    return first


def latin(text: str) -> bool:
    """Whether all letters of `text` are Latin ones."""
    return all(
        character.isascii() or unicodedata.name(character, "").startswith("LATIN")
        for character in text
        if character.isalpha()
    )


def estimate_said(words: str, day: date | None) -> str:
    """by Friday 27 November; without a day in the words that were used."""
    if day:
        return f"by {long_day(day)}"
    said = clause(words)
    if not said or WITHIN_A_SENTENCE.match(said):
        return said
    return f"by {said}"


def listed(lines: tuple[str, ...]) -> str:
    """One line each, with a dash before it."""
    said = [one_line(line) for line in lines]
    return "\n".join(f"- {line}" for line in said if line)
