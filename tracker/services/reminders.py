"""Arm and disarm: which moments of a follow-up are to be mentioned in a mail."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django_q.tasks import async_task

from tracker.models import (
    Application,
    Delivery,
    DeliveryState,
    FollowUp,
    FollowUpStatus,
    Reminder,
    ReminderState,
)
from tracker.planning.plan import ONE_MAIL

# What falls due sooner than a sweep is sure to look again wakes one at once.
SOON = timedelta(seconds=90)


def arm(
    application: Application,
    follow_ups: Iterable[FollowUp],
    moments: Mapping[str, Sequence[datetime]],
    *,
    now: datetime,
) -> None:
    """Bring the reminders of `follow_ups` (all of `application`) in line with `moments`, by key.

    A moment that has passed is left out, unless it was scheduled before it did. What was mailed
    stays as a record; what is in a mail that has not left yet is taken out of it.
    """
    rows = {row.pk: row for row in follow_ups}
    wanted = {
        (row.pk, moment)
        for row in rows.values()
        for moment in _wanted(row, moments.get(row.key, ()))
    }
    # Locked, so that no sweep puts one of them into a mail between this look and what follows.
    reminders = Reminder.objects.filter(follow_up__application=application)
    known = {
        (reminder.follow_up_id, reminder.send_at): reminder
        for reminder in reminders.select_for_update(of=("self",))
    }
    _withdraw([reminder for place, reminder in known.items() if place not in wanted])
    _schedule(application, {place for place in wanted if place[1] >= now}, known)
    if any(now <= moment <= now + SOON for _, moment in wanted):
        transaction.on_commit(wake, robust=True)


def _wanted(row: FollowUp, planned: Sequence[datetime]) -> Sequence[datetime]:
    if row.status != FollowUpStatus.OPEN:
        return ()
    until = row.snoozed_until
    if until is None:
        return planned
    # What was planned for later than the moment to which it was put off still holds.
    return (until, *(moment for moment in planned if moment - until >= ONE_MAIL))


def _withdraw(reminders: list[Reminder]) -> None:
    scheduled = [row.pk for row in reminders if row.state == ReminderState.SCHEDULED]
    claimed = [row for row in reminders if row.state == ReminderState.CLAIMED]
    if scheduled:
        Reminder.objects.filter(pk__in=scheduled).delete()
    if claimed:
        _take_out(claimed)


def _take_out(claimed: list[Reminder]) -> None:
    """Take them out of a mail that has not left yet.

    Raising the mail's generation stops a sender that has rendered it already. It comes first: the
    rows that it changes are locked, so that none of them starts to leave while we read them.
    """
    in_time = Delivery.objects.filter(
        pk__in={row.delivery_id for row in claimed if row.delivery_id},
        state__in=(DeliveryState.CLAIMED, DeliveryState.WAITING),
    )
    if in_time.update(generation=F("generation") + 1):
        deliveries = set(in_time.values_list("pk", flat=True))
        Reminder.objects.filter(
            pk__in=[row.pk for row in claimed if row.delivery_id in deliveries]
        ).update(state=ReminderState.WITHDRAWN)


def _schedule(
    application: Application,
    places: set[tuple[int, datetime]],
    known: Mapping[tuple[int, datetime], Reminder],
) -> None:
    again = [
        known[place].pk
        for place in places
        if place in known and known[place].state == ReminderState.WITHDRAWN
    ]
    if again:
        Reminder.objects.filter(pk__in=again).update(state=ReminderState.SCHEDULED, delivery=None)
    Reminder.objects.bulk_create(
        Reminder(owner_id=application.owner_id, follow_up_id=row, send_at=moment)
        for row, moment in sorted(places - set(known))
    )


def wake() -> None:
    """Have the worker look at once instead of within the minute. Losing this call loses nothing."""
    async_task("tracker.reminders.tasks.sweep")
