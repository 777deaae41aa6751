"""Of several estimates, the one that counts."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from tracker.models import Estimate, Interview
from tracker.planning import facts
from tracker.planning.estimates import standing
from tracker.planning.facts import InterviewStatus


def marks(estimates: Iterable[Estimate], interviews: Iterable[Interview]) -> dict[int, str]:
    """For each its mark, "counts" or "overtaken", by number, where they do not all say the same."""
    rows = list(estimates)
    if len({row.latest for row in rows}) < 2:
        return {}
    ends = (row.ends_at for row in interviews if row.status == InterviewStatus.SCHEDULED)
    stands = that_counts(rows, max(ends, default=None))
    counts = stands.pk if stands else _taken_back(rows)
    return {row.pk: "counts" if row.pk == counts else "overtaken" for row in rows}


def that_counts(rows: Iterable[Estimate], last_met: datetime | None) -> Estimate | None:
    """The one of one application that counts, where the last interview ends at `last_met`."""
    by_number = {row.pk: row for row in rows}
    last_day = timezone.localdate(last_met) if last_met else None
    stands = standing(map(_fact, by_number.values()), last_day)
    return by_number[stands.id] if stands else None


def _taken_back(rows: list[Estimate]) -> int | None:
    """The last word, where it was that they do not know yet."""
    last = max(rows, key=lambda row: (row.said_on, bool(row.latest), row.pk))
    return None if last.latest else last.pk


def _fact(row: Estimate) -> facts.Estimate:
    return facts.Estimate(
        id=row.pk, said_on=row.said_on, entered_at=row.entered_at, latest=row.latest
    )
