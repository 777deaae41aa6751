"""What can be searched for, and the database's own index of it.

SQLite keeps an FTS5 table beside each of these tables, which triggers bring along; PostgreSQL an index
on the expression that is searched. Neither costs a query when something is saved. Whatever migrates
the database makes what is missing: a table that Django writes anew loses its triggers.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from tracker.folding import FOLDED, MARKS

# What PostgreSQL compares: letters without their accents, and words with nothing but letters in
# them. Its own parser would take "node.js" for the name of a host, and not find "js" in it.
FOLD = rf"""
CREATE OR REPLACE FUNCTION full_text_words(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT regexp_replace(
  translate($1, '{"".join(FOLDED)}{MARKS}', '{"".join(FOLDED.values())}'), '[\W_]+', ' ', 'g'
) $$
"""


class Searched(NamedTuple):
    """A table, its columns, and how a row of it leads to applications: {found} are its ids."""

    table: str
    columns: tuple[str, ...]
    applications: str
    name: str  # what it is called where words of it are shown
    on: str = "a.id = t.application_id"  # how a row t of it belongs to an application a
    told: tuple[str, ...] = ()  # columns whose words stand beside each hit anyway

    @property
    def index_name(self) -> str:
        return f"full_text_{self.table.removeprefix('tracker_')}"

    @property
    def text(self) -> str:
        """All of its words, as PostgreSQL indexes and searches them."""
        words = " || ' ' || ".join(self.columns)
        return f"to_tsvector('simple', full_text_words({words}))"

    @property
    def shown(self) -> tuple[str, ...]:
        return tuple(name for name in self.columns if name not in self.told)


BY_APPLICATION = "SELECT application_id FROM {table} WHERE id IN ({found})"
SEARCHED = (
    Searched(
        "tracker_application",
        ("role", "place", "source", "notes", "posting"),
        "{found}",
        "Notes or posting",
        on="a.id = t.id",
        told=("role",),
    ),
    Searched(
        "tracker_company",
        ("name",),
        "SELECT id FROM tracker_application WHERE company_id IN ({found})",
        "The company",
        on="a.company_id = t.id",
        told=("name",),
    ),
    Searched(
        "tracker_contact",
        ("name", "title", "email"),
        "SELECT id FROM tracker_application WHERE recruiter_id IN ({found}) OR company_id IN"
        " (SELECT company_id FROM tracker_contact WHERE id IN ({found}))",
        "Someone there",
        on="a.recruiter_id = t.id OR a.company_id = t.company_id",
    ),
    Searched("tracker_message", ("text",), BY_APPLICATION, "A message"),
    Searched(
        "tracker_interview", ("place", "notes", "forgot_to_say"), BY_APPLICATION, "An interview"
    ),
    Searched("tracker_informationrequest", ("what",), BY_APPLICATION, "Something asked for"),
    Searched("tracker_question", ("text",), BY_APPLICATION, "A question of yours"),
    Searched("tracker_followup", ("draft_subject", "draft_body"), BY_APPLICATION, "A letter"),
)


def ensure_full_text(*, using: str, **_signal: Any) -> None:
    """Make what is missing of the index; after each migration."""
    connection = connections[using]
    make = _make_on_sqlite if connection.vendor == "sqlite" else _make_on_postgresql
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FOLD)
        known = set(connection.introspection.table_names(cursor))
        for searched in SEARCHED:
            if searched.table in known and _has_columns(connection, cursor, searched):
                make(cursor, searched, known)


def _has_columns(
    connection: BaseDatabaseWrapper, cursor: CursorWrapper, searched: Searched
) -> bool:
    """Not on the way back to an older state of the tables."""
    columns = connection.introspection.get_table_description(cursor, searched.table)
    return {column.name for column in columns} >= set(searched.columns)


def _make_on_postgresql(cursor: CursorWrapper, searched: Searched, _known: set[str]) -> None:
    # Under the name without an ending it stood as it was before accents were left out.
    cursor.execute(f"DROP INDEX IF EXISTS {searched.index_name}")
    cursor.execute(
        f"CREATE INDEX IF NOT EXISTS {searched.index_name}_folded ON {searched.table}"
        f" USING gin ({searched.text})"
    )


def _make_on_sqlite(cursor: CursorWrapper, searched: Searched, known: set[str]) -> None:
    columns = ", ".join(searched.columns)
    if searched.index_name not in known:
        cursor.execute(
            f"CREATE VIRTUAL TABLE {searched.index_name} USING fts5({columns},"
            f" content='{searched.table}', content_rowid='id',"
            " tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
        )
    cursor.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name GLOB %s",
        [f"{searched.index_name}_on_*"],
    )
    triggers = dict(_triggers(searched))
    if cursor.fetchone()[0] == len(triggers):
        return
    for name, sql in triggers.items():
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(f"CREATE TRIGGER {name} {sql}")
    # What was written while there were no triggers.
    cursor.execute(f"INSERT INTO {searched.index_name}({searched.index_name}) VALUES ('rebuild')")


def _triggers(searched: Searched) -> Iterator[tuple[str, str]]:
    """Rows without a word stay out: most follow-ups have no letter of their own."""
    index, table = searched.index_name, searched.table
    columns = ", ".join(searched.columns)
    old, new = (", ".join(f"{row}.{name}" for name in searched.columns) for row in ("old", "new"))
    had, has = (old.replace(", ", " || ") + " <> ''", new.replace(", ", " || ") + " <> ''")
    forget = f"BEGIN INSERT INTO {index}({index}, rowid, {columns}) VALUES ('delete', old.id, {old}); END"
    learn = f"BEGIN INSERT INTO {index}(rowid, {columns}) VALUES (new.id, {new}); END"
    changed = f"AFTER UPDATE OF {columns} ON {table}"
    yield f"{index}_on_insert", f"AFTER INSERT ON {table} WHEN {has} {learn}"
    yield f"{index}_on_delete", f"AFTER DELETE ON {table} WHEN {had} {forget}"
    # Before and after: what an update forgets goes first, whichever trigger is the older one.
    before = changed.replace("AFTER", "BEFORE", 1)
    yield f"{index}_on_change_old", f"{before} WHEN {had} {forget}"
    yield f"{index}_on_change_new", f"{changed} WHEN {has} {learn}"
