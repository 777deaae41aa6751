"""Arm and disarm: which moments of a follow-up are to be mentioned in a mail."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q
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
from tracker.planning.days import DAY, Days
from tracker.planning.mails import Moments, made_up, mailed_at
from tracker.planning.plan import ONE_MAIL
from tracker.services.holding import in_order, update_in_order

# What falls due sooner than a sweep is sure to look again wakes one at once.
SOON = timedelta(seconds=90)


class Place(NamedTuple):
    """One moment of one follow-up, or of one interview."""

    follow_up: int | None
    interview: int | None
    at: datetime


def arm(
    application: Application,
    follow_ups: Iterable[FollowUp],
    moments: Mapping[str, Sequence[datetime]],
    interviews: Moments,
    *,
    days: Days,
    now: datetime,
) -> None:
    """Bring all reminders of `application` in line with what is planned.

    `moments` are those of `follow_ups` (all that it has), by key; `interviews` names all of its
    interviews. A moment that has passed is left out, unless it was scheduled before it did, or
    moved there from ahead of us; what was not mailed for that is made up for (`made_up`). What was
    mailed stays as a record; what is in a mail that has not left yet is taken out of it.
    """
    rows = list(follow_ups)
    planned = {row: _wanted(row, moments.get(row.key, ()), days) for row in rows}
    wanted = {
        *(Place(row.pk, None, at) for row, times in planned.items() for at in times),
        *(Place(None, number, at) for number, times in interviews.items() for at in times),
    }
    # Locked, so that no sweep puts one of them into a mail between this look and what follows.
    reminders = Reminder.objects.filter(
        Q(follow_up__in=[row.pk for row in rows]) | Q(interview__in=list(interviews))
    )
    known = {
        Place(reminder.follow_up_id, reminder.interview_id, reminder.send_at): reminder
        for reminder in in_order(reminders)
    }
    made_up_for = _made_up(planned, _told(known, now), days, now)
    overtaken = _overtaken(wanted | made_up_for, known, days, now)
    at_once = {place.follow_up for place in overtaken}
    wanted |= {place for place in made_up_for if place.follow_up not in at_once}
    _withdraw([reminder for place, reminder in known.items() if place not in wanted])
    armed = {place for place in wanted if place.at >= now} | overtaken
    _schedule(application, armed, known, now)
    if any(place.at <= now + SOON for place in armed):
        transaction.on_commit(wake, robust=True)


def _wanted(row: FollowUp, planned: Sequence[datetime], days: Days) -> Sequence[datetime]:
    if row.status != FollowUpStatus.OPEN:
        return ()
    until = row.snoozed_until
    if until is not None:
        # What was planned for later than the moment to which it was put off still holds.
        later = [moment for moment in planned if moment - until >= ONE_MAIL]
        return [
            mailed_at(row.kind, until, days),
            *(mailed_at(row.kind, moment, days, row.closes) for moment in later),
        ]
    return [mailed_at(row.kind, moment, days, row.closes) for moment in planned]


def _overtaken(
    wanted: set[Place], known: Mapping[Place, Reminder], days: Days, now: datetime
) -> set[Place]:
    """What was still to come on a day, and by other settings has been due on it for some time.

    A reminder time that is set from 9:00 to 8:00 at half past eight loses nothing. What was put off,
    or is made up for, until another day is no such thing.
    """
    was_ahead = {
        (*place[:2], days.day_of(place.at))
        for place, reminder in known.items()
        if place not in wanted
        and reminder.state == ReminderState.SCHEDULED
        and now <= place.at < now + DAY
    }
    return {
        place
        for place in wanted - set(known)
        if now - DAY < place.at < now and (*place[:2], days.day_of(place.at)) in was_ahead
    }


def _told(known: Mapping[Place, Reminder], now: datetime) -> set[Place]:
    """What is in a mail, or goes into the next one."""
    return {
        place
        for place, reminder in known.items()
        if place.at <= now and reminder.state != ReminderState.WITHDRAWN
    }


def _made_up(
    planned: Mapping[FollowUp, Sequence[datetime]], told: set[Place], days: Days, now: datetime
) -> set[Place]:
    """See tracker/planning/mails.py."""
    return {
        Place(row.pk, None, at)
        for row, times in planned.items()
        for at in made_up(
            row.kind,
            times,
            _until(row, days),
            [place.at for place in told if place.follow_up == row.pk],
            days,
            now,
        )
    }


def _until(row: FollowUp, days: Days) -> datetime:
    """Its closing, or the end of the later day to which it was put off."""
    put_off = row.opens_from > row.closes
    return days.end(days.day_of(row.opens_from)) if put_off else row.closes


def take_out(rows: Iterable[Reminder]) -> None:
    """Before these are deleted: no mail that has not left yet mentions them.

    Brought back, they are due again, for that mail goes or is dropped without them.
    """
    numbers = [row.pk for row in rows]
    locked = Reminder.objects.filter(pk__in=numbers, state=ReminderState.CLAIMED)
    _take_out(list(in_order(locked)), ReminderState.SCHEDULED)


def put_back(rows: Iterable[Reminder], *, gone_at: datetime) -> None:
    """Before these are brought back: what was in a mail that has been dropped since is due again.

    Saves nothing. That mail was leaving when they went, and then the server did not take it.
    """
    rows = list(rows)
    dropped = Delivery.objects.filter(state=DeliveryState.DROPPED, finished_at__gte=gone_at)
    numbers = set(
        dropped.filter(pk__in={row.delivery_id for row in rows}).values_list("pk", flat=True)
    )
    for row in rows:
        if row.delivery_id in numbers:
            row.state, row.delivery_id = ReminderState.SCHEDULED, None


def _withdraw(reminders: list[Reminder]) -> None:
    scheduled = [row.pk for row in reminders if row.state == ReminderState.SCHEDULED]
    claimed = [row for row in reminders if row.state == ReminderState.CLAIMED]
    if scheduled:
        Reminder.objects.filter(pk__in=scheduled).delete()
    if claimed:
        _take_out(claimed)


def _take_out(claimed: list[Reminder], into: str = ReminderState.WITHDRAWN) -> None:
    """Take them out of a mail that has not left yet, and bring them `into` that state.

    Raising the mail's generation stops a sender that has rendered it already. It comes first: the
    rows that it changes are locked, so that none of them starts to leave while we read them.
    """
    in_time = Delivery.objects.filter(
        pk__in={row.delivery_id for row in claimed if row.delivery_id},
        state__in=(DeliveryState.CLAIMED, DeliveryState.WAITING),
    )
    if update_in_order(in_time, generation=F("generation") + 1):
        deliveries = set(in_time.values_list("pk", flat=True))
        rows = Reminder.objects.filter(
            pk__in=[row.pk for row in claimed if row.delivery_id in deliveries]
        )
        rows.update(state=into)


def _schedule(
    application: Application,
    places: set[Place],
    known: Mapping[Place, Reminder],
    now: datetime,
) -> None:
    again = [
        known[place].pk
        for place in places
        if place in known and known[place].state == ReminderState.WITHDRAWN
    ]
    if again:
        Reminder.objects.filter(pk__in=again).update(state=ReminderState.SCHEDULED, delivery=None)
    Reminder.objects.bulk_create(
        Reminder(
            owner_id=application.owner_id,
            follow_up_id=place.follow_up,
            interview_id=place.interview,
            send_at=place.at,
            overtaken=place.at < now,
        )
        for place in sorted(places - set(known), key=lambda place: place.at)
    )


def wake() -> None:
    """Have the worker look at once instead of within the minute. Losing this call loses nothing."""
    async_task("tracker.reminders.tasks.sweep")
