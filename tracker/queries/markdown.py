"""Notes, as Markdown: headings, lists, emphasis and links; no HTML of their own, no pictures."""

from functools import lru_cache

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

HEADING = "h4"  # below those of the page


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    # A picture would be fetched from elsewhere whenever the page is looked at.
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
    reader.core.ruler.push("house", _as_the_house_does)
    return reader


def rendered(text: str) -> SafeString:
    """`text` as HTML; what is not Markdown is shown as it was typed."""
    html: str = _reader().render(text)
    return SafeString(html)  # made by the library, which escapes what is not Markdown


def _as_the_house_does(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = HEADING
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("rel", "noopener noreferrer")
