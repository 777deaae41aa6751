"""Undo of deleting: all that goes with a row is kept for an hour, and comes back with it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import filterfalse
from typing import Any, NamedTuple, cast

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ObjectDoesNotExist
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, transaction
from django.db.models import Model
from django.db.models.deletion import Collector

from tracker.models import Application, Deleted, FollowUp, FollowUpStatus, Reminder, StageChange
from tracker.services.applications import touched_by
from tracker.services.documents import forget_deleted
from tracker.services.holding import hold_owner
from tracker.services.reminders import put_back, take_out
from tracker.services.replan import replan_all
from tracker.services.stages import put_back_stage

KEPT_FOR = timedelta(hours=1)
Link = tuple[str, int, str, Any]  # table, number, column, what stood in it
WITHDRAWN_FIELDS = ("withdrawn_at", "withdrawn_because")
WITHDRAWAL = "withdrawal"  # of what came back by the deletion, in place of a column


@transaction.atomic
def delete_kept(
    row: Any, delete: Callable[..., None], *, home: str, now: datetime
) -> Deleted | None:
    """Delete `row` by its service, and keep it for an hour with all that goes with it.

    `home` is the address of the page on which it is seen again once it is back. Where another tab
    was faster, it is what that one has kept, if it still is.
    """
    hold_owner(row.owner_id)  # nothing is added to it in between
    try:
        row.refresh_from_db()
    except ObjectDoesNotExist:
        return _kept_with(row.owner_id, row)
    withdrawn = FollowUp.objects.filter(owner=row.owner_id, status=FollowUpStatus.WITHDRAWN)
    before = {each[0]: each[1:] for each in withdrawn.values_list("pk", *WITHDRAWN_FIELDS)}
    moves = _moves_of(row)
    gone = note_down([row])
    delete(row, now=now)
    left = set(StageChange.objects.filter(pk__in=[move.pk for move in moves]))
    gone.rows.extend(_written(move for move in moves if move not in left))
    gone.links.extend(_come_back(row.owner_id, before, now))
    return keep_deleted(row.owner_id, str(row), [gone], home=home, now=now)


def _kept_with(owner: int, row: Model) -> Deleted | None:
    named = f'"model": "{row._meta.label_lower}", "pk": {row.pk},'  # noqa: SLF001 - Django means it to be used
    return Deleted.objects.filter(owner=owner, rows__contains=named).order_by("pk").last()


def _moves_of(row: Model) -> list[StageChange]:
    """The other moves of the application to which it belongs: some may have come with it."""
    moves = StageChange.objects.filter(application=getattr(row, "application_id", None))
    return [move for move in moves.order_by("pk") if move != row]


def _come_back(
    owner: int, before: Mapping[int, tuple[datetime, str]], now: datetime
) -> Iterator[Link]:
    """How that was withdrawn `before` which a plan of `now` has brought back."""
    rows = FollowUp.objects.filter(owner=owner, changed_at=now)
    for pk in rows.exclude(status=FollowUpStatus.WITHDRAWN).values_list("pk", flat=True):
        if pk in before:
            at, because = before[pk]
            yield FollowUp.__name__, pk, WITHDRAWAL, (at.isoformat(), because)


class Gone(NamedTuple):
    """What goes with some rows, as it can be brought back."""

    rows: list[dict[str, Any]]  # as Django writes them down
    links: list[Link]  # what pointed at them


def note_down(rows: Iterable[Model]) -> Gone:
    """Before `rows` of one table are deleted: what will be gone. Its reminders leave their mails."""
    rows = list(rows)
    take_out(each for each in _gone(_collected(rows)) if isinstance(each, Reminder))
    collector = _collected(rows)
    return Gone(_written(_gone(collector)), list(_links(collector)))


def _written(rows: Iterable[Model]) -> list[dict[str, Any]]:
    written: list[dict[str, Any]] = json.loads(serializers.serialize("json", rows))
    return written


def keep_deleted(
    owner: int, name: str, gone: Iterable[Gone], *, home: str, now: datetime
) -> Deleted:
    """Keep for an hour what was deleted in these steps; what is older is forgotten."""
    forget_deleted(now - KEPT_FOR, owner)
    steps = list(gone)
    return Deleted.objects.create(
        owner_id=owner,
        name=name[:300],
        home=home,
        rows=json.dumps([row for step in steps for row in step.rows]),
        links=[link for step in steps for link in step.links],
        at=now,
    )


def _collected(rows: Sequence[Model]) -> Collector:
    collector = Collector(using=DEFAULT_DB_ALIAS)
    if rows:
        collector.collect(rows)
    return collector


def _gone(collector: Collector) -> Iterator[Model]:
    every = [*collector.data.values(), *collector.fast_deletes]
    yield from dict.fromkeys(row for rows in every for row in rows)


def _rows_of(table: str) -> Any:
    table_of: Any = apps.get_model("tracker", table)
    return table_of.objects


def _links(collector: Collector) -> Iterator[Link]:
    """What pointed at it, and will point nowhere."""
    for (field, _), groups in collector.field_updates.items():
        for rows in groups:
            for row in cast(Iterable[Model], rows):
                yield type(row).__name__, row.pk, field.attname, getattr(row, field.attname)


def restore_deleted(deleted: Deleted, *, now: datetime) -> bool:
    """Bring it back with what went along, and plan again; whether it was kept, and had a place to go."""
    try:
        with transaction.atomic():
            return _restore(deleted, now)
    except IntegrityError:  # what it hung on is gone as well, or something took its place
        return False


def _restore(deleted: Deleted, now: datetime) -> bool:
    hold_owner(deleted.owner_id)
    kept = Deleted.objects.filter(pk=deleted.pk, at__gte=now - KEPT_FOR).exclude(rows="")
    if not kept.exists():
        return False
    back = [each.object for each in serializers.deserialize("json", deleted.rows)]
    if any(_is_made_anew(row) for row in back):
        return False
    kept.update(rows="")
    put_back((row for row in back if isinstance(row, Reminder)), gone_at=deleted.at)
    # News that have gone since keep nothing else from coming back.
    for row in (*filterfalse(_joins, back), *filter(_joins, back)):
        if not _joins(row) or _has_both_ends(row):
            row.save_base(raw=True, force_insert=True)
    for table, number, column, value in deleted.links:
        if column != WITHDRAWAL:
            rows = _rows_of(table).filter(pk=number, **{column: None})
            rows.update(**{column: value})
    connection.check_constraints()  # here, and not when it is too late to say so
    _put_moves_back(back)
    planned = _to_plan(back, deleted)
    _forget(planned, deleted.at)
    replan_all(planned, because="what was deleted is back", now=now)
    _withdraw_as_before(deleted, now)
    return True


def _withdraw_as_before(deleted: Deleted, now: datetime) -> None:
    """What is withdrawn again by this has been so since before it was deleted (decision 23)."""
    again = FollowUp.objects.filter(status=FollowUpStatus.WITHDRAWN, withdrawn_at=now)
    for _, number, column, values in deleted.links:
        if column == WITHDRAWAL:
            again.filter(pk=number).update(**dict(zip(WITHDRAWN_FIELDS, values, strict=True)))


def _is_made_anew(row: Model) -> bool:
    """Whether it is of a sample search that is there again without it."""
    if not isinstance(row, Application) or not row.is_sample:
        return False
    same = Application.objects.filter(company=row.company_id, role=row.role, is_sample=True)
    return same.exists()


def _joins(row: Model) -> bool:
    """Whether it says nothing but that two others belong together."""
    return bool(row._meta.auto_created)  # noqa: SLF001 - Django means it to be used


def _has_both_ends(row: Model) -> bool:
    ends = [field for field in row._meta.fields if field.is_relation]  # noqa: SLF001
    return all(
        cast(Any, end.related_model).objects.filter(pk=getattr(row, end.attname)).exists()
        for end in ends
    )


def _forget(planned: Iterable[Application], deleted_at: datetime) -> None:
    """What was planned since, and nobody has heard of or touched: it is planned anew if it stands."""
    rows = FollowUp.objects.open().filter(
        application__in=planned,
        entered_at__gte=deleted_at,
        snoozed_until=None,
        draft_body="",
        put_aside=[],
    )
    rows.exclude(reminders__delivery__isnull=False).delete()


def _put_moves_back(back: Sequence[Model]) -> None:
    """But for those of an application that was gone itself: they are as they were."""
    whole = {row.pk for row in back if isinstance(row, Application)}
    for row in back:
        if isinstance(row, StageChange) and row.application_id not in whole:
            put_back_stage(row)


def _applications(back: Iterable[Model]) -> set[int]:
    found = {getattr(row, "application_id", None) for row in back}
    return {pk for pk in found if pk}


def _to_plan(back: Iterable[Model], deleted: Deleted) -> list[Application]:
    """The applications that it belongs to, or that it touched from afar."""
    rows = list(back)
    linked = {number for table, number, _, _ in deleted.links if table == "Application"}
    own = {row.pk for row in rows if isinstance(row, Application)}
    known = own | _applications(rows) | linked
    known |= {getattr(row, "application_id", 0) for row in _pointing(deleted)}
    mine = list(Application.objects.filter(owner=deleted.owner_id, pk__in=known).order_by("pk"))
    return list(dict.fromkeys(each for one in mine for each in (one, *touched_by(one))))


def _pointing(deleted: Deleted) -> Iterator[Model]:
    for table, number, _, _ in deleted.links:
        yield from _rows_of(table).filter(pk=number)
