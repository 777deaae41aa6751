"""Whether a line to a mail server opens; if not, what is wrong and where it was typed."""

import smtplib
import socket
import ssl
from typing import NamedTuple

from tracker.queries.mail_line import MailLine
from tracker.reminders.transport import answer_text, connect

TRIED_FOR = 10  # seconds: somebody looks on


class Obstacle(NamedTuple):
    field: str  # of the form in which the server is set
    says: str


def try_line(to: MailLine) -> Obstacle | None:
    """Open it and take leave; None when all went well."""
    try:
        line = connect(to, TRIED_FOR)
    except (OSError, ValueError) as error:
        return _obstacle(to, error)
    try:
        line.ehlo_or_helo_if_needed()
        code, answer = line.mail(to.sender.rpartition("<")[2].rstrip(">"))
        line.quit()
    except OSError as error:
        return Obstacle("sender", f"The line was lost when this sender was tried: {error}.")
    if code >= 400:
        says = f"The server takes no mail from this sender: {answer_text(code, answer)}."
        return Obstacle("sender", says)
    return None


def _obstacle(to: MailLine, error: Exception) -> Obstacle:
    match error:
        case socket.gaierror() | UnicodeError():
            return Obstacle("host", f"No server is known by the name {to.host}.")
        case smtplib.SMTPAuthenticationError(smtp_code=code, smtp_error=text):
            said = f"The server did not accept the user name or the password: {answer_text(code, text)}."
            return Obstacle("password", said)
        case ssl.SSLCertVerificationError():
            says = f"The certificate is not one for {to.host}: {error.verify_message}."
            return Obstacle("host", says)
        case smtplib.SMTPNotSupportedError() | ssl.SSLError():
            return Obstacle("security", f"The server does not do it this way here: {error}.")
        case smtplib.SMTPServerDisconnected() | TimeoutError():
            says = (
                "Nothing that speaks of mail answers here. Look at the port, and at the security."
            )
            return Obstacle("port", says)
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=text):
            return Obstacle("host", f"The server takes no mail now: {answer_text(code, text)}.")
        case _:
            return Obstacle("port", f"The server cannot be reached at this port: {error}.")
