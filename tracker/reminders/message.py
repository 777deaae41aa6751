"""A mail as the message that leaves, down to its bytes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from email.mime.text import MIMEText
from email.policy import Compat32
from secrets import token_hex
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import SafeMIMEMultipart

from tracker.mail import Mail

# What stands in a header as it is.
PLAIN = re.compile(r"[!-~](?:[ -~]*[!-~])?")


class Attachment(NamedTuple):
    name: str
    kind: str  # text/calendar
    text: str


class WholeLines(Compat32):
    """Folds no header that fits into a line, of which 998 letters are the longest.

    Folded, List-Unsubscribe would begin with an empty line; and to fold takes a while.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        if isinstance(value, str) and PLAIN.fullmatch(value) and len(name) + len(value) < 900:
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


WHOLE_LINES = WholeLines(max_line_length=998)


def make_message(
    mail: Mail,
    message_id: UUID,
    *,
    sender: str,
    answers: Sequence[UUID] = (),
    attachments: Iterable[Attachment] = (),
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """The message as it leaves; sent again, it has the same Message-ID.

    `answers` are the mails that it stands under in a mailbox, the first one first.
    """
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=sender,
        to=[mail.recipient],
        headers={
            "Message-ID": identity(message_id),
            "Auto-Submitted": "auto-generated",
            **({"In-Reply-To": identity(answers[-1])} if answers else {}),
            **({"References": " ".join(map(identity, answers))} if answers else {}),
            **(headers or {}),
        },
    )
    message.attach_alternative(mail.html, "text/html")
    for attachment in attachments:
        message.attach(_part(attachment))
    return message


def identity(message_id: UUID) -> str:
    """The Message-ID of a delivery's mail, by whichever sender it leaves."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    place = f"[{host}]" if ":" in host else host
    return f"<reminder-{message_id}@{place}>"


def _part(attachment: Attachment) -> MIMEText:
    # Made by hand: Django would write a second charset beside one that is given.
    part = MIMEText(attachment.text, attachment.kind.rpartition("/")[2], "utf-8")
    part.add_header("Content-Disposition", "attachment", filename=attachment.name)
    return part


def as_bytes(message: EmailMultiAlternatives) -> bytes:
    """The message as it goes over the line; ValueError when a header cannot be written."""
    built = cast(SafeMIMEMultipart, message.message())
    built.policy = WHOLE_LINES
    # To find one that is in none of the parts, a pattern would be compiled for each mail.
    built.set_boundary(token_hex(16))
    return built.as_bytes(linesep="\r\n")
