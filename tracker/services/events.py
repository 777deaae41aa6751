"""The events of a calendar, kept in the transaction of the facts that they come from."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from tracker.models import CANCELLED_FOR, Application, Calendar, CalendarEvent, FollowUp, User
from tracker.models.follow_ups import lapsed
from tracker.planning.facts import CaseFile
from tracker.services.case_files import Around, load_case, load_days, look_around
from tracker.services.event_rows import (
    called_off,
    changed,
    differs,
    new,
    off_since,
    raise_version,
    write,
    written_for,
)
from tracker.services.events_of import Known, events_of, lies_ahead
from tracker.services.holding import hold_owner

log = logging.getLogger(__name__)


def keep_events(
    application: Application,
    case: CaseFile,
    around: Around,
    follow_ups: Iterable[FollowUp],
    *,
    now: datetime,
) -> None:
    """Bring the events of `application` in line with its facts; to be called when these are written.

    `application` as `locked` fetches it, `follow_ups` all of its own as they are now. What stands
    already is not written, and the version is raised only if something is.
    """
    known = _known(application, case, around, follow_ups, now)
    events = () if application.is_sample else events_of(known, now)
    rows = application.calendar_events.without_bytes()
    stored = {row.key: row for row in rows}
    wanted = {values.key: off_since(stored.get(values.key), values, now) for values in events}
    moved = [
        changed(stored.get(key) or new(application, now), values, now)
        for key, values in wanted.items()
        if key not in stored or differs(stored[key], values)
    ]
    off = [
        called_off(row, now)
        for key, row in stored.items()
        if key not in wanted and row.cancelled_at is None
    ]
    write(application.owner_id, [*moved, *off], now)


def rewrite_events(pk: int, *, now: datetime) -> None:
    """The same for one application of which nothing is planned anew. Locks its row."""
    with transaction.atomic():
        application = Application.objects.locked(pk)
        around = look_around(application)
        own = [row for row in around.follow_ups if row.application_id == pk]
        keep_events(application, load_case(application, own, around), around, own, now=now)


def withdraw_events(application: Application, *, now: datetime) -> None:
    """Before `application` is deleted: calendars are to hear that all of it is off."""
    rows = application.calendar_events.filter(cancelled_at=None).without_bytes()
    write(application.owner_id, [called_off(row, now) for row in rows], now)


def calendars_to_rewrite() -> QuerySet[User]:
    """The owners of calendars that were written otherwise, or not at all."""
    current = Calendar.objects.filter(written_for=written_for())
    return User.objects.exclude(pk__in=current.values("owner"))


def rewrite_calendars(*, now: datetime) -> int:
    """Write these calendars anew; how many there were."""
    owners = list(calendars_to_rewrite().values_list("pk", flat=True))
    for owner in owners:
        rewrite_calendar(owner, now=now)
    return len(owners)


def rewrite_calendar(owner: int, *, now: datetime) -> None:
    """Write every event of `owner` that differs from what would be written today.

    What cannot be read keeps nobody from the rest: it is logged, and tried again the next time.
    """
    applications = Application.objects.filter(owner=owner).order_by("pk")
    done = [_rewritten(pk, now) for pk in applications.values_list("pk", flat=True)]
    with transaction.atomic():
        left = CalendarEvent.objects.filter(owner=owner, application=None)
        rows = left.exclude(written_for=written_for()).select_for_update()
        write(owner, [changed(row, {}, now) for row in rows], now)
        stamp = {"written_for": written_for() if all(done) else ""}
        Calendar.objects.update_or_create(
            owner_id=owner, defaults=stamp, create_defaults=stamp | {"changed_at": now}
        )


def _rewritten(pk: int, now: datetime) -> bool:
    try:
        rewrite_events(pk, now=now)
    except Application.DoesNotExist:
        return True  # deleted meanwhile
    except Exception:
        log.exception("The events of application %s could not be written.", pk)
        return False
    return True


def prune_events(*, now: datetime) -> None:
    """Call off what has become pointless, and forget what has been off for four weeks.

    What cannot be read keeps nothing else from it: it is tried again the next night.
    """
    standing = CalendarEvent.objects.filter(cancelled_at=None)
    pointless = FollowUp.objects.open().filter(lapsed(now), uid__in=standing.values("uid"))
    for pk in pointless.values_list("application", flat=True).distinct():
        _rewritten(pk, now)
    old = CalendarEvent.objects.filter(cancelled_at__lte=now - CANCELLED_FOR)
    for owner in old.order_by("owner").values_list("owner", flat=True).distinct():
        with transaction.atomic():
            hold_owner(owner)
            if old.filter(owner=owner).delete()[0]:
                raise_version(owner, now)


def _known(
    application: Application,
    case: CaseFile,
    around: Around,
    follow_ups: Iterable[FollowUp],
    now: datetime,
) -> Known:
    asked = any(lies_ahead(interview, now) for interview in around.interviews)
    questions = application.questions.filter(asked_at=None).values_list("text", flat=True)
    return Known(
        case=case,
        days=load_days(application.owner),
        interviews=around.interviews,
        follow_ups=follow_ups,
        questions=questions if asked else (),
        path=reverse("application", args=[application.pk]),
    )
