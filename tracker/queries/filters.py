"""Which applications are looked at: the filter that stands in the address of list and board."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tracker.models import Application, Interview, Message, User
from tracker.models.applications import STAGE_CHOICES
from tracker.queries.full_text import matching
from tracker.text import clean_line, number_of

SORTS = {
    "changed": ("Changed last", ("-changed_at", "-pk")),
    "next": ("What comes next", (F("next_due").asc(nulls_last=True), "-changed_at", "-pk")),
    "applied": ("Applied last", (F("applied_on").desc(nulls_last=True), "-pk")),
    "company": ("Company", ("company__name", "role", "pk")),
    "interest": ("Interest", (F("interest").desc(nulls_last=True), "-changed_at", "-pk")),
}
LONGEST = 200
LONGEST_SILENCE = 3_660  # days: ten years


@dataclass(frozen=True, slots=True)
class Filter:
    """What was asked for; what cannot be understood is as if it were not there."""

    words: str = ""
    stage: str = ""
    company: int | None = None
    tag: int | None = None
    source: str = ""
    quiet: int | None = None  # days
    sort: str = "changed"

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Filter":
        """From the query of an address."""
        stage, sort = asked.get("stage", ""), asked.get("sort", "")
        quiet = number_of(asked.get("quiet", ""))
        return cls(
            words=clean_line(asked.get("q", ""))[:LONGEST],
            stage=stage if stage in dict(STAGE_CHOICES) else "",
            company=number_of(asked.get("company", "")),
            tag=number_of(asked.get("tag", "")),
            source=clean_line(asked.get("source", ""))[:LONGEST],
            quiet=quiet if quiet and quiet <= LONGEST_SILENCE else None,
            sort=sort if sort in SORTS else "changed",
        )

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return any((self.words, self.stage, self.has_more))

    @property
    def has_more(self) -> bool:
        """Whether it asks for something beside words and stage."""
        return any((self.company, self.tag, self.source, self.quiet))

    def rows(self, owner: User, now: datetime) -> QuerySet[Application]:
        """The owner's applications that it lets through, in no order yet."""
        rows: QuerySet[Application] = owner.applications.select_related("company")
        given = {
            "stage": self.stage,
            "company": self.company,
            "tags": self.tag,
            "source__iexact": self.source,
        }
        rows = rows.filter(**{name: value for name, value in given.items() if value})
        if self.quiet:
            rows = rows.filter(_quiet_since(_days_before(owner, now, self.quiet)))
        return matching(rows, self.words) if self.words else rows


def _days_before(owner: User, now: datetime, days: int) -> datetime:
    """In the owner's zone, in which a day is one."""
    return now.astimezone(owner.preferences.zone) - timedelta(days=days)


def _quiet_since(moment: datetime) -> Q:
    """Nobody wrote or met since, and it was not sent or entered since either."""
    of_it = {"application": OuterRef("pk")}
    written = Exists(Message.objects.filter(**of_it, at__gt=moment))
    met = Exists(Interview.objects.filter(**of_it, ends_at__gt=moment))
    sent_before = Q(applied_on__lte=moment.date()) | Q(applied_on=None, entered_at__lte=moment)
    return sent_before & ~Q(written) & ~Q(met)
