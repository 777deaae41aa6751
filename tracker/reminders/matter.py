"""What a mail is about when it is about to leave: what still holds of its reminders."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from uuid import UUID

from django.db.models import Q
from django.utils.text import slugify

from tracker.calendars.attachment import interview_file
from tracker.models import (
    Delivery,
    DeliveryState,
    FollowUp,
    FollowUpStatus,
    Interview,
    Reminder,
    ReminderState,
    User,
)
from tracker.planning.facts import LIVE_STAGES, InterviewStatus
from tracker.planning.rules import RULE_BY_KIND
from tracker.queries.letter_sources import DESK
from tracker.queries.mail_kinds import kind_of_reminder
from tracker.queries.mail_words import Matter
from tracker.queries.mailed_interviews import ABOUT, interviews_of
from tracker.reminders.marks import SEEN_STEP
from tracker.reminders.message import Attachment
from tracker.services.holding import update_in_order

PREPARE = "prepare"
# What is mailed around an interview, of which the first stands on top in a mailbox.
AROUND = (PREPARE, "debrief")
# What reminders bring along.
RELATED = (*(f"follow_up__{name}" for name in DESK), *(f"interview__{name}" for name in ABOUT))


def what_still_holds(delivery: Delivery, now: datetime) -> Matter:
    """The follow-ups and interviews to mention; reminders of others are taken out."""
    reminders = Reminder.objects.filter(delivery=delivery, state=ReminderState.CLAIMED)
    rows = list(reminders.select_related(*RELATED))
    gone = [row.pk for row in rows if not still_holds(row, delivery.owner, now)]
    if gone:
        update_in_order(reminders.filter(pk__in=gone), state=ReminderState.WITHDRAWN)
    held = [row for row in rows if row.pk not in gone]
    tasks = by_urgency(held)
    ahead = {task.pk: list(interviews_of(task)) for task in tasks if task.kind == PREPARE}
    near = [row.interview for row in held if row.interview]
    return Matter(
        # Whoever puts preparing off past the interview wants to be told all the same.
        follow_ups=[task for task in tasks if not ahead.get(task.pk)],
        prepare=[task for task in tasks if ahead.get(task.pk)],
        interviews=_ordered([*near, *chain(*ahead.values())], now),
        since=first_moment(held),
        seen=seen_of(held),
    )


def still_holds(reminder: Reminder, owner: User, now: datetime) -> bool:
    """Whether what it is about is still to be mentioned, and its owner wants such mails."""
    return _holds(reminder, now) and owner.preferences.wants(kind_of_reminder(reminder))


def by_urgency(reminders: Iterable[Reminder]) -> list[FollowUp]:
    """What they are about, each once: two moments of one may have come while nothing ran."""
    known = {row.follow_up.pk: row.follow_up for row in reminders if row.follow_up}
    return sorted(known.values(), key=lambda task: (task.due, task.pk))


def first_moment(reminders: Iterable[Reminder]) -> datetime | None:
    return min((row.send_at for row in reminders if not row.overtaken), default=None)


def seen_of(reminders: Sequence[Reminder]) -> int:
    """How many they are and the versions of what they are about, in one number; see `mark_leaving`.

    Versions only rise, and no reminder comes into a mail later: what has changed has another number.
    """
    about = (row.follow_up or row.interview for row in reminders)
    return len(reminders) * SEEN_STEP + sum(row.version for row in about if row)


def is_switched_off(delivery: Delivery, now: datetime) -> bool:
    """Whether something would still be mailed, had its owner not switched such mails off."""
    related = ("follow_up", "interview__application")
    reminders = Reminder.objects.filter(delivery=delivery).select_related(*related)
    wants = delivery.owner.preferences.wants
    return any(_holds(row, now) and not wants(kind_of_reminder(row)) for row in reminders)


def cannot_wait(matter: Matter) -> bool:
    """Whether it is mailed in quiet hours too (decision 10)."""
    rules = (RULE_BY_KIND.get(task.kind) for task in matter.follow_ups)
    return bool(matter.interviews) or any(rule and rule.any_hour for rule in rules)


def calendar_files(interviews: Iterable[Interview]) -> list[Attachment]:
    """One for each that stands in calendars, named by its day and company."""
    return [
        Attachment(
            name=f"interview-{row.date}-{slugify(row.application.company.name) or row.pk}.ics",
            kind="text/calendar",
            text=text,
        )
        for row in interviews
        if (text := interview_file(row))
    ]


def thread_of(delivery: Delivery, matter: Matter) -> Sequence[UUID]:
    """The first mail that was sent about the interview that this one is about, if it is about one.

    A mail about other things too stands by itself.
    """
    visits = {row.pk for row in matter.interviews}
    after = [task.interview_id for task in matter.follow_ups if task.kind == "debrief"]
    visits.update(number for number in after if number)
    others = [task for task in matter.follow_ups if task.kind != "debrief"]
    if not visits or others:
        return ()
    before = Q(follow_up__kind__in=AROUND, follow_up__interview__in=visits)
    mentioned = Reminder.objects.filter(
        before | Q(interview__in=visits),
        state=ReminderState.CLAIMED,
        delivery__state=DeliveryState.SENT,
        delivery__owner=delivery.owner_id,
    )
    first = mentioned.exclude(delivery=delivery).order_by("delivery__pk")
    return list(first.values_list("delivery__message_id", flat=True)[:1])


def _ordered(interviews: Iterable[Interview], now: datetime) -> list[Interview]:
    """Those that have not begun, each once, by their beginning."""
    coming = {row.pk: row for row in interviews if row.starts_at > now}
    return sorted(coming.values(), key=lambda row: (row.starts_at, row.pk))


def _holds(reminder: Reminder, now: datetime) -> bool:
    if reminder.interview:
        return _is_ahead(reminder.interview, now)
    follow_up = reminder.follow_up
    if follow_up is None or follow_up.status != FollowUpStatus.OPEN:
        return False
    if follow_up.snoozed_until and follow_up.snoozed_until > now:
        return False
    # To prepare is pointless once the interview has begun; most other things are better late.
    return not follow_up.has_lapsed(now)


def _is_ahead(interview: Interview, now: datetime) -> bool:
    """Nobody needs to be told of an interview that has begun, or does not take place."""
    takes_place = interview.status == InterviewStatus.SCHEDULED
    is_live = interview.application.stage in LIVE_STAGES
    return takes_place and is_live and interview.starts_at > now
