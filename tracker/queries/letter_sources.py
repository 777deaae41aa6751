"""The rows that letters are written from: read once for a letter and those that go beside it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.utils import timezone

from tracker.models import (
    Attendance,
    Estimate,
    FollowUp,
    Interview,
    LetterTemplate,
    Message,
    News,
    Offer,
    Question,
)
from tracker.planning.facts import (
    LIVE_STAGES,
    ContactKind,
    Direction,
    InterviewStatus,
    NewsKind,
    OfferStatus,
    Purpose,
)
from tracker.planning.sent import PURPOSE_OF_KIND
from tracker.queries.standing import that_counts
from tracker.writing.letters import Kind, Template

SOON = timedelta(days=14)
MOST_QUESTIONS = 5
ASKED = [kind for kind, purpose in PURPOSE_OF_KIND.items() if purpose is Purpose.CHECK_IN]
# What a letter says of news, by the kind of news.
DAY_OF_NEWS: Mapping[str, str] = {
    NewsKind.FINAL_ROUND: "final_round",
    NewsKind.AVAILABILITY: "start_day",
}

# What the follow-up of a letter has to bring along.
DESK = (
    "owner__preferences",
    "application__company",
    "application__recruiter",
    "contact",
    "interview",
    "request",
)


@dataclass(frozen=True, slots=True)
class Around:
    """What else is known: when they decide, another offer, another interview."""

    heard: str = ""  # what whom it goes to wrote last
    estimate: Estimate | None = None  # the one that counts
    offer_by: date | None = None
    interview_at: datetime | None = None
    hr_asked: bool = False
    was_withdrawn: bool = False  # something in its application for which words were written
    final_round: date | None = None
    start_day: date | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    now: datetime
    attendances: tuple[Attendance, ...]  # of the interviews that have begun, in their order
    questions: tuple[str, ...]  # that are still to be asked
    heard: Mapping[int | None, str]  # what each wrote last
    own: Mapping[tuple[str, str], Template]  # the owner's templates, by kind and register
    around: Around
    sent: Mapping[int | None, str] = field(default_factory=dict)  # for the same purpose, to each
    beside: tuple[FollowUp, ...] = ()  # the same for the other people of the interview


def sources_of(
    follow_up: FollowUp, kinds: tuple[Kind, ...], now: datetime, *, one_each: bool
) -> Sources:
    """For `follow_up` (with what DESK names), in a few queries however much there is.

    Where there is to be one for each person of an interview, the others are `beside`.
    """
    beside = _beside(follow_up) if one_each and follow_up.interview_id else []
    found = sources_of_all([follow_up, *beside], kinds, now)
    return replace(
        found[follow_up.pk],
        heard={who: text for each in found.values() for who, text in each.heard.items()},
        sent={row.contact_id: row.sent for row in beside if row.sent},
        beside=tuple(beside),
    )


def sources_of_all(
    follow_ups: Sequence[FollowUp], kinds: Iterable[Kind], now: datetime
) -> dict[int, Sources]:
    """For each of these by its number, in five queries (with news to tell, six) for all of them."""
    applications = {row.application_id for row in follow_ups}
    attendances, questions = _attendances(applications, now), _questions(applications)
    own = _own_templates({row.owner_id for row in follow_ups}, kinds)
    around = _around(follow_ups, now)
    return {
        row.pk: Sources(
            now=now,
            attendances=tuple(attendances[row.application_id]),
            questions=tuple(questions[row.application_id][:MOST_QUESTIONS]),
            heard={row.contact_id: around[row.pk].heard},
            own=own[row.owner_id],
            around=around[row.pk],
        )
        for row in follow_ups
    }


def own_templates(owner: int, kinds: Iterable[Kind]) -> dict[tuple[str, str], Template]:
    """What the owner has made their own, by kind and register."""
    return _own_templates({owner}, kinds)[owner]


def _own_templates(
    owners: Iterable[int], kinds: Iterable[Kind]
) -> defaultdict[int, dict[tuple[str, str], Template]]:
    found: defaultdict[int, dict[tuple[str, str], Template]] = defaultdict(dict)
    for row in LetterTemplate.objects.filter(owner__in=owners, kind__in=kinds):
        found[row.owner_id][row.kind, row.register] = Template(row.subject, row.body)
    return found


def _beside(follow_up: FollowUp) -> list[Any]:
    """Each with what its person was `sent` for the same purpose."""
    ours = Message.objects.filter(
        owner=follow_up.owner_id,
        application=follow_up.application_id,
        purpose=follow_up.kind,
        direction=Direction.OUT,
        contact=OuterRef("contact"),
    )
    rows = FollowUp.objects.filter(
        ~Q(pk=follow_up.pk),
        interview=follow_up.interview_id,
        kind=follow_up.kind,
        contact__isnull=False,
    ).select_related(*DESK)
    rows = rows.exclude(status="withdrawn").order_by("pk")
    return list(rows.annotate(sent=Subquery(_last_text(ours))))


def _last_text(messages: QuerySet[Message]) -> QuerySet[Message, Any]:
    return messages.exclude(text="").order_by("-at", "-pk").values("text")[:1]


def _attendances(applications: Iterable[int], now: datetime) -> dict[int, list[Attendance]]:
    rows = Attendance.objects.filter(
        interview__application__in=applications,
        interview__status=InterviewStatus.SCHEDULED,
        interview__starts_at__lte=now,
    ).select_related("interview")
    found: defaultdict[int, list[Attendance]] = defaultdict(list)
    for row in rows.order_by("interview__starts_at", "pk"):
        found[row.interview.application_id].append(row)
    return found


def _questions(applications: Iterable[int]) -> dict[int, list[str]]:
    rows = Question.objects.filter(application__in=applications, asked_at=None)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for application, text in rows.order_by("pk").values_list("application_id", "text"):
        found[application].append(text)
    return found


def _around(follow_ups: Sequence[FollowUp], now: datetime) -> dict[int, Around]:
    """B6: another offer, and another interview that is truly coming."""
    here, elsewhere = {"application": OuterRef("application")}, {"owner": OuterRef("owner")}
    alike = {"application__is_sample": OuterRef("application__is_sample")}  # else it is not true
    heard = Message.objects.filter(**elsewhere, direction=Direction.IN, contact=OuterRef("contact"))
    offers = Offer.objects.filter(
        **elsewhere,
        **alike,
        status=OfferStatus.OPEN,
        application__stage__in=LIVE_STAGES,
        answer_by__gte=timezone.localdate(now),
    ).exclude(**here)
    interviews = Interview.objects.filter(
        **elsewhere,
        **alike,
        status=InterviewStatus.SCHEDULED,
        starts_at__range=(now, now + SOON),
    ).exclude(**here)
    columns = (
        _last_text(heard),
        offers.order_by("answer_by").values("answer_by")[:1],
        interviews.order_by("starts_at").values("starts_at")[:1],
    )
    of_hr = {**here, "contact__kind": ContactKind.HR}
    written = Message.objects.filter(**of_hr, direction=Direction.OUT, purpose=Purpose.CHECK_IN)
    done = FollowUp.objects.filter(**of_hr, kind__in=ASKED, status="done", settled_by_fact=False)
    asked = ExpressionWrapper(Exists(written) | Exists(done), BooleanField())
    withdrawn = FollowUp.objects.filter(**here, status="withdrawn")
    had_words = Exists(withdrawn.exclude(draft_body="", put_aside=[]))
    rows = FollowUp.objects.filter(pk__in=[row.pk for row in follow_ups])
    told, counting = _told(follow_ups), _estimates({row.application_id for row in follow_ups})
    return {
        pk: Around(heard or "", counting.get(application), *dates, **told.get(pk, {}))
        for pk, application, heard, *dates in rows.values_list(
            "pk", "application", *(Subquery(column) for column in columns), asked, had_words
        )
    }


def _estimates(applications: Iterable[int]) -> dict[int, Estimate | None]:
    """By application, the estimate that counts for the plan counts for its letters."""
    held = Interview.objects.filter(
        application=OuterRef("application"), status=InterviewStatus.SCHEDULED
    )
    last = Subquery(held.order_by("-ends_at").values("ends_at")[:1])
    rows = Estimate.objects.filter(application__in=applications).annotate(last_met=last)
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows.select_related("said_by"):
        found[row.application_id].append(row)
    return {pk: that_counts(said, said[0].last_met) for pk, said in found.items()}


def _told(follow_ups: Iterable[FollowUp]) -> dict[int, Mapping[str, Any]]:
    """By its number, the day that each of those tells that tell news."""
    numbers = {row.pk: number for row in follow_ups if (number := _news_of(row))}
    if not numbers:
        return {}
    news = News.objects.filter(pk__in=numbers.values()).values_list("pk", "told", "kind", "day")
    days = {(pk, application): {DAY_OF_NEWS[kind]: day} for pk, application, kind, day in news}
    rows = ((row, numbers.get(row.pk)) for row in follow_ups)
    return {row.pk: days.get((number, row.application_id), {}) for row, number in rows if number}


def _news_of(follow_up: FollowUp) -> int:
    """The number of the news that it tells, which its key ends with; 0 where it tells none."""
    number = follow_up.key.rpartition(":news-")[2]
    return int(number) if number.isdecimal() else 0
