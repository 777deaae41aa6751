"""One event's row: whether it says what it should, and how it is written when it does not."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Value
from django.db.models.functions import Greatest

from tracker.ical import event as ical
from tracker.models import Application, Calendar, CalendarEvent, EventKind
from tracker.services.events_of import Values

# Raised when the same facts are to be written otherwise; then all are written anew.
FORMAT = 1
SAID = [field.name for field in fields(Values)]
BYTES = ical.Parts._fields
WRITTEN = [*SAID, "owner", "application", "sequence", "changed_at", "written_for", *BYTES]
PRIVATE_TITLES = {
    EventKind.INTERVIEW: "Interview",
    EventKind.FOLLOW_UP: "Something to do",
    EventKind.DECISION: "A decision is expected",
    EventKind.OFFER: "An answer is due",
}
SECOND = timedelta(seconds=1)


def written_for() -> str:
    """What all bytes rest on besides the facts: how they are written, and where the pages are."""
    return f"{FORMAT} {settings.SITE_URL}"[:300]


def new(application: Application, now: datetime) -> CalendarEvent:
    """A row for an event that has not been written yet, or was forgotten since.

    Its sequence begins above any that calendars may still have for it, as the minutes go by.
    """
    begun = int(now.timestamp()) // 60
    return CalendarEvent(owner_id=application.owner_id, application=application, sequence=begun)


def differs(row: CalendarEvent, values: Values) -> bool:
    """Whether `row` says anything but `values`, or says it as it is not said any more."""
    return row.written_for != written_for() or any(
        getattr(row, name) != value for name, value in _columns(values).items()
    )


def changed(row: CalendarEvent, values: Values | Mapping[str, Any], now: datetime) -> CalendarEvent:
    """`row`, saying `values` now; its sequence is raised, its bytes are made."""
    columns = _columns(values) if isinstance(values, Values) else dict(values)
    marks = {"changed_at": now, "sequence": row.sequence + 1, "written_for": written_for()}
    parts = ical.parts_of(_event(_assigned(row, columns | marks)))
    return _assigned(row, parts._asdict())


def off_since(row: CalendarEvent | None, values: Values, now: datetime) -> Values:
    """`values`, off since calendars could first hear of it, which may be later than it was."""
    if values.cancelled_at is None:
        return values
    told_at = row.cancelled_at if row else None
    return replace(values, cancelled_at=told_at or now)


def called_off(row: CalendarEvent, now: datetime) -> CalendarEvent:
    """`row` as it is told to calendars when what it came from is gone."""
    return changed(row, {"cancelled_at": now}, now)


def write(owner: int, rows: Sequence[CalendarEvent], now: datetime) -> None:
    """Store `rows`, new and known ones, and raise the owner's version; two queries, or none."""
    if not rows:
        return
    for row in rows:
        row.pk = None  # known by their uid, so that one statement does for both
    CalendarEvent.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["uid"], update_fields=WRITTEN
    )
    raise_version(owner, now)


def raise_version(owner: int, now: datetime) -> None:
    """What this owner's calendars have is old now. Each version gets a second of its own."""
    later = Greatest(Value(now), F("changed_at") + SECOND)
    rows = Calendar.objects.filter(owner=owner)
    if not rows.update(version=F("version") + 1, changed_at=later):
        Calendar.objects.create(owner_id=owner, version=1, changed_at=now)


def _columns(values: Values) -> dict[str, Any]:
    columns = {name: getattr(values, name) for name in SAID}
    if values.uid is None:
        del columns["uid"]
    return columns


def _assigned(row: CalendarEvent, columns: Mapping[str, Any]) -> CalendarEvent:
    for name, value in columns.items():
        setattr(row, name, value)
    return row


def _event(row: CalendarEvent) -> ical.Event:
    kind = EventKind(row.kind)
    return ical.Event(
        uid=f"{row.uid}@heardback",
        sequence=row.sequence,
        changed_at=row.changed_at,
        category=kind.label,
        title=row.title,
        private_title=PRIVATE_TITLES[kind],
        times=row.span,
        hour=row.hour,
        place=row.place,
        about=row.about,
        url=f"{settings.SITE_URL}{row.path}",
        takes_time=kind is EventKind.INTERVIEW,
        is_cancelled=row.cancelled_at is not None,
    )
