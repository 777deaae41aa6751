"""From rows to what a letter is written from, and the letter as it stands."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from tracker.models import (
    Application,
    Attendance,
    Estimate,
    FollowUp,
    Interview,
    LetterTemplate,
    Message,
    Offer,
)
from tracker.planning.facts import Channel, Direction, InterviewStatus, OfferStatus
from tracker.planning.words import say_day
from tracker.writing.composing import compose
from tracker.writing.letters import (
    ONE_EACH,
    Draft,
    Kind,
    LetterFacts,
    OtherLetter,
    Register,
    Template,
)
from tracker.writing.registers import propose_register

KINDS = {kind.value for kind in Kind}
SOON = timedelta(days=14)
STILL_INTERESTED = "C12"  # the guide's advice that makes a check-in a note


def kind_of(follow_up: FollowUp) -> Kind | None:
    """Which letter it asks for; None where nothing is to be written."""
    if follow_up.kind == "check-in" and STILL_INTERESTED in follow_up.advice:
        return Kind.STILL_INTERESTED
    if follow_up.kind == "thank-you" and follow_up.contact_id is None:
        return None  # it asks whom to thank
    if follow_up.kind == "answer-offer":
        return Kind.ACCEPT_OFFER
    return Kind(follow_up.kind) if follow_up.kind in KINDS else None


def draft_of(follow_up: FollowUp, now: datetime) -> Draft | None:
    """The letter as the owner left it, or as it is composed from the facts."""
    kind = kind_of(follow_up)
    if kind is None:
        return None
    facts = letter_facts(follow_up, now)
    draft = compose(kind, facts, register_of(follow_up), own=own_template(follow_up, kind))
    if not follow_up.draft_body:
        return draft
    return replace(draft, subject=follow_up.draft_subject, body=follow_up.draft_body)


def own_template(follow_up: FollowUp, kind: Kind) -> Template | None:
    rows = LetterTemplate.objects.filter(
        owner=follow_up.owner_id, kind=kind, register=register_of(follow_up)
    )
    row = rows.first()
    return Template(row.subject, row.body) if row else None


def register_of(follow_up: FollowUp) -> Register:
    """The owner's choice for this letter or this person; else the tone of their last message."""
    contact = follow_up.contact
    chosen = follow_up.draft_register or (contact.register if contact else "")
    if chosen:
        return Register(chosen)
    theirs = Message.objects.filter(direction=Direction.IN, contact=contact, contact__isnull=False)
    last = theirs.exclude(text="").order_by("-at").values_list("text", flat=True).first()
    return propose_register(last or "")


def letter_facts(follow_up: FollowUp, now: datetime) -> LetterFacts:
    """All that may stand in the letter. `follow_up` with its application, company, recruiter,
    contact, request and the owner's preferences at hand.
    """
    application, contact = follow_up.application, follow_up.contact
    owner, today = follow_up.owner, timezone.localdate(now)
    recruiter, request = application.recruiter, follow_up.request
    return LetterFacts(
        my_name=owner.name,
        contact_name=contact.name if contact else "",
        contact_address=contact.email if contact else "",
        company=application.company.name,
        role=application.role,
        channel=Channel(follow_up.channel),
        written_on=today,
        link=owner.preferences.work_link,
        interest=application.interest,
        asked_for=request.what if request else "",
        promised_day=(request.promised_for or request.can_send_on) if request else None,
        applied_on=application.applied_on,
        news=owner.preferences.news,
        contract_work=owner.preferences.contract_work,
        recruiter_name=recruiter.name if recruiter else "",
        recruiter_address=recruiter.email if recruiter else "",
        questions=tuple(
            application.questions.filter(asked_at=None).values_list("text", flat=True)[:5]
        ),
        **_met(follow_up, now),
        **_estimate(application),
        **_elsewhere(application, now),
    )


def _met(follow_up: FollowUp, now: datetime) -> dict[str, Any]:
    """The interview that the letter follows, and what was spoken of with this person."""
    rows = Attendance.objects.filter(
        interview__application=follow_up.application_id,
        interview__status=InterviewStatus.SCHEDULED,
        interview__starts_at__lte=now,
    ).select_related("interview")
    attendances = list(rows.order_by("interview__starts_at", "pk"))
    if follow_up.interview_id:
        attendances = [
            row for row in attendances if row.interview_id == follow_up.interview_id
        ] or attendances
    theirs = [row for row in attendances if row.contact_id == follow_up.contact_id]
    interview = (theirs or attendances)[-1].interview if attendances else follow_up.interview
    return {
        "interview_day": _local_day(interview),
        "place": attendances.index(theirs[-1]) if theirs else 0,
        "talking_point": next((row.talking_point for row in reversed(theirs)), ""),
        "forgot": interview.forgot_to_say if interview else "",
    }


def _local_day(interview: Interview | None) -> date | None:
    return timezone.localtime(interview.starts_at).date() if interview else None


def _estimate(application: Application) -> dict[str, Any]:
    """The estimate said last, if it named a day."""
    rows = Estimate.objects.filter(application=application).select_related("said_by")
    last = rows.order_by("said_on", "pk").last()
    if last is None or last.latest is None:
        return {}
    return {
        "estimate_words": last.words,
        "estimate_day": last.latest,
        "estimate_by": last.said_by.name if last.said_by else "",
    }


def _elsewhere(application: Application, now: datetime) -> dict[str, Any]:
    """Another offer, and another interview that is truly coming (B6)."""
    offer = (
        Offer.objects.filter(owner=application.owner_id, status=OfferStatus.OPEN)
        .exclude(application=application)
        .order_by("answer_by", "pk")
        .first()
    )
    interview = (
        Interview.objects.filter(
            owner=application.owner_id,
            status=InterviewStatus.SCHEDULED,
            starts_at__range=(now, now + SOON),
        )
        .exclude(application=application)
        .order_by("starts_at")
        .first()
    )
    day = _local_day(interview)
    return {
        "offer_deadline": offer.answer_by if offer else None,
        "other_interview": f"on {say_day(day)}" if day else "",
    }


def others_of(follow_up: FollowUp, now: datetime) -> tuple[OtherLetter, ...]:
    """The letters to the other people of the same interview, sent or still drafts (C4)."""
    if kind_of(follow_up) not in ONE_EACH or follow_up.interview_id is None:
        return ()
    rows = FollowUp.objects.filter(
        ~Q(pk=follow_up.pk),
        interview=follow_up.interview_id,
        kind=follow_up.kind,
        contact__isnull=False,
    ).select_related(*DESK)
    sent = _sent(follow_up)
    return tuple(
        OtherLetter(row.contact.name, sent.get(row.contact_id) or _body(draft_of(row, now)))
        for row in rows.exclude(status="withdrawn").order_by("pk")
        if row.contact
    )


def _body(draft: Draft | None) -> str:
    return draft.body if draft else ""


# What a letter's follow-up has to bring along.
DESK = (
    "owner__preferences",
    "application__company",
    "application__recruiter",
    "contact",
    "interview",
    "request",
)


def _sent(follow_up: FollowUp) -> dict[int | None, str]:
    """What was written for the same purpose in this application, by contact."""
    rows = Message.objects.filter(
        application=follow_up.application_id, direction=Direction.OUT, purpose=follow_up.kind
    )
    return {row.contact_id: row.text for row in rows.exclude(text="")}
