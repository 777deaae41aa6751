"""How far long work has come."""

from dataclasses import dataclass

from tracker.models import Work
from tracker.planning.words import count


@dataclass(frozen=True, slots=True)
class WorkPage:
    pk: int
    name: str
    done: int
    total: int
    said: str
    failed: str
    is_under_way: bool


def work_page(work: Work) -> WorkPage:
    """`work` as its page shows it."""
    return WorkPage(
        pk=work.pk,
        name=work.name,
        done=work.done,
        total=work.total,
        said=f"{work.done} of {count(work.total, 'application')}",
        failed=work.failed,
        is_under_way=not work.failed and work.finished_at is None,
    )


def planned_again(work: Work) -> str:
    """12 applications planned again."""
    return f"{count(work.done, 'application').capitalize()} planned again."
