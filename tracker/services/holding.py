"""Who holds what until a transaction ends, always in the same order: two would else wait for each
other. One person's changes come one after the other, whatever they are about.
"""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from tracker.models import User

Row = TypeVar("Row", bound=Model)


def hold_owner(pk: int) -> None:
    """Keep other changes of this person waiting until the transaction ends.

    To be called before anything is written or locked, for whoever changes an application holds its
    owner first (`Application.objects.hold`): two that lock in another order would wait for each
    other. New rows may point at the owner meanwhile.
    """
    User.objects.select_for_update(no_key=True).get(pk=pk)


def in_order(rows: QuerySet[Row]) -> QuerySet[Row]:
    """`rows`, held until the transaction ends, the oldest first."""
    return rows.order_by("pk").select_for_update(of=("self",))


@transaction.atomic
def update_in_order(rows: QuerySet[Any], **values: Any) -> int:
    """As `rows.update(…)`, where others may be changing several of them at the same moment.

    By itself an UPDATE takes its rows as they happen to lie in the table.
    """
    held = list(in_order(rows).values_list("pk", flat=True))
    return int(rows.model._default_manager.filter(pk__in=held).update(**values))  # noqa: SLF001 - Django means it to be used
