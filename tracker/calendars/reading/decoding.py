"""Bytes to text, and what they are if they are no text at all."""

import codecs
import re

from tracker.calendars.reading.limits import RefusedError

# With the longer marks first: that of UTF-32 begins as that of UTF-16 does.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
FOLD = re.compile(rb"\r?\n[ \t]")
ARCHIVE = "This is an archive. Unpack it, and choose the .ics file in it."
PICTURE = "This is a picture. Choose the .ics file that came with the invitation."
NO_INVITATIONS = (
    (b"PK\x03\x04", ARCHIVE),
    (b"PK\x05\x06", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"7z\xbc\xaf", ARCHIVE),
    (b"Rar!", ARCHIVE),
    (
        b"\x78\x9f\x3e\x22",
        "This is a winmail.dat, which only Outlook reads. Ask them to send the invitation as"
        " “iCalendar”, or enter the interview by hand.",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "This is a mail in Outlook’s own format (.msg). Open it, save its invitation as .ics, and"
        " choose that.",
    ),
    (b"%PDF", "This is a PDF. Choose the .ics file that came with the invitation."),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"SQLite format", "This is a database, not an invitation."),
)


def refuse_what_is_no_text(data: bytes) -> None:
    """Raise RefusedError for the files that are chosen by mistake."""
    if not data.strip():
        raise RefusedError("It is empty.")
    for beginning, sentence in NO_INVITATIONS:
        if data.startswith(beginning):
            raise RefusedError(sentence)


def decode(data: bytes, charset: str = "") -> str:
    """By its mark, else as UTF-8, else as `charset` (said by a mail), else as Windows did."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for encoding in ("utf-8", charset, "cp1252"):
        # Some fold their lines in the middle of a letter.
        for each in (data, FOLD.sub(b"", data)) if encoding == "utf-8" else (data,):
            try:
                return each.decode(encoding or "utf-8")
            except (UnicodeDecodeError, LookupError):
                continue
    return data.decode("latin-1")
