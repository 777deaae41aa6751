"""Stages and questions: a few words with a moment each, fetched together by one query."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import DateTimeField, Value

from tracker.models import Application


class Remark(NamedTuple):
    is_question: bool
    pk: int
    before: str  # the stage before
    text: str  # the question, or the stage
    entered_at: datetime
    asked_at: datetime | None

    @property
    def happened_at(self) -> datetime | None:
        """A question that is still to be asked has not happened."""
        return self.asked_at if self.is_question else self.entered_at


def remarks_of(application: Application) -> tuple[Remark, ...]:
    """In the order in which they were entered."""
    questions = application.questions.order_by().values_list(
        Value("question"), "pk", Value(""), "text", "entered_at", "asked_at"
    )
    never = Value(None, DateTimeField())
    stages = application.stage_changes.order_by().values_list(
        Value("stage"), "pk", "old", "new", "at", never
    )
    rows = (Remark(row[0] == "question", *row[1:]) for row in questions.union(stages, all=True))
    return tuple(sorted(rows, key=lambda row: (row.entered_at, row.pk)))
