"""Somebody, or a company, is called otherwise: what quotes the name is written anew."""

import re
from datetime import datetime

from django.db.models import QuerySet

from tracker.models import FollowUp

NO_DAY_BEFORE = r"(?<!\d )(?<!\bin )(?<!\bend of )"


def rename_in_words(
    follow_ups: QuerySet[FollowUp], before: str, after: str, *, now: datetime
) -> None:
    """What was done, left out or withdrawn is not planned again, and is read all the same.

    Their owner is held. What stands alone in brackets says what somebody is: *Priya (HR)*; and what
    is part of a day names nobody: *Tue 5 May*, *the end of May*, *Sun 15 Nov*.
    """
    name = re.escape(before)
    named = re.compile(rf"{NO_DAY_BEFORE}(?<!\w)(?!(?<=\(){name}\)){name}(?!\w)(?! \d)")
    rows = [row for row in follow_ups if named.search(f"{row.title}\n{row.why}")]
    for row in rows:
        row.title = named.sub(lambda _: after, row.title)[:500]
        row.why = named.sub(lambda _: after, row.why)
        row.version, row.changed_at = row.version + 1, now
    FollowUp.objects.bulk_update(rows, ["title", "why", "version", "changed_at"])
