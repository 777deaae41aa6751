"""News of the owner's own search: entered, corrected, taken out; told in other applications."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tracker.models import Application, News, User
from tracker.planning.facts import NewsKind
from tracker.services.holding import hold_owner
from tracker.services.replan import replan_all
from tracker.services.versions import claim_version

BECAUSE = {
    NewsKind.FINAL_ROUND: "you have a final round elsewhere",
    NewsKind.AVAILABILITY: "your availability changed",
}


@transaction.atomic
def log_news(owner: User, *, values: Mapping[str, Any], told: Iterable[int], now: datetime) -> News:
    """Enter news, to be told in the applications `told` (ids of the owner's)."""
    news = News.objects.create(owner=owner, entered_at=now, **values)
    news.told.set(_own(owner, told))
    _replan(_own(owner, told), BECAUSE[NewsKind(news.kind)], now)
    return news


@transaction.atomic
def change_news(
    news: News,
    *,
    values: Mapping[str, Any],
    told: Iterable[int],
    version: int,
    now: datetime,
) -> None:
    """Correct it, and who is told; StaleError if it is no longer at `version`."""
    hold_owner(news.owner_id)
    claim_version(news, version)
    before, after = set(news.told.values_list("pk", flat=True)), set(told)
    for name, value in values.items():
        setattr(news, name, value)
    news.save(update_fields=list(values))
    news.told.set(_own(news.owner, after))
    _replan(_own(news.owner, before | after), "the news behind it was changed", now)


@transaction.atomic
def delete_news(news: News, *, now: datetime) -> None:
    """Take it out again: what was not told yet is not to be told any more."""
    told = list(news.told.values_list("pk", flat=True))
    owner = news.owner
    news.delete()
    _replan(_own(owner, told), "the news behind it was deleted", now)


def _own(owner: User, ids: Iterable[int]) -> list[Application]:
    return list(Application.objects.filter(owner=owner, pk__in=set(ids)).order_by("pk"))


def _replan(applications: Iterable[Application], because: str, now: datetime) -> None:
    replan_all(applications, because=because, now=now)
