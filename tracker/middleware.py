"""What holds for every request: private pages stay private, times are the owner's, and a busy
database is said to be busy.
"""

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

GetResponse = Callable[[HttpRequest], HttpResponse]


class DatabaseUnavailable:
    """A writer that holds the database too long gives a page that says so, and nothing half done."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError):
            return None
        response = render(request, "503.html", status=503)
        response["Retry-After"] = "10"
        return response


def private_pages(get_response: GetResponse) -> GetResponse:
    """Nothing of a search is kept by a browser or a proxy, unless a view says otherwise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def owner_time_zone(get_response: GetResponse) -> GetResponse:
    """Forms and dates of a request are in the zone of the person who makes it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            with timezone.override(request.user.preferences.zone):
                return get_response(request)
        return get_response(request)

    return middleware
