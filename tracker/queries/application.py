"""The page of one application."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from tracker.models import (
    Application,
    Contact,
    FollowUp,
    FollowUpStatus,
    InformationRequest,
    Interview,
    Offer,
)
from tracker.planning.facts import LIVE_STAGES, TERMINAL_STAGES, Channel, OfferStatus, Stage
from tracker.planning.verdict import verdict
from tracker.planning.words import count, say_day
from tracker.queries.applications import STAGE_CLASSES
from tracker.queries.entries import Entry, entry, put_off
from tracker.queries.markdown import rendered
from tracker.queries.moments import Moment, offer_note, request_note
from tracker.queries.remarks import Remark, remarks_of
from tracker.queries.timeline import Told, timeline
from tracker.queries.undated import Undated, undated_of
from tracker.queries.when import When, elsewhere, when_clock, when_day, when_next

RECENT, FEW = 8, 3  # so much of what happened is shown at once; fewer are not worth a fold


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is right now, in one sentence."""

    css: str
    state: str
    sentence: str
    entry: Entry | None = None
    until: When | None = None
    then: Entry | None = None
    why: str = ""  # it is right to wait


@dataclass(frozen=True, slots=True)
class InterviewRow:
    href: str
    kind: str
    starts: When
    about: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    href: str
    name: str
    about: str
    email: str
    away: str


@dataclass(frozen=True, slots=True)
class OfferRow:
    pk: int
    came: When
    about: str
    is_open: bool
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class RequestRow:
    pk: int
    what: str
    about: str


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    application: Application
    stage_class: str
    verdict: Verdict
    undated: Undated | None
    earlier: tuple[Moment, ...]  # so long ago that it is folded away
    past: tuple[Moment, ...]
    open_now: tuple[Moment, ...]
    planned: tuple[Moment, ...]
    interviews: tuple[InterviewRow, ...]
    people: tuple[PersonRow, ...]
    offers: tuple[OfferRow, ...]
    requests: tuple[RequestRow, ...]  # those that they still wait for
    questions: tuple[Remark, ...]
    wishes: tuple[str, ...]  # what they, or the recruiter, asked for once and for all
    can_be_rejected: bool
    notes: SafeString


def application_page(application: Application, now: datetime) -> ApplicationPage:
    """Everything on the page of one application, in seven queries however much there is."""
    told, names = _told(application)
    line = timeline(told, now)
    folded = len(line.past) - RECENT if len(line.past) > RECENT + FEW else 0
    is_over = application.stage in TERMINAL_STAGES
    owed = {row.request_id for row in told.follow_ups if row.status == FollowUpStatus.OPEN}
    waited_for = (row for row in told.requests if not row.delivered_at)
    asked = (row for row in waited_for if not is_over or row.pk in owed)
    return ApplicationPage(
        application=application,
        stage_class=STAGE_CLASSES.get(Stage(application.stage), ""),
        verdict=verdict_of(application, told.follow_ups, now),
        undated=None if is_over else undated_of(told, now),
        earlier=line.past[:folded],
        past=line.past[folded:],
        open_now=line.now,
        planned=line.planned,
        interviews=tuple(_interview_row(row, names[row.pk], now) for row in told.interviews),
        people=tuple(_person_row(row, now) for row in Contact.objects.people_of(application)),
        offers=tuple(_offer_row(row, now) for row in told.offers),
        requests=tuple(_request_row(row, now) for row in asked),
        questions=tuple(row for row in told.remarks if row.is_question),
        wishes=tuple(_wishes(application)),
        can_be_rejected=application.stage in (*LIVE_STAGES, Stage.NO_REPLY),
        notes=rendered(application.notes),
    )


def _told(application: Application) -> tuple[Told, dict[int, list[str]]]:
    """All that is known, and who is at each interview."""
    interviews, names = _interviews(application)
    follow_ups = tuple(application.follow_ups.select_related("contact", "interview"))
    for row in follow_ups:
        row.application = application
    told = Told(
        application=application,
        interviews=interviews,
        messages=tuple(application.messages.select_related("contact", "estimate")),
        requests=tuple(application.information_requests.select_related("asked_by")),
        offers=tuple(application.offers.all()),
        remarks=remarks_of(application),
        follow_ups=follow_ups,
    )
    return told, names


