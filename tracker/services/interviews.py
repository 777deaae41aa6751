"""Interviews: agreed, moved, called off."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from tracker.models import Application, Attendance, Interview
from tracker.planning.facts import CALLED_OFF_WITH_IT, InterviewStatus, Stage
from tracker.planning.words import say_day
from tracker.services.applications import BEFORE_INTERVIEWS, change_stage
from tracker.services.contacts import add_contact
from tracker.services.replan import replan
from tracker.services.stages import take_back_moved_by
from tracker.services.versions import claim_version


@transaction.atomic
def schedule_interview(
    application: Application,
    *,
    values: Mapping[str, Any],
    attendees: Iterable[int],
    newcomers: Iterable[Mapping[str, Any]] = (),
    now: datetime,
) -> Interview:
    """Enter an interview with its wall time and zone, and those who are expected there.

    `values` are the fields that were agreed; `attendees` are ids of the application's people, and
    `newcomers` the fields of those who are to be added to them. An interview moves an application
    that had got no further to the stage *interviewing*, and so does one that was agreed after its end.
    """
    # Before the interview is there, so that nothing is planned for nobody in between.
    everybody = [*attendees, *_added(application, newcomers, now)]
    interview = Interview(
        owner=application.owner, application=application, entered_at=now, changed_at=now, **values
    )
    set_moments(interview)
    interview.save()
    _expect(interview, everybody, now)
    because = f"an interview was agreed for {_day(interview)}"
    if application.stage in BEFORE_INTERVIEWS or _comes_after_the_end(interview):
        change_stage(application, Stage.INTERVIEWING, because=because, now=now)
    else:
        replan(application, because=because, now=now)
    return interview


def _comes_after_the_end(interview: Interview) -> bool:
    """Whether they, or the owner, thought better of it; what is entered afterwards ends where it did."""
    application = interview.application
    if application.stage not in CALLED_OFF_WITH_IT:
        return False
    last = application.stage_changes.order_by("pk").last()
    if last is None:
        return False
    ended_on = last.at.astimezone(application.owner.preferences.zone).date()
    agreed_on = interview.invited_on or ended_on
    return interview.starts_at > last.at and agreed_on >= ended_on


@transaction.atomic
def change_interview(
    interview: Interview,
    *,
    values: Mapping[str, Any],
    attendees: Iterable[int],
    newcomers: Iterable[Mapping[str, Any]] = (),
    version: int,
    now: datetime,
) -> None:
    """Move or correct an interview; its follow-ups and reminders move with it.

    StaleError if it is no longer at `version`.
    """
    Application.objects.hold(interview.application_id)
    claim_version(interview, version)
    for name, value in values.items():
        setattr(interview, name, value)
    set_moments(interview)
    interview.changed_at = now
    interview.save()
    newly = _added(interview.application, newcomers, now)
    _set_attendees(interview, [*attendees, *newly], now)
    because = f"the interview is now on {_day(interview)}"
    replan(interview.application, because=because, now=now)


@transaction.atomic
def call_off_interview(
    interview: Interview,
    *,
    status: InterviewStatus,
    by_them: bool,
    version: int,
    at: datetime | None = None,
    now: datetime,
) -> None:
    """It does not take place (cancelled), or somebody did not come (missed).

    `at` is when they said so, or the owner did, if it was not now.
    """
    Application.objects.hold(interview.application_id)
    claim_version(interview, version)
    was_missed = interview.status == InterviewStatus.MISSED
    if not (_missed(status) and was_missed):  # who missed it is corrected, and not when
        interview.called_off_at = max(now, interview.starts_at) if _missed(status) else at or now
    interview.status = status
    interview.called_off_by_them = by_them
    interview.changed_at = now
    interview.save()
    who = "they" if by_them else "you"
    what = "missed" if _missed(status) else "called off"
    because = f"{who} {what} the interview of {_day(interview)}"
    replan(interview.application, because=because, now=now)


@transaction.atomic
def reinstate_interview(interview: Interview, *, version: int, now: datetime) -> None:
    """It takes place after all: what was withdrawn with it comes back."""
    Application.objects.hold(interview.application_id)
    claim_version(interview, version)
    interview.status = InterviewStatus.SCHEDULED
    interview.called_off_at = None
    interview.called_off_by_them = False
    interview.changed_at = now
    interview.save()
    replan(interview.application, because="the interview takes place after all", now=now)


@transaction.atomic
def delete_interview(interview: Interview, *, now: datetime) -> None:
    """Take it out again, with its debrief and what was asked there: it was never agreed."""
    application = interview.application
    Application.objects.hold(application.pk)
    interview.delete()
    because = "the interview behind it was deleted"
    if not take_back_moved_by(interview, application, because=because, now=now):
        replan(application, because=because, now=now)


@transaction.atomic
def delete_attendance(row: Attendance, *, now: datetime) -> None:
    """They were not there: no thanks are due to them, and they stay among the people."""
    application = row.interview.application
    Application.objects.hold(application.pk)
    # A form that was filled before does not put them back.
    Interview.objects.filter(pk=row.interview_id).update(version=F("version") + 1)
    row.delete()
    replan(application, because=f"{row.contact} was not there", now=now)


def _missed(status: InterviewStatus) -> bool:
    return status is InterviewStatus.MISSED


def set_moments(interview: Interview) -> bool:
    """Give it what its wall time means in UTC, by today's rules of its zone; whether that is new.

    Saves nothing.
    """
    wall = datetime.combine(interview.date, interview.time, ZoneInfo(interview.zone_name)).replace(
        fold=interview.fold
    )
    before = interview.starts_at
    interview.starts_at = wall.astimezone(UTC)
    interview.ends_at = interview.starts_at + timedelta(minutes=interview.minutes)
    return interview.starts_at != before


def _added(
    application: Application, newcomers: Iterable[Mapping[str, Any]], now: datetime
) -> list[int]:
    return [add_contact(application, values=values, now=now).pk for values in newcomers]


def _set_attendees(interview: Interview, attendees: Iterable[int], now: datetime) -> None:
    wanted = set(attendees)
    known = set(interview.attendances.values_list("contact_id", flat=True))
    if known - wanted:
        interview.attendances.exclude(contact__in=wanted).delete()
    _expect(interview, wanted - known, now)


def _expect(interview: Interview, people: Iterable[int], now: datetime) -> None:
    Attendance.objects.bulk_create(
        Attendance(interview=interview, contact_id=contact, entered_at=now)
        for contact in sorted(set(people))
    )


def _day(interview: Interview) -> str:
    return say_day(interview.date)
