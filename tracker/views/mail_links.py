"""Pages behind the links in mails: no log-in, no cookie; what may be done is signed into the address.

Looking changes nothing, for scanners look at every link; the one button does it. Whatever is wrong
with an address, the answer is the same.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tracker.clock import seen_by
from tracker.forms.mail_links import AnswerForm
from tracker.mail_links import Act, ActionLink, StopLink, read_action, read_stop
from tracker.models import FollowUp
from tracker.queries.mail_links import MAILS, find_linked, find_reader, link_page
from tracker.services.case_files import load_days
from tracker.services.mail_links import follow_link, log_answer
from tracker.services.subscriptions import switch_mails
from tracker.views.answers import sent, show_form

View = Callable[[HttpRequest, str], HttpResponse]


def signed(view: View) -> View:
    """Open to whoever has the address, which is a secret: it is not stored, nor sent elsewhere."""

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        return response

    methods = require_http_methods(["GET", "HEAD", "POST"])
    # The MAC in the address is what a CSRF token would be, and mail providers send no cookie.
    return csrf_exempt(login_not_required(methods(answer)))


@signed
def mail_link(request: HttpRequest, token: str) -> HttpResponse:
    """One act upon one follow-up, as it was when the mail was written."""
    link = read_action(token, timezone.now())
    row = find_linked(link.follow_up) if link else None
    if link is None or row is None:
        return _neutral(request)
    with seen_by(row.owner.preferences):
        if link.act == Act.ANSWERED:
            return _answer(request, link, row)
        acted = request.method == "POST" and follow_link(link, now=timezone.now())
        return _show(request, link, row, acted=acted)


def _answer(request: HttpRequest, link: ActionLink, row: FollowUp) -> HttpResponse:
    now = timezone.now()
    form = AnswerForm(sent(request), contact=row.contact, now=now)
    page = link_page(link, row, now)
    if not page.holds:
        return _show(request, link, row, acted=False)
    if form.is_valid():
        values = form.values(load_days(row.owner))
        acted = log_answer(link, values=values, said=form.said(), now=now)
        return _show(request, link, row, acted=acted)
    context = {"page": page, "form": form}
    return show_form(request, "mail_links/answer.html", context, form)


def _show(request: HttpRequest, link: ActionLink, row: FollowUp, *, acted: bool) -> HttpResponse:
    if request.method == "POST":
        row.refresh_from_db(fields=["status", "version", "snoozed_until", "decided_at"])
    context = {
        "page": link_page(link, row, timezone.now()),
        "acted": acted,
        "asked": request.method == "POST",
    }
    return render(request, "mail_links/act.html", context)


@signed
def mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more mails of one kind; asked for by a person, or in one click by their mail provider."""
    link = read_stop(token, timezone.now())
    reader = find_reader(link.user) if link else None
    if link is None or reader is None:
        return _neutral(request)
    if request.method == "POST":
        switch_mails(reader, link.kind, on="again" in request.POST)
        reader.preferences.refresh_from_db()
    return _show_stop(request, link, comes=reader.preferences.wants(link.kind))


def _show_stop(request: HttpRequest, link: StopLink, *, comes: bool) -> HttpResponse:
    context = {"mails": MAILS[link.kind], "comes": comes, "asked": request.method == "POST"}
    return render(request, "mail_links/stop.html", context)


def _neutral(request: HttpRequest) -> HttpResponse:
    return render(request, "mail_links/ended.html", status=404)
