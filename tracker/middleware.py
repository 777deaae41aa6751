"""What holds for every request: private pages stay private, and times are the owner's."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.template.loader import render_to_string

from tracker.clock import seen_by
from tracker.uploads import LARGEST_BODY

UNCHANGING = ("GET", "HEAD", "OPTIONS")
LONGEST_NUMBER = 18  # digits
GetResponse = Callable[[HttpRequest], HttpResponse]
FEED = re.compile(r"/calendar/([^/]+)\.ics")


def feeds_first(get_response: GetResponse) -> GetResponse:
    """A calendar that asks has no session, sends no form and shows no page: what sees to these would
    take longer than the answer. Whatever is no feed goes the way of all else.
    """
    from tracker.views.feeds import calendar_feed  # once the applications are loaded

    def middleware(request: HttpRequest) -> HttpResponse:
        token = FEED.fullmatch(request.path_info)
        if token is None or request.method not in ("GET", "HEAD"):
            return get_response(request)
        request.get_host()  # raises where it is not one of ours
        try:
            response = calendar_feed(request, token[1])
        except Http404:
            return get_response(request)
        response["X-Frame-Options"] = settings.X_FRAME_OPTIONS
        if response.status_code != HTTPStatus.NOT_MODIFIED:
            response["Content-Length"] = str(len(response.content))
        return response

    return middleware


def bounded_bodies(get_response: GetResponse) -> GetResponse:
    """What is far too large is refused before it is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or len(length) > LONGEST_NUMBER or int(length) > LARGEST_BODY:
            return render(request, "413.html", status=413)
        return get_response(request)

    return middleware


def compressed_pages(get_response: GetResponse) -> GetResponse:
    """Pages travel compressed; calendars and files do not, for who fetches them compares bytes.

    The length of a compressed page could betray a secret beside what a stranger put into its address
    (BREACH). The secrets of a page are masked anew each time (CSRF) or shown after a POST (a feed's
    address), other sites' requests carry no session (SameSite), and Django adds a random length.
    """
    gzip = GZipMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            gzip.process_response(request, response)  # in place
        return response

    return middleware


def private_pages(get_response: GetResponse) -> GetResponse:
    """Nothing of a search is kept by a browser or a proxy, unless a view says otherwise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def owner_time_zone(get_response: GetResponse) -> GetResponse:
    """Forms and dates of a request are in the zone of the person who makes it, by their clock."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            with seen_by(request.user.preferences):
                return get_response(request)
        return get_response(request)

    return middleware


class LogInFirst(LoginRequiredMiddleware):
    """Who is not logged in is asked to be, and comes back to a page; no typed text is lost by it."""

    # Django's own answer is always a redirect.
    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:  # type: ignore[override]
        from tracker.views.errors import log_in_first  # once the applications are loaded

        if request.method in UNCHANGING:
            return super().handle_no_permission(request, view_func)
        return log_in_first(request)


def refusals_in_words(get_response: GetResponse) -> GetResponse:
    """An address that only takes what a form sends says so to whoever opens it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            response.content = render_to_string("405.html", request=request)
        return response

    return middleware
