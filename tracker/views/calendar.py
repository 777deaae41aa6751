"""The calendar page, its feeds, and the feed itself, which is fetched without a log-in."""

import hashlib
import logging
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from tracker.calendars.feed import CONTENT_TYPE, feed_bytes
from tracker.forms.calendar import FeedForm
from tracker.models import CalendarFeed
from tracker.queries.agenda import calendar_page
from tracker.queries.calendar import calendar_entries, find_feed
from tracker.services.feeds import make_feed, note_fetch, revoke_feed
from tracker.services.submissions import take_once
from tracker.site import reach_of
from tracker.views.access import owner_of

log = logging.getLogger(__name__)

RETRY_AFTER = "600"  # seconds


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    return _page(request, FeedForm())


@require_POST
def feed_make(request: HttpRequest) -> HttpResponse:
    form = FeedForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    owner, now, made = owner_of(request), timezone.now(), list[str]()

    def make() -> str:
        _, token = make_feed(owner, form.cleaned_data["name"], now=now)
        made.append(token)
        return reverse("calendar")

    back = take_once(owner, form.cleaned_data["form_token"], make, now=now)
    # Shown in this answer and nowhere else: a redirect would have to keep the secret somewhere.
    return _page(request, FeedForm(), address=_address(made[0])) if made else redirect(back)


@require_POST
def feed_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    feed = get_object_or_404(owner_of(request).feeds.filter(revoked_at=None), pk=pk)
    revoke_feed(feed, now=timezone.now())
    messages.success(request, f"“{feed.name}” is revoked: its address leads nowhere any more.")
    return redirect("calendar")


@require_safe
def calendar_download(request: HttpRequest) -> HttpResponse:
    entries = calendar_entries(owner_of(request), timezone.now())
    body = feed_bytes("Heardback", entries, settings.SITE_URL)
    disposition = 'attachment; filename="heardback.ics"'
    return HttpResponse(
        body, content_type=CONTENT_TYPE, headers={"Content-Disposition": disposition}
    )


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The whole feed, or 503: a page, or half a feed, would empty the calendar that asks."""
    try:
        return _feed(request, token, timezone.now())
    except Http404:
        raise
    except Exception:
        log.exception("A calendar feed could not be built.")
        return HttpResponse(status=503, headers={"Retry-After": RETRY_AFTER})


def _feed(request: HttpRequest, token: str, now: datetime) -> HttpResponseBase:
    feed = find_feed(token)
    if feed is None:
        raise Http404
    body = feed_bytes(feed.name, calendar_entries(feed.owner, now), settings.SITE_URL)
    _note_fetch(feed, now)
    headers = {"ETag": _etag(feed, body, now), "Cache-Control": "private, no-cache"}
    response = HttpResponse(body, content_type=CONTENT_TYPE, headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response) or response


def _etag(feed: CalendarFeed, body: bytes, now: datetime) -> str:
    """Another one each day, so that a client which lost what it had gets it again by tomorrow."""
    day = now.astimezone(feed.owner.preferences.zone).date()
    return f'"{hashlib.sha256(body + day.isoformat().encode()).hexdigest()}"'


def _note_fetch(feed: CalendarFeed, now: datetime) -> None:
    # The feed goes out, even where the database is too busy to write down that it did.
    with suppress(OperationalError):
        note_fetch(feed, now=now)


def _address(token: str) -> str:
    return f"{settings.SITE_URL}{reverse('calendar-feed', args=[token])}"


def _page(
    request: HttpRequest, form: FeedForm, *, address: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "page": calendar_page(owner_of(request), timezone.now()),
        "address": address,
        "webcal_address": f"webcal://{address.partition('://')[2]}",
        "reach": reach_of(settings.SITE_URL),
        "site_url": settings.SITE_URL,
    }
    return render(request, "calendar/detail.html", context, status=status)