def _interviews(application: Application) -> tuple[tuple[Interview, ...], dict[int, list[str]]]:
    """Each once; and the names of who is there, which come in one query with them."""
    rows = application.interviews.select_related("estimate__said_by")
    one_a_person = rows.annotate(who=F("attendances__contact__name"))
    found: dict[int, Interview] = {}
    names: dict[int, list[str]] = {}
    for row in one_a_person.order_by("starts_at", "pk", "attendances__pk"):
        found.setdefault(row.pk, row)
        names.setdefault(row.pk, []).extend([row.who] if row.who else [])
    return tuple(found.values()), names


def _interview_row(row: Interview, names: list[str], now: datetime) -> InterviewRow:
    there = elsewhere(row.starts_at, row.zone)
    about = f"{row.minutes} minutes" + (f" ({there})" if there else "")
    if row.status != "scheduled":
        about = row.get_status_display()
    return InterviewRow(
        href=reverse("interview", args=[row.pk]),
        kind=row.get_kind_display(),
        starts=when_clock(row.starts_at, now),
        about=about + (f" with {', '.join(names)}" if names else ""),
    )


def _person_row(row: Contact, now: datetime) -> PersonRow:
    is_away = row.away_until and row.away_until >= timezone.localdate(now)
    return PersonRow(
        href=reverse("contact", args=[row.pk]),
        name=row.name,
        about=row.title or row.get_kind_display(),
        email=row.email,
        away=f"away until {say_day(row.away_until)}" if is_away and row.away_until else "",
    )


def _offer_row(row: Offer, now: datetime) -> OfferRow:
    return OfferRow(
        pk=row.pk,
        came=when_day(row.received_at, now),
        about=offer_note(row, now),
        is_open=row.status == OfferStatus.OPEN,
        is_accepted=row.status == OfferStatus.ACCEPTED,
    )


def _request_row(row: InformationRequest, now: datetime) -> RequestRow:
    return RequestRow(pk=row.pk, what=row.what, about=request_note(row, now))


def _wishes(row: Application) -> list[str]:
    advice = []
    if row.medium:
        medium = row.get_medium_display()
        advice.append(f"by {medium if row.medium == Channel.LINKEDIN else medium.lower()}")
    if row.gap:
        advice.append(f"at most once in {count(row.gap, 'business day')}")
    wishes = (
        ("Not to be thanked", row.no_thanks),
        ("Not to be written to", row.no_contact),
        (f"Not before {say_day(row.not_before)}" if row.not_before else "", row.not_before),
        (f"Write {', '.join(advice)}", advice),
    )
    return [said for said, holds in wishes if holds]


def verdict_of(
    application: Application, follow_ups: tuple[FollowUp, ...], now: datetime
) -> Verdict:
    """What is right now, said in one sentence."""
    now = timezone.localtime(now)
    right = verdict((row for row in follow_ups if row.status == FollowUpStatus.OPEN), now)
    then = entry(right.then, now) if right.then else None
    if right.do:
        first = entry(right.do, now)
        state = "Right now: do this"
        if first.is_overdue:
            state = f"Right now: still open since {first.date.text}"
        css = "is-overdue" if first.is_overdue else "is-due"
        return Verdict(css, state, f"{first.title}.", first, then=then)
    if right.wait:
        until = when_next(right.wait.opens_from, now)
        waits = entry(right.wait, now)
        why = " ".join(filter(None, (put_off(right.wait, now), right.wait.why)))
        return Verdict("is-waiting", "Right now: wait", "", waits, until, then, why)
    if application.stage in TERMINAL_STAGES:
        return Verdict("is-waiting", application.get_stage_display(), "Nothing is left to do here.")
    return Verdict(
        "is-waiting", "Right now", "Nothing is planned. Log what happens, and the plan follows."
    )
