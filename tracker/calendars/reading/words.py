"""Texts of an event: clean, of a bearable length, and without the markup that some put into them."""

import re
from html.parser import HTMLParser

from icalendar import Component

from tracker.calendars.reading.limits import LINE_LENGTH, TEXT_LENGTH
from tracker.calendars.reading.values import value_of
from tracker.text import clean_line, clean_text

MARKUP = re.compile(r"</?(a|b|br|div|font|html|i|li|p|span|strong|u|ul)\b[^<>]*>", re.IGNORECASE)
BREAKS = {"br", "div", "p", "li", "tr", "ul", "ol", "table", "h1", "h2", "h3"}
UNSEEN = {"script", "style", "head", "title"}
EMPTY_LINES = re.compile(r"\n\s*\n\s*")


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        self.said.append("\n" if tag in BREAKS else "")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN and self.unseen > 0
        self.said.append("\n" if tag in BREAKS else "")

    def handle_data(self, data: str) -> None:
        self.said.append("" if self.unseen else data)


def line_of(event: Component, name: str) -> str:
    """Its first value, on one line."""
    return clean_line(_said(event, name)[: 10 * LINE_LENGTH])[:LINE_LENGTH].strip()


def text_of(event: Component, name: str) -> str:
    text = _said(event, name)[: 10 * TEXT_LENGTH]
    if MARKUP.search(text):
        text = _without_markup(text)
    return EMPTY_LINES.sub("\n\n", clean_text(text)).strip()[:TEXT_LENGTH]


def _said(event: Component, name: str) -> str:
    return str(value_of(event, name) or "")


def _without_markup(text: str) -> str:
    words = Words()
    words.feed(text)
    words.close()
    return "".join(words.said)
