"""A setting that is wrong holds all mail for a while: no sweep tries a refused password again and again.

What is due waits as it is; settings that have been changed are tried at once.
"""

from dataclasses import fields
from datetime import datetime

from django.utils.crypto import salted_hmac

from tracker.models import Beat
from tracker.queries.mail_line import MailLine, mail_line
from tracker.reminders.claim import LEASE


def hold_mail(line: MailLine | None, until: datetime) -> None:
    """Keep every sweep from this line until then; as soon as a setting is changed, it is another."""
    Beat.objects.update_or_create(name=_name(line), defaults={"at": until})


def lift_hold(line: MailLine | None) -> None:
    """Mail leaves by it again."""
    Beat.objects.filter(name=_name(line)).delete()


def held_until(now: datetime) -> datetime | None:
    """Until when nobody may try; None when nothing holds the mail.

    Who asks first when that time has come tries for all; the others wait for what comes of it.
    """
    line = mail_line()
    hold = Beat.objects.filter(name=_name(line))
    row = hold.first() if line else None
    if row is None:
        return None
    if row.at > now:
        return row.at
    return None if hold.filter(at=row.at).update(at=now + LEASE) else now + LEASE


def _name(line: MailLine | None) -> str:
    values = repr([getattr(line, each.name) for each in fields(line)]) if line else ""
    return f"held {salted_hmac(__name__, values).hexdigest()[:12]}"
