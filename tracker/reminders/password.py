"""The link by which a forgotten password is replaced: sent at once, kept in no outbox.

What fails here is tried again by the queue, a few times: see services.accounts.
"""

import logging
import uuid

from django.utils import timezone

from tracker import mail
from tracker.models import DeliveryState, User
from tracker.queries.mail_line import mail_line, sender_of
from tracker.reminders.hold import held_until
from tracker.reminders.message import as_bytes, make_message
from tracker.reminders.transport import MailServer

logger = logging.getLogger(__name__)


class LinkStaysError(Exception):
    """The link did not leave; later it may."""


def send_password_link(email: str) -> None:
    """Mail it to whoever has this address, if anybody has.

    LinkStaysError when that is worth another try.
    """
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user is None:
        return
    if held := held_until(timezone.now()):
        raise LinkStaysError(f"mail is held until {held}")
    line = mail_line()
    message = make_message(mail.password_mail(user), uuid.uuid4(), sender=sender_of(line))
    with MailServer() as server:
        outcome = server.open(line) or server.send(message, as_bytes(message))
    if outcome.state == DeliveryState.WAITING:
        raise LinkStaysError(outcome.answer)
    if outcome.state != DeliveryState.SENT:
        logger.warning("the link for a new password did not leave: %s", outcome.answer)
