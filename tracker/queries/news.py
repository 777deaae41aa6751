"""Who may be told of news: the live applications that are past an interview (decision 20)."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from tracker.models import Application, Interview, News, User
from tracker.planning.facts import InterviewStatus


def to_tell(owner: User, now: datetime, news: News | None = None) -> list[tuple[int, str]]:
    """Number and name of each, by company; with `news`, those whom it names already as well."""
    held = Interview.objects.filter(
        application=OuterRef("pk"), status=InterviewStatus.SCHEDULED, ends_at__lte=now
    )
    wanted = Q(Exists(held))
    if news:
        wanted |= Q(pk__in=news.told.values("pk"))
    rows = Application.objects.filter(wanted, owner=owner).live().select_related("company")
    return [(row.pk, str(row)) for row in rows.order_by("company__name", "role", "pk")]
