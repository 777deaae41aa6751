"""The source of a page that describes its posting for machines: schema.org's JobPosting."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from typing import Any

from tracker.text import clean_text

BREAK = re.compile(r"<(?:br|/p|/li|/h\d|/div)\b[^<>]*>", re.I)
TAG = re.compile(r"<[^<>]*>")
LONGEST = 200


def posting_in_markup(pasted: str) -> dict[str, str]:
    """Its link, role, company, place and text; empty where there is none."""
    found = (row for block in _blocks(pasted) for row in _rows(block))
    row = next((row for row in found if "JobPosting" in _listed(row.get("@type"))), None)
    if row is None or not (role := _text(row.get("title"))):
        return {}
    return {
        "link": _text(row.get("url")) if _text(row.get("url")).startswith("http") else "",
        "role": role,
        "company": _text(row.get("hiringOrganization")),
        "place": _place(row.get("jobLocation")),
        "text": _plain(str(row.get("description") or "")),
    }


def _blocks(pasted: str) -> Iterator[Any]:
    scripts = (part.partition(">") for part in pasted.split("<script")[1:])
    blocks = [rest.partition("</script")[0] for head, _, rest in scripts if "ld+json" in head]
    for block in blocks or [pasted]:
        with suppress(ValueError, RecursionError):
            yield json.loads(block)


def _rows(block: Any) -> Iterator[dict[str, Any]]:
    for row in _listed(block):
        if isinstance(row, dict):
            yield row
            yield from (each for each in _listed(row.get("@graph")) if isinstance(each, dict))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    """A name, given as one or as a thing that has one, on one line."""
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(_plain(value).split())[:LONGEST] if isinstance(value, str) else ""


def _place(value: Any) -> str:
    place = next(iter(_listed(value)), None)
    address = place.get("address") if isinstance(place, dict) else place
    if not isinstance(address, dict):
        return _text(address)
    parts = (_text(address.get(name)) for name in ("addressLocality", "addressCountry"))
    return ", ".join(filter(None, parts))


def _plain(markup: str) -> str:
    """Its words alone, as lines; cleaned only here, for JSON and HTML can spell what nobody can see."""
    lines = clean_text(unescape(TAG.sub("", BREAK.sub("\n", unescape(markup))))).splitlines()
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
