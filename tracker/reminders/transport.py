"""The line to the mail server: one connection for many messages, and what became of each.

All errors of smtplib are OSErrors, permanent or not; here they are told apart, and what cannot be
known (a line that is lost when the server may have the whole message) is called by its name.
"""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import parseaddr
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.utils import DNS_NAME
from django.utils.encoding import punycode

from tracker.models import DeliveryState
from tracker.queries.mail_line import MailLine, mail_line

# A setting that is wrong stays wrong until somebody has mended it.
PAUSE_AFTER_A_WRONG_SETTING = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attempt, and the words for it."""

    state: DeliveryState
    answer: str
    pause: timedelta = timedelta(0)  # at least so long until the next attempt
    holds_all: bool = False  # nothing else can leave either
    at_once: bool = False  # it may be tried again, by another line


Heard = Callable[[], None]  # called with each answer: a server that opens slowly still opens


def never_mind() -> None:
    pass


class AddressError(ValueError):
    """No mail server takes such an address; nothing has been said to one."""


class WatchedSMTP(smtplib.SMTP):
    """Knows whether the server may have the message although it has not said so."""

    may_have_it = False
    has_carried = False
    last_answer = ""
    _asks_for_it = False

    def __init__(self, *where: Any, heard: Heard, **options: Any) -> None:
        self.heard = heard
        super().__init__(*where, **options)

    def send(self, s: Any) -> None:
        """After the go-ahead (354) the whole message, its final dot at the end: where this fails,
        the end has not gone out. From then on nobody knows until the next answer.
        """
        super().send(s)
        self.may_have_it = self._asks_for_it

    def getreply(self) -> tuple[int, bytes]:
        code, text = super().getreply()
        self._asks_for_it, self.may_have_it = code == 354, False
        self.last_answer = answer_text(code, text)
        self.heard()
        return code, text


class WatchedSMTPOverTLS(WatchedSMTP, smtplib.SMTP_SSL):
    pass


class MailServer:
    """The server that the settings name; opened at the first need, kept until closed."""

    def __init__(self, timeout: float | None = None) -> None:
        self.timeout = timeout
        self._line: WatchedSMTP | None = None
        self.tried: MailLine | None = None  # what was opened last, or did not open

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def leaves_by(self) -> MailLine | None:
        """As the settings stood when the line was opened; else as they stand."""
        return self.tried if self.is_open() else mail_line()

    def open(self, to: MailLine | None, *, heard: Heard = never_mind) -> Outcome | None:
        """None when the line is open; else why it is not, which holds for every message."""
        if self.is_open():
            return None
        self.tried = to
        try:
            self._line = connect(to, self.timeout, heard=heard)
        except (OSError, ValueError) as error:
            self._line = None
            return _not_open(error)
        return None

    def is_open(self) -> bool:
        """Whether a message can be sent by it at once."""
        return bool(self._line and self._line.sock)

    def close(self) -> None:
        """Take leave of the server; an answer that does not come changes nothing any more."""
        line, self._line = self._line, None
        if line and line.sock:
            try:
                line.quit()
            except OSError:
                line.close()

    def send(self, message: EmailMessage, body: bytes) -> Outcome:
        """Hand one message to the server, on the line that `open` has opened.

        A line that was lost is left closed, so that the next `open` makes a new one.
        """
        line = self._line
        assert line is not None
        try:
            sender, *to = map(plain_address, (message.from_email, *message.to))
            line.sendmail(sender, to, body)
        except AddressError as error:
            return Outcome(DeliveryState.FAILED, f"Not sent: {error}.")
        except OSError as error:
            outcome = _taken_after_all(line, error) or _refusal(error)
            if outcome.state == DeliveryState.UNCERTAIN or not line.sock:
                line.close()
            # Servers close a line that was idle, or has carried enough: that is no fault of a mail.
            return replace(outcome, at_once=line.has_carried and not line.sock)
        line.has_carried = True
        return Outcome(DeliveryState.SENT, line.last_answer)


def answer_text(code: int, text: bytes | str) -> str:
    """An answer as it can be stored and read: `250 OK`."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    printable = "".join(letter if letter.isprintable() else " " for letter in words)
    return f"{code} {printable}".strip()[:500]


