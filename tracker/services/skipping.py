"""Rows that nobody else is at work on."""

from typing import TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def unlocked(rows: QuerySet[Row]) -> QuerySet[Row]:
    """`rows` without those that another holds, and held from now on.

    On SQLite nobody else is at work: the transaction took the write lock at its start.
    """
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True, of=("self",))
    return rows
