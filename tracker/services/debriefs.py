"""The debrief: who was there, what they said of the time to come, what they asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from tracker.models import Application, Attendance, Estimate, InformationRequest, Interview
from tracker.planning.facts import Certainty
from tracker.planning.words import say_day
from tracker.services.contacts import add_contact
from tracker.services.replan import replan, replan_locked
from tracker.services.versions import claim_version


@dataclass(frozen=True, slots=True)
class Met:
    contact: int
    rapport: int | None = None
    talking_point: str = ""
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone met who is not among the contacts yet; `values` are their fields."""

    values: Mapping[str, Any]
    rapport: int | None = None
    talking_point: str = ""
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """When they decide. Without `latest`: they would not say."""

    words: str
    latest: date | None = None
    by: int | None = None
    certainty: str = Certainty.LIKELY
    earliest: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    what: str
    channel: str
    promised_for: date | None = None
    id: int | None = None  # of a request that an earlier debrief entered
    can_send_on: date | None = None
    needed_by: date | None = None


@dataclass(frozen=True, slots=True)
class Debrief:
    met: Sequence[Met]
    said: Said | None  # None: it was not spoken of
    asked: Sequence[Asked]
    newcomers: Sequence[Newcomer] = ()
    notes: str = ""
    forgot_to_say: str = ""
    interest: int | None = None  # None leaves what was said of it before


@transaction.atomic
def save_debrief(interview: Interview, debrief: Debrief, *, version: int, now: datetime) -> None:
    """Keep the debrief and plan by it. Said again, it replaces what it said before.

    What was entered stays entered when it was: only new people and requests are new.
    StaleError if the interview is no longer at `version`.
    """
    application = Application.objects.locked(interview.application_id)
    claim_version(
        interview,
        version,
        debriefed_at=interview.debriefed_at or now,
        notes=debrief.notes,
        forgot_to_say=debrief.forgot_to_say,
        changed_at=now,
    )
    newcomers = [
        Met(
            add_contact(application, values=each.values, now=now).pk,
            each.rapport,
            each.talking_point,
            each.lead,
        )
        for each in debrief.newcomers
    ]
    _keep_met(interview, [*debrief.met, *newcomers], now)
    zone = application.owner.preferences.zone
    _keep_said(interview, debrief.said, interview.ends_at.astimezone(zone).date(), now)
    _keep_asked(interview, debrief.asked, now)
    _keep_interest(application, debrief.interest)
    because = f"your debrief of {say_day(interview.date)} changed what comes next"
    replan_locked(application, because=because, now=now)


@transaction.atomic
def take_back_debrief(interview: Interview, *, now: datetime) -> datetime | None:
    """It was none: it is asked for again. When it had been one, if it had.

    What it said stays, and stands in the form of the next.
    """
    Application.objects.hold(interview.application_id)
    interview.refresh_from_db(fields=["debriefed_at"])
    before = interview.debriefed_at
    if before:
        _set_debriefed(interview, None, "there was no debrief after all", now)
    return before


@transaction.atomic
def put_back_debrief(interview: Interview, *, at: datetime, now: datetime) -> bool:
    """It was one after all, as of `at`; whether it stood as none."""
    Application.objects.hold(interview.application_id)
    interview.refresh_from_db(fields=["debriefed_at"])
    if interview.debriefed_at:
        return False
    _set_debriefed(interview, at, "the debrief is back", now)
    return True


def _set_debriefed(interview: Interview, at: datetime | None, because: str, now: datetime) -> None:
    rows = Interview.objects.filter(pk=interview.pk)
    rows.update(debriefed_at=at, changed_at=now, version=F("version") + 1)
    replan(interview.application, because=because, now=now)


def _keep_met(interview: Interview, met: Sequence[Met], now: datetime) -> None:
    known = {row.contact_id: row for row in interview.attendances.all()}
    if gone := known.keys() - {each.contact for each in met}:
        interview.attendances.filter(contact__in=gone).delete()
    changed: dict[int, Attendance] = {}
    for each in met:
        new = Attendance(interview=interview, contact_id=each.contact, entered_at=now)
        row = known.get(each.contact, new)
        told = each.rapport, each.talking_point, each.lead
        if row is new or (row.rapport, row.talking_point, row.lead) != told:
            row.rapport, row.talking_point, row.lead = told
            changed[each.contact] = row
    Attendance.objects.bulk_create(row for contact, row in changed.items() if contact not in known)
    Attendance.objects.bulk_update(
        [row for contact, row in changed.items() if contact in known],
        ["rapport", "talking_point", "lead"],
    )


def _keep_said(interview: Interview, said: Said | None, said_on: date, now: datetime) -> None:
    if said is None:
        Estimate.objects.filter(interview=interview).delete()
        return
    # The day with the rest: the interview may have been moved since.
    values = {
        "words": said.words,
        "earliest": said.earliest,
        "latest": said.latest,
        "certainty": said.certainty,
        "said_by_id": said.by,
        "said_on": said_on,
    }
    estimate = Estimate(
        owner_id=interview.owner_id,
        application_id=interview.application_id,
        interview=interview,
        entered_at=now,
        **values,
    )
    Estimate.objects.bulk_create(
        [estimate], update_conflicts=True, unique_fields=["interview"], update_fields=list(values)
    )


def _keep_asked(interview: Interview, asked: Sequence[Asked], now: datetime) -> None:
    kept = [each.id for each in asked if each.id]
    interview.information_requests.filter(delivered_at=None).exclude(pk__in=kept).delete()
    for each in asked:
        values = {
            "what": each.what,
            "channel": each.channel,
            "can_send_on": each.can_send_on,
            "promised_for": each.promised_for,
            "needed_by": each.needed_by,
        }
        if each.id:
            interview.information_requests.filter(pk=each.id).update(
                **values, version=F("version") + 1
            )
        else:
            InformationRequest.objects.create(
                owner_id=interview.owner_id,
                application_id=interview.application_id,
                interview=interview,
                asked_at=interview.ends_at,
                entered_at=now,
                **values,
            )


def _keep_interest(application: Application, interest: int | None) -> None:
    if interest in (None, application.interest):
        return
    rows = Application.objects.filter(pk=application.pk)
    rows.update(interest=interest, version=F("version") + 1)
    application.refresh_from_db(fields=["interest", "version"])
