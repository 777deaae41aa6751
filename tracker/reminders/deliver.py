"""The straight line of a mail: look again, write it, mark it as leaving, send it, note the answer."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage

from tracker import mail
from tracker.models import (
    Delivery,
    DeliveryKind,
    DeliveryState,
    FollowUp,
    FollowUpStatus,
    Reminder,
    ReminderState,
)
from tracker.queries.letter_sources import DESK
from tracker.reminders import marks
from tracker.reminders.claim import Claim
from tracker.reminders.transport import MailServer, Outcome

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

NOTHING_LEFT = "Not sent: all it was about had been done, put off or withdrawn by then."
NO_SERVER = "No mail server is set (EMAIL_URL), so this mail is kept here."
DOUBTS_ARE_NAMED_FOR = timedelta(days=30)


class Leaving(NamedTuple):
    """A mail that is ready for the server, down to its bytes."""

    words: mail.Mail
    message: EmailMessage
    body: bytes


class Staying(NamedTuple):
    """A mail that does not leave, and why."""

    state: DeliveryState
    answer: str
    words: mail.Mail | None = None


class Courier:
    """Delivers what one claim has taken, over one line to the mail server."""

    def __init__(self, claim: Claim, server: MailServer, clock: Clock) -> None:
        self.claim = claim
        self.server = server
        self.clock = clock
        self.counts: Counter[str] = Counter()
        # Taken by the server; its row says so in the commit that starts the next one.
        self._accepted: marks.Accepted | None = None

    def deliver_all(self, *, may_go_on: Callable[[], bool] = lambda: True) -> bool:
        """Deliver one after the other; False when the server takes nothing at present.

        What has not begun by then, or when `may_go_on` says no, is given back.
        """
        obstacle: Outcome | None = None
        for pk in self.claim.deliveries:
            if not may_go_on():
                break
            if obstacle := self._deliver(pk):
                break
        self._mark_accepted()
        marks.release(self.claim.token, self.clock(), obstacle)
        return obstacle is None

    def _deliver(self, pk: int) -> Outcome | None:
        """Bring one delivery to its next state; return what keeps all others from leaving too."""
        while delivery := self._read(pk):
            ready = prepare(delivery, self.clock())
            if isinstance(ready, Outcome):
                self.counts[ready.state] += 1
                marks.mark_outcome(delivery, ready, self.clock())
                return None
            if isinstance(ready, Staying):
                if marks.mark_unsent(delivery, *ready, now=self.clock()):
                    self.counts[ready.state] += 1
                    return None
            elif obstacle := self.server.open():
                return obstacle
            elif self._start(delivery, ready):
                return self._send(delivery, ready)
            # Its reminders changed after it was read: once more, with those that are left.
        self.counts["taken over"] += 1
        return None

    def _read(self, pk: int) -> Delivery | None:
        rows = marks.ours(self.claim.token, pk, self.clock())
        return rows.select_related("owner__preferences").first()

    def _start(self, delivery: Delivery, ready: Leaving) -> bool:
        accepted, self._accepted = self._accepted, None
        return marks.mark_leaving(delivery, ready.words, accepted=accepted, now=self.clock())

    def _send(self, delivery: Delivery, ready: Leaving) -> Outcome | None:
        outcome = self.server.send(ready.message, ready.body)
        self.counts[outcome.state] += 1
        if outcome.state == DeliveryState.SENT:
            self._accepted = marks.Accepted(delivery.pk, outcome.answer)
            return None
        logger.warning("delivery %s is %s: %s", delivery.pk, outcome.state, outcome.answer)
        marks.mark_outcome(delivery, outcome, self.clock())
        return outcome if outcome.holds_all else None

    def _mark_accepted(self) -> None:
        if self._accepted:
            marks.mark_sent(self.claim.token, self._accepted, self.clock())
            self._accepted = None


def prepare(delivery: Delivery, now: datetime) -> Leaving | Staying | Outcome:
    """Look again at what the mail is about, and write it; an Outcome when that cannot be done."""
    follow_ups = what_still_holds(delivery, now)
    if delivery.kind == DeliveryKind.REMINDER and not follow_ups:
        return Staying(DeliveryState.DROPPED, NOTHING_LEFT)
    try:
        ready = _write(delivery, follow_ups, now)
    except ValueError as error:
        return Outcome(DeliveryState.FAILED, f"Not sent: this mail cannot be written ({error}).")
    except Exception as error:
        # A fault of ours, which the next version may have mended. The other mails go out.
        logger.exception("delivery %s cannot be written", delivery.pk)
        return Outcome(DeliveryState.WAITING, f"This mail could not be written ({error!r}).")
    if not settings.MAIL_IS_SENT:
        return Staying(DeliveryState.KEPT, NO_SERVER, ready.words)
    return ready


def _write(delivery: Delivery, follow_ups: Sequence[FollowUp], now: datetime) -> Leaving:
    if delivery.kind == DeliveryKind.TEST:
        words = mail.test_mail(delivery.owner)
    else:
        doubts = unnamed_doubts(delivery, now)
        words = mail.reminder_mail(delivery, follow_ups, doubts=doubts, now=now)
    message = mail.make_message(words, delivery.message_id)
    return Leaving(words, message, mail.as_bytes(message))


def what_still_holds(delivery: Delivery, now: datetime) -> list[FollowUp]:
    """The follow-ups to mention, the most urgent first; reminders of others are taken out."""
    reminders = Reminder.objects.filter(delivery=delivery, state=ReminderState.CLAIMED)
    rows = list(reminders.select_related(*(f"follow_up__{name}" for name in DESK)))
    gone = [row.pk for row in rows if not _holds(row.follow_up, now)]
    if gone:
        reminders.filter(pk__in=gone).update(state=ReminderState.WITHDRAWN)
    # Two moments of one follow-up may have come while nothing ran.
    held = {row.follow_up_id: row.follow_up for row in rows if row.pk not in gone}
    return sorted(held.values(), key=lambda follow_up: (follow_up.due, follow_up.pk))


def unnamed_doubts(delivery: Delivery, now: datetime) -> Sequence[Delivery]:
    """The owner's reminder mails that may not have arrived and that no mail sent since has named.

    A mail named the doubts that there were when it was written, which is not before it was made:
    counting from then, one may be named twice, and none is passed over.
    """
    mails = Delivery.objects.filter(owner=delivery.owner_id, kind=DeliveryKind.REMINDER)
    recent = mails.filter(entered_at__gt=now - DOUBTS_ARE_NAMED_FOR)
    doubts = list(recent.filter(state=DeliveryState.UNCERTAIN).order_by("entered_at"))
    if not doubts:
        return doubts
    sent = recent.filter(state=DeliveryState.SENT).order_by("-entered_at").first()
    return [
        row
        for row in doubts
        if not (sent and row.finished_at and row.finished_at <= sent.entered_at)
    ]


def _holds(follow_up: FollowUp, now: datetime) -> bool:
    if follow_up.status != FollowUpStatus.OPEN:
        return False
    if follow_up.snoozed_until and follow_up.snoozed_until > now:
        return False
    # To prepare is pointless once the interview has begun; most other things are better late.
    return not follow_up.has_lapsed(now)
