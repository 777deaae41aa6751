"""The link that opens the mail program with a letter in it."""

from urllib.parse import quote

from tracker.text import clean_line, clean_text
from tracker.writing.letters import Draft

# Longer ones are cut by some mail programs; copying always works.
LONGEST = 1_900


def mailto_of(draft: Draft) -> str:
    """With subject, text and copies (RFC 6068: CRLF, percent signs).

    Empty without an address, and where the link would be longer than mail programs take.
    """
    if not draft.to:
        return ""
    fields = {
        "cc": ",".join(map(_address, draft.cc)),
        "subject": quote(clean_line(draft.subject), safe=""),
        "body": quote(clean_text(draft.body).replace("\n", "\r\n"), safe=""),
    }
    query = "&".join(f"{name}={value}" for name, value in fields.items() if value)
    link = f"mailto:{_address(draft.to)}?{query}"
    return link if len(link) <= LONGEST else ""


def _address(address: str) -> str:
    return quote(clean_line(address), safe="@")
