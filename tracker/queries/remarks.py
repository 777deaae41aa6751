"""Stages, questions, news: a few words with a moment each, fetched together by one query."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, DateTimeField, Q, Value
from django.db.models.functions import Cast

from tracker.models import Application, News


class Remark(NamedTuple):
    kind: str  # stage, question or news
    pk: int
    before: str  # the stage before, or the kind of news
    text: str  # the question, the stage, or the day of the news
    entered_at: datetime
    asked_at: datetime | None

    @property
    def is_question(self) -> bool:
        return self.kind == "question"

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
    here = Q(application=application) | Q(told=application)
    mine = News.objects.filter(owner=application.owner_id, pk__in=News.objects.filter(here))
    news = mine.order_by().values_list(
        Value("news"), "pk", "kind", Cast("day", CharField(max_length=20)), "entered_at", never
    )
    rows = (Remark(*row) for row in questions.union(stages, news, all=True))
    return tuple(sorted(rows, key=lambda row: (row.entered_at, row.pk)))
