"""From rows to facts: everything the planner may know of one application."""

from datetime import datetime

from tracker.models import (
    Application,
    Attendance,
    Contact,
    Estimate,
    FollowUpStatus,
    InformationRequest,
    Interview,
    Message,
    User,
)
from tracker.planning import facts
from tracker.planning.days import Days


def load_days(owner: User) -> Days:
    """How the owner's days run, from their preferences."""
    preferences = owner.preferences
    return Days(
        zone=preferences.zone,
        reminder_time=preferences.reminder_time,
        quiet_from=preferences.quiet_from,
        quiet_until=preferences.quiet_until,
    )


def load_case(application: Application) -> facts.CaseFile:
    """The case file of one application, in seven queries however much there is."""
    attendances: dict[int, list[facts.Attendance]] = {}
    for row in Attendance.objects.filter(interview__application=application):
        attendances.setdefault(row.interview_id, []).append(_attendance(row))
    skipped = dict(
        application.follow_ups.filter(status=FollowUpStatus.SKIPPED)
        .exclude(request=None)
        .values_list("request_id", "decided_at")
    )
    return facts.CaseFile(
        company=application.company.name,
        role=application.role,
        stage=facts.Stage(application.stage),
        recruiter=application.recruiter_id,
        contacts=tuple(map(_contact, Contact.objects.people_of(application))),
        interviews=tuple(
            _interview(row, attendances.get(row.pk, [])) for row in application.interviews.all()
        ),
        estimates=tuple(map(_estimate, application.estimates.all())),
        requests=tuple(
            _request(row, skipped.get(row.pk)) for row in application.information_requests.all()
        ),
        messages=tuple(map(_message, application.messages.all())),
    )


def _contact(row: Contact) -> facts.Contact:
    reachable = (
        (row.email, facts.Channel.EMAIL),
        (row.phone, facts.Channel.PHONE),
        (row.linkedin, facts.Channel.LINKEDIN),
    )
    return facts.Contact(
        id=row.pk,
        name=row.name,
        kind=facts.ContactKind(row.kind),
        channels=tuple(channel for address, channel in reachable if address),
    )


def _attendance(row: Attendance) -> facts.Attendance:
    return facts.Attendance(
        contact=row.contact_id,
        entered_at=row.entered_at,
        rapport=row.rapport,
        talking_point=row.talking_point,
    )


def _interview(row: Interview, attendances: list[facts.Attendance]) -> facts.Interview:
    return facts.Interview(
        id=row.pk,
        starts=row.starts_at,
        ends=row.ends_at,
        entered_at=row.entered_at,
        status=facts.InterviewStatus(row.status),
        called_off_at=row.called_off_at,
        by_them=row.called_off_by_them,
        debriefed_at=row.debriefed_at,
        attendances=tuple(attendances),
    )


def _estimate(row: Estimate) -> facts.Estimate:
    return facts.Estimate(
        id=row.pk,
        said_on=row.said_on,
        entered_at=row.entered_at,
        latest=row.latest,
        said_by=row.said_by_id,
    )


def _request(row: InformationRequest, skipped_at: datetime | None) -> facts.InformationRequest:
    return facts.InformationRequest(
        id=row.pk,
        what=row.what,
        asked_at=row.asked_at,
        entered_at=row.entered_at,
        channel=facts.Channel(row.channel),
        asked_by=row.asked_by_id,
        promised_for=row.promised_for,
        delivered_at=row.delivered_at,
        skipped_at=skipped_at,
    )


def _message(row: Message) -> facts.Message:
    return facts.Message(
        id=row.pk,
        at=row.at,
        direction=facts.Direction(row.direction),
        entered_at=row.entered_at,
        contact=row.contact_id,
        purpose=facts.Purpose(row.purpose),
    )
