"""What is shown when a page cannot be made."""

import sys
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.defaults import server_error as fault_of_ours

from tracker.outage import is_overtaken, outage_of

# What a form carries that nobody typed, or that is nobody's to see again.
NOT_TYPED = ("csrfmiddlewaretoken", "password", "version", "token", "next", "query", "new_", "old_")
WORTH_KEEPING = 20  # characters; a name or a choice is soon made again


def server_error(request: HttpRequest) -> HttpResponse:
    """Called for whatever nothing else has caught, between the middlewares too."""
    error = sys.exc_info()[1]
    if outage := outage_of(error):
        return unavailable(outage)
    if request.method == "POST" and is_overtaken(error):
        return HttpResponse(render_to_string("409.html"), status=409)
    return fault_of_ours(request)


def unavailable(outage: str) -> HttpResponse:
    """503, and when to come back; without a request, whose context may need the database."""
    response = HttpResponse(render_to_string("503.html", {"outage": outage}), status=503)
    response["Retry-After"] = "10"
    return response


def rehearse() -> None:
    """Make the page once, so that it can be made when no file can be opened any more.

    Templates are kept; and Django's log wants this codec, which Python looks for in a file.
    """
    unavailable("".encode("unicode_escape").decode())


def log_in_first(request: HttpRequest) -> HttpResponse:
    """A form was sent after the log-in had ended: what was typed is shown, to be copied.

    What a script sent while somebody writes leaves them where they are, with what they wrote.
    """
    address = f"{reverse('login')}?{urlencode({'next': page_before(request)})}"
    by_script, typed = "HX-Request" in request.headers, _typed(request)
    if by_script and typed:
        return render(request, "401.html", status=401)
    if by_script:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    if not typed:
        return redirect(address)
    context = {"typed": typed, "address": address}
    return render(request, "accounts/logged_out.html", context, status=403)


def not_surely_theirs(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form of which we cannot be sure that its reader sent it; Django names the reason in its log."""
    return render(request, "403_csrf.html", {"typed": _typed(request)}, status=403)


def page_before(request: HttpRequest) -> str:
    """The page on which a form was, or the first one."""
    origin = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(
        origin, {request.get_host()}, require_https=request.is_secure()
    )
    return urlsplit(origin).path if ours else "/"


def _typed(request: HttpRequest) -> list[str]:
    texts = [
        text.strip()
        for name, texts in request.POST.lists()
        if not name.startswith(NOT_TYPED)
        for text in texts
    ]
    return [text for text in texts if len(text) >= WORTH_KEEPING]
