"""How mail leaves: by EMAIL_URL, else by what stands in the settings, else not at all.

Asked anew for each line that is opened, so that a change needs no restart.
"""

from dataclasses import dataclass, field
from email.utils import formataddr

from django.conf import settings

from tracker.models import MailServerSettings, Security, User


@dataclass(frozen=True, slots=True)
class MailLine:
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    starttls: bool
    tls: bool
    sender: str

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def mail_line() -> MailLine | None:
    """None where no server is set."""
    if settings.MAIL_IS_SENT:
        return MailLine(
            host=settings.EMAIL_HOST,
            port=settings.EMAIL_PORT,
            user=settings.EMAIL_HOST_USER,
            password=settings.EMAIL_HOST_PASSWORD,
            starttls=settings.EMAIL_USE_TLS,
            tls=settings.EMAIL_USE_SSL,
            sender=settings.DEFAULT_FROM_EMAIL,
        )
    row = MailServerSettings.objects.first()
    return line_of(row, row.password) if row else None


def line_of(row: MailServerSettings, password: str) -> MailLine:
    """By what stands in `row`, be it stored yet or not."""
    return MailLine(
        host=row.host,
        port=row.port,
        user=row.user,
        password=password,
        starttls=row.security == Security.STARTTLS,
        tls=row.security == Security.TLS,
        sender=formataddr(("Heardback", row.sender)),
    )


def sender_of(line: MailLine | None) -> str:
    """From whom the mails come that leave by it."""
    return line.sender if line else settings.DEFAULT_FROM_EMAIL


def may_set_line(user: User) -> bool:
    """The mail server is everybody's: whoever set Heardback up sets it, unless EMAIL_URL does."""
    return not (settings.MAIL_IS_SENT or User.objects.filter(pk__lt=user.pk).exists())
