"""The link that opens the mail program with a letter in it."""

from urllib.parse import quote

from tracker.text import clean_line
from tracker.writing.letters import Draft

# Longer ones are cut by some mail programs; copying always works.
LONGEST = 1_900


def mailto_of(draft: Draft) -> str:
    """With subject, text and copies (RFC 6068: CRLF, percent signs).

    Empty without an address, and where the link would be longer than mail programs take.
    """
    if not draft.to:
        return ""
    fields = {"cc": ",".join(draft.cc), "subject": clean_line(draft.subject)}
    fields["body"] = draft.body.replace("\r\n", "\n").replace("\n", "\r\n")
    query = "&".join(f"{name}={quote(value, safe='@,')}" for name, value in fields.items() if value)
    link = f"mailto:{quote(clean_line(draft.to), safe='@')}?{query}"
    return link if len(link) <= LONGEST else ""
