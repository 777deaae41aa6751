"""One sweep: send what is due, then look ahead for as long as something falls due soon.

Any number may run at once, at any time: the rows say what is left to do.
"""

import time
from collections import Counter
from datetime import datetime, timedelta

from django.utils import timezone

from tracker.models import IN_HAND, Delivery, DeliveryState, Reminder, ReminderState, WeeklyReview
from tracker.reminders.ahead import Clock
from tracker.reminders.claim import claim
from tracker.reminders.deliver import Courier
from tracker.reminders.hold import held_until
from tracker.reminders.transport import MailServer
from tracker.supervisor import lifeline

# Schedules fire once a minute and up to 30 s late, so two sweeps together see every moment;
# a task is stopped after 110 s.
BUDGET = 85.0
LONGEST_SLEEP = 2.0  # what is scheduled meanwhile is seen after this
REST = 0.5  # while another holds all that is due


def sweep(*, budget: float = BUDGET, clock: Clock = timezone.now) -> Counter[str]:
    """Deliver all that is due within `budget` seconds; return how many mails came to which state.

    Returns early when nothing falls due in time, when the mail server takes nothing, and when
    Heardback is being stopped. Without a budget, what is due now is delivered and nothing is waited
    for.
    """
    ends = time.monotonic() + budget
    counts: Counter[str] = Counter()

    def may_go_on() -> bool:
        return not lifeline.released() and (budget == 0 or time.monotonic() < ends)

    with MailServer() as server:
        while may_go_on() and (wait := seconds_until_next(clock())) is not None:
            if wait == 0 and (held := held_until(clock())):
                wait = (held - clock()).total_seconds()
            claimed = claim(clock()) if wait <= 0 else None
            if claimed is None or not claimed.deliveries:
                wait = wait if wait > 0 else REST
                if time.monotonic() + wait > ends:
                    break
                server.close()  # it would not keep an idle line for ever
                time.sleep(min(wait, LONGEST_SLEEP))
                continue
            courier = Courier(claimed, server, clock)
            goes_on = courier.deliver_all(may_go_on=may_go_on)
            counts += courier.counts
            if not goes_on:
                break
    return counts


def seconds_until_next(now: datetime) -> float | None:
    """How long nothing is to be done: 0 when something is, None when nothing is planned at all.

    Four looks into small indexes; nothing is locked.
    """
    looks = (_next_reminder(), _next_review(), _next_attempt(), _next_lapse())
    moments = [moment for moment in looks if moment]
    if not moments:
        return None
    return max(0.0, (min(moments) - now).total_seconds())


def _next_reminder() -> datetime | None:
    scheduled = Reminder.objects.filter(state=ReminderState.SCHEDULED)
    return scheduled.order_by("send_at").values_list("send_at", flat=True).first()


def _next_review() -> datetime | None:
    return WeeklyReview.objects.order_by("next_at").values_list("next_at", flat=True).first()


def _next_attempt() -> datetime | None:
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING)
    return waiting.order_by("try_at").values_list("try_at", flat=True).first()


def _next_lapse() -> datetime | None:
    """When a lease runs out: its sender may have died."""
    in_hand = Delivery.objects.filter(state__in=IN_HAND)
    moment = in_hand.order_by("lease_until").values_list("lease_until", flat=True).first()
    return moment and moment + timedelta(milliseconds=1)  # a lease holds until after its moment
