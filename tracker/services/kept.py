"""What is kept of deletions while two entries become one: once it is back, it names who is left."""

import json
import re
from typing import Any

from django.apps import apps

from tracker.models import Company, Contact


def name_in_kept(keep: Company | Contact, gone: Company | Contact) -> None:
    """What pointed at `gone` when it was deleted, and is named after it, is `keep`'s.

    Their owner is held.
    """
    for kept in keep.owner.deleted.exclude(rows=""):
        rows = json.loads(kept.rows)
        for row in rows:
            _point(row, keep, gone)
        kept.rows = json.dumps(rows)
        kept.save(update_fields=["rows"])


def _point(row: dict[str, Any], keep: Company | Contact, gone: Company | Contact) -> None:
    values = row["fields"]
    for field in apps.get_model(row["model"])._meta.fields:  # noqa: SLF001 - Django means it to be used
        if field.related_model is type(gone) and values.get(field.name) == gone.pk:
            values[field.name] = keep.pk
    if isinstance(gone, Contact) and "key" in values:
        values["key"] = renamed_key(values["key"], keep.pk, gone.pk)


def renamed_key(key: str, keep: int, gone: int) -> str:
    """A follow-up's key, with the number of who stays in the place of who is gone."""
    return re.sub(rf"\bcontact-{gone}\b", f"contact-{keep}", key)
