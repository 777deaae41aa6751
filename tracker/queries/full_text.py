"""One search over everything that was written down, on SQLite and on PostgreSQL."""

import re
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracker.folding import fold
from tracker.models import Application
from tracker.models.full_text import SEARCHED, Searched

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 8
MOST_TEXTS = 200  # that are looked at for words to show
BEFORE, AFTER = 60, 120  # letters around the first hit
BY_TABLE = {searched.table: searched for searched in SEARCHED}

Row = TypeVar("Row", bound=Model)


def matching(rows: QuerySet[Application], words: str) -> QuerySet[Application]:
    """Those of `rows` in which each of `words` begins a word somewhere.

    Looked at are companies, roles, people, notes, postings, messages, interviews, questions and letters.
    """
    found = _words(words)
    if not found:
        return rows.none()
    for word in found:
        sql = " UNION ".join(_applications(searched) for searched in SEARCHED)
        rows = rows.filter(pk__in=RawSQL(sql, [_sought(word)] * sql.count("%s")))  # noqa: S611
    return rows


def matching_here(rows: QuerySet[Row], table: str, words: str) -> QuerySet[Row]:
    """Those of `rows` in which each of `words` begins a word, in the columns of their own `table`."""
    found = _words(words)
    if not found:
        return rows.none()
    sql = _found(BY_TABLE[table])
    for word in found:
        rows = rows.filter(pk__in=RawSQL(sql, [_sought(word)]))  # noqa: S611
    return rows


def excerpts(applications: Iterable[int], words: str) -> dict[int, SafeString]:
    """Of each application in which `words` stand somewhere, the words around them, in one query.

    What stands in its title needs no showing.
    """
    found, numbers = _words(words), list(applications)
    if not found or not numbers:
        return {}
    sought = " OR ".join if connection.vendor == "sqlite" else " | ".join
    query = sought(map(_sought, found))
    tables = [(place, each) for place, each in enumerate(SEARCHED) if each.shown]
    sql = " UNION ALL ".join(_texts(place, each, numbers) for place, each in tables)
    params = [value for _, each in tables for value in ["\n"] * (len(each.shown) - 1) + [query]]
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY 1, 3 DESC LIMIT {MOST_TEXTS}", params)
        rows = cursor.fetchall()
    shown: dict[int, SafeString] = {}
    for place, application, _, text in rows:
        if application not in shown and (words_around := _excerpt(text, found)):
            shown[application] = format_html("{}: {}", SEARCHED[place].name, words_around)
    return shown


def _texts(place: int, searched: Searched, applications: list[int]) -> str:
    """The texts of a table in which one of the words stands; all names and numbers are ours."""
    text = " || %s || ".join(f"t.{name}" for name in searched.shown)
    numbers = ", ".join(str(int(each)) for each in applications)
    return (
        f"SELECT {place}, a.id, t.id, {text} FROM {searched.table} t"
        f" JOIN tracker_application a ON ({searched.on})"
        f" WHERE a.id IN ({numbers}) AND t.id IN ({_found(searched)})"
    )


def _excerpt(text: str, words: list[str]) -> SafeString:
    """What stands around the first word that one of `words` begins; each such word is marked."""
    text = _composed(text)
    begins = "|".join(map(re.escape, map(fold, words)))
    hits = re.compile(rf"(?<![^\W_])(?:{begins})[^\W_]*")
    first = hits.search(fold(text))
    if first is None:
        return SafeString()
    start, end = max(first.start() - BEFORE, 0), min(first.end() + AFTER, len(text))
    if start:
        start = text.find(" ", start, first.start()) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", first.end(), end), first.end())
    part = re.sub(r"\s+", " ", text[start:end])
    pieces, at = [], 0
    for hit in hits.finditer(fold(part)):
        pieces += [(part[at : hit.start()], part[hit.start() : hit.end()])]
        at = hit.end()
    marked = format_html_join("", "{}<mark>{}</mark>", pieces)
    dots = ("… " if start else "", " …" if end < len(text) else "")
    return format_html("{}{}{}{}", dots[0], marked, part[at:], dots[1])


def _applications(searched: Searched) -> str:
    return (
        "SELECT * FROM ("
        + searched.applications.format(table=searched.table, found=_found(searched))
        + f") AS of_{searched.index_name}"
    )


def _found(searched: Searched) -> str:
    """The ids of the rows in which the word stands; names are ours, the word is a parameter."""
    if connection.vendor == "sqlite":
        return f"SELECT rowid FROM {searched.index_name} WHERE {searched.index_name} MATCH %s"
    words = "to_tsquery('simple', %s)"
    return f"SELECT id FROM {searched.table} WHERE {searched.text} @@ {words}"


def _sought(word: str) -> str:
    return f'"{word}"*' if connection.vendor == "sqlite" else f"'{fold(word)}':*"


def _words(words: str) -> list[str]:
    return WORD.findall(_composed(words))[:MOST_WORDS]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
