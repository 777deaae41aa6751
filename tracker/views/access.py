"""The only place that says who may: everything is found through its owner, or not at all (404)."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tracker.models import (
    Application,
    Contact,
    FollowUp,
    InformationRequest,
    Interview,
    Message,
    Offer,
    Question,
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


def own_contact(request: HttpRequest, pk: int) -> Contact:
    return get_object_or_404(owner_of(request).contacts.select_related("company"), pk=pk)


def own_interview(request: HttpRequest, pk: int) -> Interview:
    rows = owner_of(request).interviews.select_related("application__company")
    return get_object_or_404(rows, pk=pk)


def own_message(request: HttpRequest, pk: int) -> Message:
    rows = owner_of(request).messages.select_related(
        "application__company", "application__owner__preferences", "contact", "estimate"
    )
    return get_object_or_404(rows, pk=pk)


def own_offer(request: HttpRequest, pk: int) -> Offer:
    rows = owner_of(request).offers.select_related("application__company", "owner")
    return get_object_or_404(rows, pk=pk)


def own_request(request: HttpRequest, pk: int) -> InformationRequest:
    rows = owner_of(request).information_requests.select_related("application__company", "asked_by")
    return get_object_or_404(rows, pk=pk)


def own_question(request: HttpRequest, pk: int) -> Question:
    return get_object_or_404(owner_of(request).questions, pk=pk)


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
