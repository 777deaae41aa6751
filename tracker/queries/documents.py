"""The files of an application, by kind, the newest version first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat

from tracker.models import Application, Document, DocumentKind
from tracker.queries.when import When, when_day


@dataclass(frozen=True, slots=True)
class DocumentRow:
    pk: int
    name: str
    number: int
    size: str
    came: When


@dataclass(frozen=True, slots=True)
class OfOneKind:
    name: str
    rows: tuple[DocumentRow, ...]


def documents_of(application: Application, now: datetime) -> tuple[OfOneKind, ...]:
    """In one query; of kinds that there are."""
    return tuple(_by_kind(list(application.documents.all()), now))


def _by_kind(rows: list[Document], now: datetime) -> Iterator[OfOneKind]:
    for kind in DocumentKind:
        found = tuple(_row(row, now) for row in rows if row.kind == kind)
        if found:
            yield OfOneKind(kind.label, found)


def _row(row: Document, now: datetime) -> DocumentRow:
    return DocumentRow(
        pk=row.pk,
        name=row.name,
        number=row.number,
        size=filesizeformat(row.size),
        came=when_day(row.entered_at, now),
    )
