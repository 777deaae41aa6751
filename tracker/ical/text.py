"""Text as calendars need it: clean, not endless, and escaped whatever property it stands in."""

from icalendar.prop import vText

from tracker.text import clean_line, clean_text

LONGEST = 8_000  # characters; the rest stands on the page to which the event leads


class Text(vText):
    r"""Text as RFC 5545 escapes it.

    icalendar takes a written "\N" for a line break, and escapes no name of a calendar.
    """

    __slots__ = ()

    def to_ical(self) -> bytes:
        escaped = str(self).replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,")
        return escaped.replace("\n", r"\n").encode()


def line(text: str) -> Text:
    """`text` on one line, without what no reader can see."""
    return Text(clean_line(text)[:LONGEST])


def lines(text: str) -> Text:
    """The same, with its line breaks."""
    return Text(clean_text(text)[:LONGEST])
