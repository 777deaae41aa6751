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
from tracker.services.replan import replan_locked
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
    claim_version(interview, version)
    interview.debriefed_at = interview.debriefed_at or now
    interview.notes = debrief.notes
    interview.forgot_to_say = debrief.forgot_to_say
    interview.changed_at = now
    interview.save()
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


def _keep_met(interview: Interview, met: Sequence[Met], now: datetime) -> None:
    known = {row.contact_id: row for row in interview.attendances.all()}
    if gone := known.keys() - {each.contact for each in met}:
        interview.attendances.filter(contact__in=gone).delete()
    rows = {contact: row for contact, row in known.items() if contact not in gone}
    for each in met:
        new = Attendance(interview=interview, contact_id=each.contact, entered_at=now)
        row = rows.setdefault(each.contact, new)
        row.rapport, row.talking_point, row.lead = each.rapport, each.talking_point, each.lead
    Attendance.objects.bulk_create(row for contact, row in rows.items() if contact not in known)
    Attendance.objects.bulk_update(
        [row for contact, row in rows.items() if contact in known],
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
    Estimate.objects.update_or_create(
        interview=interview,
        defaults=values,
        create_defaults=values
        | {
            "owner_id": interview.owner_id,
            "application_id": interview.application_id,
            "entered_at": now,
        },
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
            interview.information_requests.filter(pk=each.id).update(**values)
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
