"""The feed itself, which calendars fetch without a log-in."""

import logging
from contextlib import suppress
from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from tracker.calendars.feed import body_of, marks_of
from tracker.ical.calendar import CONTENT_TYPE
from tracker.queries.calendar import Feed, find_feed, stored_moment
from tracker.services.feeds import NOTE_EVERY, note_fetch

log = logging.getLogger(__name__)

RETRY_AFTER = "600"  # seconds


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The whole feed, or 503: a page, or half a feed, would empty the calendar that asks."""
    try:
        return _feed(request, token, timezone.now())
    except Http404:
        raise
    except Exception:
        log.exception("A calendar feed could not be served.")
        return HttpResponse(status=503, headers={"Retry-After": RETRY_AFTER})


def _feed(request: HttpRequest, token: str, now: datetime) -> HttpResponse:
    feed = find_feed(token)
    if feed is None:
        raise Http404
    etag, last_modified = marks_of(feed, now)
    # The database is read before the fetch is noted, and again for the events after it: what
    # changes in between is in the body, and the next version is sent once more than it need be.
    if feed.noted_at is None or stored_moment(feed.noted_at) <= now - NOTE_EVERY:
        _note_fetch(request, feed, now)
    response = get_conditional_response(request, etag=etag, last_modified=last_modified)
    if response is None:
        body = body_of(feed.name, feed.owner, feed.choice, feed.midnight(now))
        response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["ETag"] = etag
    if last_modified is not None:
        response["Last-Modified"] = http_date(last_modified)
    response["Cache-Control"] = "private, no-cache"
    return response


def _note_fetch(request: HttpRequest, feed: Feed, now: datetime) -> None:
    # The feed goes out, even where the database is too busy to write down that it did.
    with suppress(OperationalError):
        agent = request.headers.get("User-Agent", "")
        note_fetch(feed.pk, by=agent, now=now)
