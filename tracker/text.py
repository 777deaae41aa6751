"""Text that may go anywhere: into a page, the header of a mail, a calendar, a database."""

import re

MOST_DIGITS = 18  # of a number that a column of any database holds
LINE_BREAKS = re.compile("\r\n?|\u2028|\u2029")
# Control characters but TAB and LF; bidirectional embeddings, overrides and isolates, which reorder
# what stands after them; surrogates, which cannot be written as UTF-8.
UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]",
)


def clean_text(text: str) -> str:
    """`text` with LF as its only line break, and without what no reader can see."""
    return UNWANTED.sub("", LINE_BREAKS.sub("\n", text))


def clean_line(text: str) -> str:
    """The same on one line: line breaks and tabs become spaces."""
    return re.sub(r"\s*[\n\t]\s*", " ", clean_text(text)).strip()


def number_of(text: str) -> int | None:
    """The number that `text` is in plain digits; None where it is none, or none that a column holds."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_number else None
