"""The debrief: who was there, what they said of the time to come, what they asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tracker.models import Attendance, Estimate, InformationRequest, Interview
from tracker.planning.facts import Certainty
from tracker.planning.words import say_day
from tracker.services.contacts import add_contact
from tracker.services.replan import replan
from tracker.services.versions import claim_version


@dataclass(frozen=True, slots=True)
class Met:
    contact: int
    rapport: int | None = None
    talking_point: str = ""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone met who is not among the contacts yet; `values` are their fields."""

    values: Mapping[str, Any]
    rapport: int | None = None
    talking_point: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """When they decide. Without `latest`: they would not say."""

    words: str
    latest: date | None = None
    by: int | None = None
    certainty: str = Certainty.LIKELY


@dataclass(frozen=True, slots=True)
class Asked:
    what: str
    channel: str
    promised_for: date | None = None
    id: int | None = None  # of a request that an earlier debrief entered


@dataclass(frozen=True, slots=True)
class Debrief:
    met: Sequence[Met]
    said: Said | None  # None: it was not spoken of
    asked: Sequence[Asked]
    newcomers: Sequence[Newcomer] = ()
    notes: str = ""


@transaction.atomic
def save_debrief(interview: Interview, debrief: Debrief, *, version: int, now: datetime) -> None:
    """Keep the debrief and plan by it. Said again, it replaces what it said before.

    What was entered stays entered when it was: only new people and requests are new.
    StaleError if the interview is no longer at `version`.
    """
    claim_version(interview, version)
    interview.debriefed_at = interview.debriefed_at or now
    interview.notes = debrief.notes
    interview.changed_at = now
    interview.save()
    newcomers = [
        Met(
            add_contact(interview.application, values=each.values, now=now).pk,
            each.rapport,
            each.talking_point,
        )
        for each in debrief.newcomers
    ]
    _keep_met(interview, [*debrief.met, *newcomers], now)
    _keep_said(interview, debrief.said, now)
    _keep_asked(interview, debrief.asked, now)
    because = f"your debrief of {say_day(interview.date)} changed what comes next"
    replan(interview.application, because=because, now=now)


def _keep_met(interview: Interview, met: Sequence[Met], now: datetime) -> None:
    interview.attendances.exclude(contact__in=[each.contact for each in met]).delete()
    for each in met:
        Attendance.objects.update_or_create(
            interview=interview,
            contact_id=each.contact,
            defaults={"rapport": each.rapport, "talking_point": each.talking_point},
            create_defaults={
                "rapport": each.rapport,
                "talking_point": each.talking_point,
                "entered_at": now,
            },
        )


def _keep_said(interview: Interview, said: Said | None, now: datetime) -> None:
    if said is None:
        Estimate.objects.filter(interview=interview).delete()
        return
    # The day with the rest: the interview may have been moved since.
    said_on = interview.ends_at.astimezone(interview.owner.preferences.zone).date()
    values = {
        "words": said.words,
        "latest": said.latest,
        "said_by_id": said.by,
        "said_on": said_on,
    }
    Estimate.objects.update_or_create(
        interview=interview,
        defaults=values,
        create_defaults=values
        | {
            "owner": interview.owner,
            "application": interview.application,
            "entered_at": now,
        },
    )


def _keep_asked(interview: Interview, asked: Sequence[Asked], now: datetime) -> None:
    kept = [each.id for each in asked if each.id]
    interview.information_requests.filter(delivered_at=None).exclude(pk__in=kept).delete()
    for each in asked:
        values = {"what": each.what, "channel": each.channel, "promised_for": each.promised_for}
        if each.id:
            interview.information_requests.filter(pk=each.id).update(**values)
        else:
            InformationRequest.objects.create(
                owner=interview.owner,
                application=interview.application,
                interview=interview,
                asked_at=interview.ends_at,
                entered_at=now,
                **values,
            )
