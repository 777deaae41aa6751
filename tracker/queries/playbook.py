"""What another playbook would change, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from tracker.models import Application
from tracker.planning.comparison import Change
from tracker.queries.when import When, when_day

SHOWN = 100


@dataclass(frozen=True, slots=True)
class ChangeRow:
    title: str
    about: str
    href: str
    old: When | None
    new: When | None


@dataclass(frozen=True, slots=True)
class Preview:
    summary: str
    rows: tuple[ChangeRow, ...]
    more: int


def preview_page(changes: Iterable[tuple[Application, Change]], now: datetime) -> Preview:
    """What moves, appears and goes, the earliest first; what keeps its day is only counted."""
    kept, rows = 0, []
    for application, change in changes:
        row = _row(application, change, now)
        if row.old == row.new or (row.old and row.new and row.old.text == row.new.text):
            kept += 1
        else:
            rows.append((change.new or change.old, row))
    rows.sort(key=lambda each: (each[0], each[1].title))
    shown = tuple(row for _, row in rows)
    return Preview(_summary(shown, kept), shown[:SHOWN], max(0, len(shown) - SHOWN))


def _row(application: Application, change: Change, now: datetime) -> ChangeRow:
    return ChangeRow(
        title=change.title,
        about=f"{application.role}, {application.company.name}",
        href=reverse("application", args=[application.pk]),
        old=when_day(change.old, now) if change.old else None,
        new=when_day(change.new, now) if change.new else None,
    )


def _summary(rows: tuple[ChangeRow, ...], kept: int) -> str:
    moved = sum(1 for row in rows if row.old and row.new)
    numbers = {
        "move": moved,
        "appear": sum(1 for row in rows if row.old is None),
        "go": sum(1 for row in rows if row.new is None),
    }
    parts = [_verb(number, verb) for verb, number in numbers.items() if number]
    if kept:
        keep = "keeps its day, but is" if kept == 1 else "keep their day, but are"
        parts.append(f"{kept} {keep} open or mentioned at other times")
    said = ", ".join(parts)
    return f"{said}." if said else "Nothing that is planned now would change."


def _verb(number: int, verb: str) -> str:
    ending = "" if number > 1 else "es" if verb == "go" else "s"
    return f"{number} {verb}{ending}"
