"""From rows to facts: everything the planner may know of one application."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from tracker.models import (
    DECIDED,
    Application,
    Attendance,
    Contact,
    FollowUp,
    FollowUpStatus,
    Interview,
    InterviewMails,
    Message,
    News,
    Offer,
    Preferences,
    User,
)
from tracker.planning import facts
from tracker.planning.days import Days
from tracker.planning.playbook import Playbook
from tracker.planning.sent import PURPOSE_OF_KIND
from tracker.services import facts_of
from tracker.services.holidays import holidays_of


def load_days(owner: User) -> Days:
    """How the owner's days run, from their preferences."""
    preferences = owner.preferences
    which, before = preferences.interview_mails, timedelta(minutes=preferences.minutes_before)
    return Days(
        zone=preferences.zone,
        reminder_time=preferences.reminder_time,
        quiet_from=preferences.quiet_from,
        quiet_until=preferences.quiet_until,
        working_weekdays=frozenset(int(day) for day in preferences.working_days),
        holidays=holidays_of(preferences.country, preferences.region),
        evening=preferences.evening_mail_at if which != InterviewMails.SHORTLY else None,
        before_interview=before if which != InterviewMails.EVENING else None,
        one_mail_a_morning=preferences.one_mail_a_morning,
        twelve_hours=preferences.has_twelve_hours,
    )


def load_playbook(preferences: Preferences) -> Playbook:
    """The preset that the owner chose, with the numbers that they changed."""
    return Playbook(preferences.preset, preferences.numbers)


class Around(NamedTuple):
    """Who can be met or written to, when they are met, and every follow-up that concerns them."""

    people: list[Contact]
    follow_ups: list[FollowUp]  # all of the application, and what stands elsewhere
    interviews: list[Interview]  # of the application, with those who attend


def look_around(application: Application) -> Around:
    """In four queries, however many applications there are."""
    people = list(Contact.objects.people_of(application))
    written = Q(kind__in=PURPOSE_OF_KIND, status=FollowUpStatus.DONE, settled_by_fact=False)
    invited = Q(kind="linkedin-invitation", status__in=[FollowUpStatus.OPEN, *DECIDED])
    nurtured = Q(kind="nurture", status=FollowUpStatus.OPEN)
    elsewhere = Q(written | invited | nurtured, contact__in=people)
    rows = FollowUp.objects.filter(
        Q(application=application) | elsewhere, owner=application.owner_id
    )
    attendances = Prefetch("attendances", Attendance.objects.select_related("contact"))
    interviews = application.interviews.select_related("estimate").prefetch_related(attendances)
    return Around(people, list(rows), list(interviews))


def load_case(
    application: Application, follow_ups: Iterable[FollowUp], around: Around | None = None
) -> facts.CaseFile:
    """The case file of one application, in seven queries however much there is (with news to tell, eight).

    `application` as `locked` fetches it; `follow_ups` are all of its own, for what was decided
    about them is a fact too. Whoever has looked around already says what there was.
    """
    around = around or look_around(application)
    people = around.people
    interviews = around.interviews
    messages, written = _messages(application, people)
    offers = _offers(application)
    said = [row.estimate for row in (*interviews, *messages) if hasattr(row, "estimate")]
    return facts.CaseFile(
        company=application.company.name,
        role=application.role,
        **_standing(application),
        contacts=tuple(map(facts_of.contact, people)),
        interviews=tuple(map(facts_of.interview, interviews)),
        estimates=tuple(map(facts_of.estimate, said)),
        requests=tuple(map(facts_of.request, application.information_requests.all())),
        messages=tuple(map(facts_of.message, messages)),
        offers=tuple(facts_of.offer(row) for row in offers if row.application_id == application.pk),
        decided=tuple(
            facts_of.decision(row)
            for row in follow_ups
            if row.status in DECIDED and not row.settled_by_fact
        ),
        elsewhere=_elsewhere(application, around, offers, written),
    )


def _standing(application: Application) -> dict[str, Any]:
    """Where it stands, and what they asked for or the owner chose once and for all."""
    preferences = application.owner.preferences
    since, until = preferences.paused_from, preferences.paused_until
    return {
        "stage": facts.Stage(application.stage),
        "stage_since": application.stage_since,
        "entered_at": application.entered_at,
        "applied_on": application.applied_on,
        "no_thanks": application.no_thanks,
        "no_contact": application.no_contact,
        "good_terms": application.good_terms,
        "not_before": application.not_before,
        "gap": application.gap,
        "medium": facts.Channel(application.medium) if application.medium else None,
        "paused": (since, until) if since and until else None,
        "recruiter": application.recruiter_id,
    }


def _messages(
    application: Application, people: list[Contact]
) -> tuple[list[Message], dict[int, datetime]]:
    """Its own messages; and when these people were last written to unasked in another one."""
    unasked = Q(direction=facts.Direction.OUT, purpose__in=facts.UNASKED, contact__in=people)
    rows = Message.objects.filter(
        Q(application=application) | unasked, owner=application.owner_id
    ).select_related("estimate")
    own = [row for row in rows if row.application_id == application.pk]
    written: dict[int, datetime] = {}
    for row in rows:
        if row.application_id != application.pk and row.contact_id:
            written[row.contact_id] = max(row.at, written.get(row.contact_id, row.at))
    return own, written


def _offers(application: Application) -> list[Offer]:
    """Its own offers, and the open ones of other applications that have not ended."""
    is_open = Q(status=facts.OfferStatus.OPEN) & ~Q(application__stage__in=facts.TERMINAL_STAGES)
    is_open &= Q(application__is_sample=application.is_sample)  # else there is none to tell of
    rows = Offer.objects.filter(Q(application=application) | is_open, owner=application.owner_id)
    return list(rows.select_related("application__company"))


def _news(application: Application) -> QuerySet[News]:
    """What is to be told here; of a final round, while its application goes on.

    Few applications are told any: `for_planning` has seen whether this one is, which saves a query.
    """
    if not getattr(application, "is_told_news", True):
        return News.objects.none()
    lives = Q(application=None) | Q(application__stage__in=facts.LIVE_STAGES)
    return News.objects.filter(lives, told=application, owner=application.owner_id)


def _elsewhere(
    application: Application, around: Around, offers: list[Offer], written: dict[int, datetime]
) -> facts.Elsewhere:
    rows = [row for row in around.follow_ups if row.application_id != application.pk]
    done, invited, nurtured = dict(written), set[int](), set[int]()
    for row in rows:
        if row.contact_id is None:
            continue
        if row.kind == "linkedin-invitation":
            invited.add(row.contact_id)
        elif row.status == FollowUpStatus.OPEN:
            nurtured.add(row.contact_id)
        elif row.decided_at:
            done[row.contact_id] = max(row.decided_at, done.get(row.contact_id, row.decided_at))
    return facts.Elsewhere(
        offers=tuple(facts_of.offer(row) for row in offers if row.application_id != application.pk),
        written=done,
        invited=frozenset(invited),
        nurtured=frozenset(nurtured),
        news=tuple(map(facts_of.news, _news(application))),
    )
