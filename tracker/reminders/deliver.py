"""The straight line of a mail: look again, write it, mark it as leaving, send it, note the answer."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.core.mail import EmailMessage

from tracker import mail
from tracker.mail_actions import stop_headers
from tracker.models import (
    Delivery,
    DeliveryKind,
    DeliveryState,
    MailKind,
)
from tracker.queries.mail_kinds import kind_of_matter
from tracker.queries.mail_line import MailLine, sender_of
from tracker.queries.mail_words import LATE, Matter
from tracker.reminders import marks
from tracker.reminders.ahead import Ahead, Clock, Sight
from tracker.reminders.claim import Claim
from tracker.reminders.doubts import unnamed_doubts
from tracker.reminders.hold import hold_mail, lift_hold
from tracker.reminders.matter import (
    calendar_files,
    cannot_wait,
    is_switched_off,
    thread_of,
    what_still_holds,
)
from tracker.reminders.message import as_bytes, make_message
from tracker.reminders.transport import MailServer, Outcome
from tracker.services.case_files import load_days
from tracker.services.reviews import is_paused

logger = logging.getLogger(__name__)


NOTHING_LEFT = "Not sent: all it was about had been done, put off or withdrawn by then."
SWITCHED_OFF = "Not sent: you switched these mails off."
NOTHING_TO_REVIEW = "Not sent: nothing has been logged yet."
NO_REVIEW = "Not sent: your search pauses."
QUIET = "It waits for the end of your quiet hours."
NO_SERVER = "No mail server is set (in the settings, or by EMAIL_URL), so this mail is kept here."


class Leaving(NamedTuple):
    """A mail that is ready for the server, down to its bytes."""

    words: mail.Mail
    message: EmailMessage
    body: bytes
    seen: int  # of what it was written from, so that a change since then keeps it here


class Staying(NamedTuple):
    """A mail that does not leave, or not before `until`, and why."""

    state: DeliveryState
    answer: str
    words: mail.Mail | None = None
    until: datetime | None = None


class Courier:
    """Delivers what one claim has taken, over one line to the mail server."""

    def __init__(self, claim: Claim, server: MailServer, clock: Clock) -> None:
        self.claim = claim
        self.server = server
        self.clock = clock
        self.counts: Counter[str] = Counter()
        # Taken by the server; its row says so in the commit that starts the next one.
        self._accepted: marks.Accepted | None = None
        self._ahead = Ahead(claim, clock)
        self._lease = marks.Lease(claim.token, clock)

    def deliver_all(self, *, may_go_on: Callable[[], bool] = lambda: True) -> bool:
        """Deliver one after the other; False when the server takes nothing at present.

        What has not begun by then, or when `may_go_on` says no, is given back.
        """
        try:
            obstacle = self._deliver_each(may_go_on)
        finally:  # whatever stops it: what the server has taken is no doubt
            self._mark_accepted()
        marks.release(self.claim.token, self.clock(), obstacle)
        if obstacle and obstacle.pause:
            hold_mail(self.server.tried, self.clock() + obstacle.pause)
        elif self.counts[DeliveryState.SENT]:
            lift_hold(self.server.tried)
        return obstacle is None

    def _deliver_each(self, may_go_on: Callable[[], bool]) -> Outcome | None:
        for pk in self.claim.deliveries:
            if not may_go_on():
                break
            self._lease.keep()
            if obstacle := self._deliver(pk):
                return obstacle
        return None

    def _deliver(self, pk: int) -> Outcome | None:
        """Bring one delivery to its next state; return what keeps all others from leaving too."""
        # Whether it is still ours, and as it was read, is asked again by the mark that lets it leave.
        while sight := self._ahead.take(pk):
            delivery, line = sight.delivery, self.server.leaves_by()
            ready = prepare(delivery, self.clock(), line, sight)
            if isinstance(ready, Outcome):
                self.counts[ready.state] += 1
                marks.mark_outcome(delivery, ready, self.clock())
                return None
            if isinstance(ready, Staying):
                if self._stay(delivery, ready):
                    self.counts[ready.state] += 1
                    return None
            elif obstacle := self._open(line):
                return obstacle
            elif self._start(delivery, ready):
                return self._send(delivery, ready)
            # Its reminders changed after it was read: once more, with those that are left.
        self.counts["taken over"] += 1
        return None

    def _open(self, line: MailLine | None) -> Outcome | None:
        if self.server.is_open():
            return None
        self._mark_accepted()
        return self.server.open(line, heard=self._lease.keep)

    def _stay(self, delivery: Delivery, staying: Staying) -> bool:
        if staying.until:
            return marks.put_off(delivery, staying.answer, staying.until, now=self.clock())
        state, answer, words, _ = staying
        return marks.mark_unsent(delivery, state, answer, words, now=self.clock())

    def _start(self, delivery: Delivery, ready: Leaving) -> bool:
        leaves = marks.mark_leaving(
            delivery, ready.words, seen=ready.seen, accepted=self._accepted, now=self.clock()
        )
        self._accepted = None
        return leaves

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


def prepare(
    delivery: Delivery, now: datetime, line: MailLine | None, sight: Sight | None = None
) -> Leaving | Staying | Outcome:
    """Look again at what the mail is about, and write it, as it leaves by `line`; an Outcome when
    that cannot be done.

    What `sight` shows has just been looked at.
    """
    try:
        return _prepared(delivery, now, line, sight or Sight(delivery))
    except ValueError as error:
        return Outcome(DeliveryState.FAILED, f"Not sent: this mail cannot be written ({error}).")
    except Exception as error:
        # A fault of ours, which the next version may have mended. The other mails go out.
        logger.exception("delivery %s cannot be written", delivery.pk)
        return Outcome(DeliveryState.WAITING, f"This mail could not be written ({error!r}).")


def _prepared(
    delivery: Delivery, now: datetime, line: MailLine | None, sight: Sight
) -> Leaving | Staying:
    matter = Matter()
    if delivery.kind == DeliveryKind.REMINDER:
        matter = sight.matter(now) or what_still_holds(delivery, now)
        if not (matter.follow_ups or matter.interviews):
            off = is_switched_off(delivery, now)
            return Staying(DeliveryState.DROPPED, SWITCHED_OFF if off else NOTHING_LEFT)
    if staying := _keep_back(delivery, matter, now):
        return staying
    ready = _write(sight, matter, now, sender_of(line))
    if ready is None:
        return Staying(DeliveryState.DROPPED, NOTHING_TO_REVIEW)
    if line is None:
        return Staying(DeliveryState.KEPT, NO_SERVER, ready.words)
    return ready


def _keep_back(delivery: Delivery, matter: Matter, now: datetime) -> Staying | None:
    """Quiet hours hold what can wait, also what comes late; reviews end with what they need."""
    owner, is_review = delivery.owner, delivery.kind == DeliveryKind.REVIEW
    if is_review and is_paused(owner, now):
        return Staying(DeliveryState.DROPPED, NO_REVIEW)
    if is_review and not owner.preferences.wants(MailKind.REVIEW):
        return Staying(DeliveryState.DROPPED, SWITCHED_OFF)
    # What is on time was planned for a waking hour; a review's own moment is not known any more.
    on_time = matter.since is None or now - matter.since <= LATE
    if (on_time and not is_review) or delivery.is_asked_for or cannot_wait(matter):
        return None
    wakes = load_days(owner).waking(now)
    return Staying(DeliveryState.WAITING, QUIET, until=wakes) if wakes > now else None


def _write(sight: Sight, matter: Matter, now: datetime, sender: str) -> Leaving | None:
    delivery = sight.delivery
    if delivery.kind == DeliveryKind.TEST:
        return _leaving(delivery, mail.test_mail(delivery.owner), {}, sender)
    if delivery.kind == DeliveryKind.REVIEW:
        review = mail.review_mail(delivery, now)
        headers = stop_headers(delivery.owner, MailKind.REVIEW, now)
        return review and _leaving(delivery, review, headers, sender)
    doubts = unnamed_doubts(delivery, now) if sight.may_have_doubts else ()
    words = mail.reminder_mail(delivery, matter, doubts=doubts, now=now)
    headers = stop_headers(delivery.owner, kind_of_matter(matter), now)
    return _leaving(delivery, words, headers, sender, matter)


def _leaving(
    delivery: Delivery,
    words: mail.Mail,
    headers: dict[str, str],
    sender: str,
    matter: Matter | None = None,
) -> Leaving:
    matter = matter or Matter()
    message = make_message(
        words,
        delivery.message_id,
        sender=sender,
        answers=thread_of(delivery, matter),
        attachments=calendar_files(matter.interviews),
        headers=headers,
    )
    return Leaving(mail.as_kept(words), message, as_bytes(message), matter.seen)
