"""Files of an application. Their bytes are written beside the database, and outlive an undo."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from tracker.models import Application, Deleted, Document
from tracker.services.holding import hold_owner, in_order

TABLE = "tracker.document"  # as what was deleted names it


@transaction.atomic
def add_document(
    application: Application, *, kind: str, name: str, content: bytes, now: datetime
) -> Document:
    """Keep `content` as the next version of its kind; a number that an undo may want is not given."""
    hold_owner(application.owner_id)
    stored_as = default_storage.save(f"documents/{uuid4().hex}", ContentFile(content))
    try:
        return Document.objects.create(
            owner_id=application.owner_id,
            application=application,
            kind=kind,
            number=_last_number(application, kind) + 1,
            name=name,
            size=len(content),
            stored_as=stored_as,
            entered_at=now,
        )
    except BaseException:
        default_storage.delete(stored_as)
        raise


def _last_number(application: Application, kind: str) -> int:
    rows = application.documents.filter(kind=kind)
    same = (application.pk, kind)
    gone = _of(application.owner.deleted.filter(rows__contains=TABLE))
    kept = [each["number"] for each in gone if (each["application"], each["kind"]) == same]
    return int(max([*rows.values_list("number", flat=True), *kept, 0]))


def _of(kept: Iterable[Deleted]) -> Iterator[dict[str, Any]]:
    """The columns of the files among what was deleted, and not brought back."""
    for deleted in kept:
        rows = json.loads(deleted.rows or "[]")
        yield from (row["fields"] for row in rows if row["model"] == TABLE)


def delete_document(document: Document, *, now: datetime) -> None:  # noqa: ARG001  # as all that delete
    """It is not wanted any more; its bytes stay until nobody can bring it back."""
    document.delete()


@transaction.atomic
def forget_deleted(before: datetime, owner: int | None = None) -> None:
    """What was deleted before then cannot come back: neither its rows nor the bytes of its files."""
    rows = Deleted.objects.filter(at__lt=before)
    if owner is not None:
        rows = rows.filter(owner=owner)
    gone = list(in_order(rows).only("rows"))
    forget_bytes(each["stored_as"] for each in _of(gone))
    Deleted.objects.filter(pk__in=[each.pk for each in gone]).delete()


def forget_bytes(names: Iterable[str]) -> None:
    """Remove the files of these names, once it is certain that their rows are gone."""
    names = list(names)
    transaction.on_commit(partial(_remove, names))


def _remove(names: Iterable[str]) -> None:
    wanted = set(Document.objects.filter(stored_as__in=names).values_list("stored_as", flat=True))
    for name in set(names) - wanted:
        default_storage.delete(name)
