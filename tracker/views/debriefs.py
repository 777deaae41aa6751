"""The debrief's page: who was there, what they said of the time to come, what they asked for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tracker.forms.debrief_page import DebriefPage
from tracker.planning.words import say_day
from tracker.services.debriefs import save_debrief
from tracker.views.access import own_interview
from tracker.views.answers import changed, sent, show_form


@require_http_methods(["GET", "HEAD", "POST"])
def interview_debrief(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_interview(request, pk)
    if row.starts_at > timezone.now():
        messages.info(request, "It has not begun yet: come back when it is over.")
        return redirect("interview", pk)
    page = DebriefPage(sent(request), row)
    if request.method == "POST" and page.is_valid():

        def save() -> None:
            debrief, version = page.debrief(), page.main.cleaned_data["version"]
            save_debrief(row, debrief, version=version, now=timezone.now())

        if changed(page.main, row, save):
            messages.success(request, "Saved. This is the plan that follows from it.")
            return redirect("application", row.application_id)
    context = {"page": page, "row": row, "said_on": say_day(page.said_on)}
    return show_form(request, "interviews/debrief.html", context, *page.parts)
