"""The only place that says who may: everything is found through its owner, or not at all (404)."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tracker.models import (
    Application,
    Attendance,
    Company,
    Contact,
    Deleted,
    Document,
    Estimate,
    FollowUp,
    InformationRequest,
    Interview,
    InvitationDraft,
    Message,
    News,
    Offer,
    Question,
    StageChange,
    User,
    Work,
)
from tracker.queries.letter_sources import DESK


def owner_of(request: HttpRequest) -> User:
    """Who is logged in; the log-in middleware has seen to it that somebody is."""
    return cast(User, request.user)


def own_application(request: HttpRequest, pk: int) -> Application:
    rows = owner_of(request).applications.select_related("company", "recruiter")
    return get_object_or_404(rows, pk=pk)


def own_company(request: HttpRequest, pk: int) -> Company:
    return get_object_or_404(owner_of(request).companies.select_related("owner"), pk=pk)


def own_contact(request: HttpRequest, pk: int) -> Contact:
    return get_object_or_404(owner_of(request).contacts.select_related("company"), pk=pk)


def own_interview(request: HttpRequest, pk: int) -> Interview:
    rows = owner_of(request).interviews.select_related("application__company")
    return get_object_or_404(rows, pk=pk)


def own_attendance(request: HttpRequest, pk: int) -> Attendance:
    rows = Attendance.objects.filter(interview__owner=owner_of(request))
    rows = rows.select_related("contact", "interview__application__company")
    return get_object_or_404(rows, pk=pk)


def own_estimate(request: HttpRequest, pk: int) -> Estimate:
    rows = owner_of(request).estimates.select_related("application__company")
    return get_object_or_404(rows, pk=pk)


def own_stage_change(request: HttpRequest, pk: int) -> StageChange:
    """A move from one stage to another; the stage that it began with is none."""
    moves = StageChange.objects.filter(application__owner=owner_of(request)).exclude(old="")
    return get_object_or_404(moves.select_related("application__company"), pk=pk)


def own_invitation_draft(request: HttpRequest, pk: int) -> InvitationDraft:
    return get_object_or_404(owner_of(request).invitation_drafts, pk=pk)


def own_message(request: HttpRequest, pk: int) -> Message:
    rows = owner_of(request).messages.select_related(
        "application__company", "application__owner__preferences", "contact", "estimate"
    )
    return get_object_or_404(rows, pk=pk)


def own_offer(request: HttpRequest, pk: int) -> Offer:
    rows = owner_of(request).offers.select_related("application__company", "owner")
    return get_object_or_404(rows, pk=pk)


def own_news(request: HttpRequest, pk: int) -> News:
    rows = owner_of(request).news.select_related("application__company", "owner")
    return get_object_or_404(rows, pk=pk)


def own_deleted(request: HttpRequest, pk: int) -> Deleted:
    return get_object_or_404(owner_of(request).deleted, pk=pk)


def own_document(request: HttpRequest, pk: int) -> Document:
    return get_object_or_404(owner_of(request).documents, pk=pk)


def own_request(request: HttpRequest, pk: int) -> InformationRequest:
    rows = owner_of(request).information_requests.select_related("application__company", "asked_by")
    return get_object_or_404(rows, pk=pk)


def own_question(request: HttpRequest, pk: int) -> Question:
    rows = owner_of(request).questions.select_related("application__company")
    return get_object_or_404(rows, pk=pk)


def own_follow_up(request: HttpRequest, pk: int) -> FollowUp:
    rows = owner_of(request).follow_ups.select_related(
        "application__company", "contact", "interview", "request"
    )
    return get_object_or_404(rows, pk=pk)


def own_work(request: HttpRequest, pk: int) -> Work:
    return get_object_or_404(owner_of(request).works, pk=pk)


def own_letter(request: HttpRequest, pk: int) -> FollowUp:
    """A follow-up with all that its letter is written from."""
    return get_object_or_404(owner_of(request).follow_ups.select_related(*DESK), pk=pk)
