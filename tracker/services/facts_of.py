"""One row to one fact."""

from tracker.models import (
    Attendance,
    Contact,
    Estimate,
    FollowUp,
    FollowUpStatus,
    InformationRequest,
    Interview,
    Message,
    News,
    Offer,
)
from tracker.planning import facts


def contact(row: Contact) -> facts.Contact:
    """A contact, with the ways to reach them, best first."""
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
        away_until=row.away_until,
        connected=row.connected,
    )


def attendance(row: Attendance) -> facts.Attendance:
    """Who was there, and how it was."""
    return facts.Attendance(
        contact=row.contact_id,
        entered_at=row.entered_at,
        rapport=row.rapport,
        talking_point=row.talking_point,
        lead=row.lead,
    )


def interview(row: Interview) -> facts.Interview:
    """`row` with its attendances at hand."""
    return facts.Interview(
        id=row.pk,
        starts=row.starts_at,
        ends=row.ends_at,
        entered_at=row.entered_at,
        status=facts.InterviewStatus(row.status),
        invited_on=row.invited_on,
        called_off_at=row.called_off_at,
        by_them=row.called_off_by_them,
        debriefed_at=row.debriefed_at,
        on_site=row.kind == "on-site",
        attendances=tuple(map(attendance, row.attendances.all())),
    )


def estimate(row: Estimate) -> facts.Estimate:
    """When they expect to decide."""
    return facts.Estimate(
        id=row.pk,
        said_on=row.said_on,
        entered_at=row.entered_at,
        latest=row.latest,
        said_by=row.said_by_id,
        certainty=facts.Certainty(row.certainty),
    )


def request(row: InformationRequest) -> facts.InformationRequest:
    """What they asked for."""
    return facts.InformationRequest(
        id=row.pk,
        what=row.what,
        asked_at=row.asked_at,
        entered_at=row.entered_at,
        channel=facts.Channel(row.channel),
        asked_by=row.asked_by_id,
        can_send_on=row.can_send_on,
        promised_for=row.promised_for,
        needed_by=row.needed_by,
        delivered_at=row.delivered_at,
    )


def message(row: Message) -> facts.Message:
    """What was said either way."""
    return facts.Message(
        id=row.pk,
        at=row.at,
        direction=facts.Direction(row.direction),
        entered_at=row.entered_at,
        contact=row.contact_id,
        purpose=facts.Purpose(row.purpose),
        channel=facts.Channel(row.channel),
        wants_answer=row.wants_answer,
        not_before=row.not_before,
    )


def offer(row: Offer) -> facts.Offer:
    """`row` with its application and company at hand."""
    return facts.Offer(
        id=row.pk,
        company=row.application.company.name,
        received_at=row.received_at,
        entered_at=row.entered_at,
        answer_by=row.answer_by,
        status=facts.OfferStatus(row.status),
        decided_at=row.decided_at,
    )


def news(row: News) -> facts.News:
    """What is to be told."""
    return facts.News(
        id=row.pk,
        kind=facts.NewsKind(row.kind),
        day=row.day,
        entered_at=row.entered_at,
        until=row.until,
    )


def decision(row: FollowUp) -> facts.Decision:
    """`row`, which was decided."""
    return facts.Decision(
        key=row.key,
        kind=row.kind,
        at=row.decided_at or row.changed_at,
        contact=row.contact_id,
        channel=facts.Channel(row.channel),
        skipped=row.status == FollowUpStatus.SKIPPED,
    )