def plain_address(written: str) -> str:
    """An address as mail servers know it: a domain such as bücher.example has a name in ASCII."""
    name, at, domain = parseaddr(written)[1].rpartition("@")
    try:
        return f"{name}{at}{punycode(domain)}".encode("ascii").decode()
    except UnicodeError as error:
        raise AddressError(f"the address {written} cannot be written over the line") from error


def connect(
    to: MailLine | None, timeout: float | None = None, *, heard: Heard = never_mind
) -> WatchedSMTP:
    """An open line; OSError or ValueError where there is none to be had."""
    if to is None:
        raise OSError("no mail server is set")
    plain_address(to.sender)  # else nothing could leave
    options: dict[str, Any] = {
        "timeout": timeout or settings.EMAIL_TIMEOUT,
        "local_hostname": DNS_NAME.get_fqdn(),
        "heard": heard,
    }
    if to.tls:
        options["context"] = ssl.create_default_context()
    kind = WatchedSMTPOverTLS if to.tls else WatchedSMTP
    line = kind(to.host, to.port, **options)
    try:
        if to.starttls:
            line.starttls(context=ssl.create_default_context())
        if to.user and to.password:
            line.login(to.user, to.password)
    except BaseException:
        line.close()
        raise
    line.heard = never_mind  # nothing comes between the answer to a mail and its mark
    return line


def _not_open(error: Exception) -> Outcome:
    match error:
        case smtplib.SMTPAuthenticationError(smtp_code=code, smtp_error=text) if code >= 500:
            said = "The mail server did not accept the user name or the password"
            return _wrong_setting(f"{said}: {answer_text(code, text)}")
        case smtplib.SMTPNotSupportedError() | ssl.SSLCertVerificationError() | ValueError():
            return _wrong_setting(f"The mail server cannot be used as it is set: {error}")
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=text):
            words = f"The mail server takes no mail at present: {answer_text(code, text)}"
        case _:
            words = f"The mail server could not be reached: {error}"
    return Outcome(DeliveryState.WAITING, words, holds_all=True)


def _taken_after_all(line: WatchedSMTP, error: OSError) -> Outcome | None:
    """What smtplib calls an error although the server has the mail, or may have it."""
    if isinstance(error, smtplib.SMTPDataError):
        answer = answer_text(error.smtp_code, error.smtp_error)
        if 200 <= error.smtp_code < 300:  # any such answer to the final dot means taken
            return Outcome(DeliveryState.SENT, answer)
        if not 400 <= error.smtp_code < 600:
            words = "The mail server's answer to the mail cannot be understood"
            return Outcome(DeliveryState.UNCERTAIN, f"{words}: {answer}")
    if line.may_have_it:
        words = "The line was lost after the mail had been handed over, before the server answered"
        return Outcome(DeliveryState.UNCERTAIN, f"{words}: {error}")
    return None


def _refusal(error: OSError) -> Outcome:
    match error:
        case smtplib.SMTPSenderRefused(smtp_code=code, smtp_error=text) if code >= 500:
            said = "The mail server does not take mail from your sender (DEFAULT_FROM_EMAIL)"
            return _wrong_setting(f"{said}: {answer_text(code, text)}")
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            code, text = next(iter(refused.values()))
            return _by_code(code, "The mail server refused the address", answer_text(code, text))
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=text):
            return _by_code(code, "The mail server refused the mail", answer_text(code, text))
        case _:
            words = f"The line to the mail server was lost before the mail had left: {error}"
            return Outcome(DeliveryState.WAITING, words)


def _by_code(code: int, said: str, answer: str) -> Outcome:
    state = DeliveryState.FAILED if 500 <= code < 600 else DeliveryState.WAITING
    return Outcome(state, f"{said}: {answer}")


def _wrong_setting(words: str) -> Outcome:
    return Outcome(DeliveryState.WAITING, words, pause=PAUSE_AFTER_A_WRONG_SETTING, holds_all=True)
