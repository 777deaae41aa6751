"""The debrief's page: who was there, what they said of the time to come, what they asked for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tracker.forms.debrief_page import DebriefPage
from tracker.planning.words import say_day
from tracker.services.debriefs import put_back_debrief, save_debrief, take_back_debrief
from tracker.views.access import own_interview
from tracker.views.answers import changed, sent, show_form
from tracker.views.old_applications import EPOCH, LATEST, MICROSECOND


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

        if changed(request, page.main, row, save):
            messages.success(request, "Saved. This is the plan that follows from it.")
            return redirect("application", row.application_id)
    context = {"page": page, "row": row, "said_on": say_day(page.said_on)}
    return show_form(request, "interviews/debrief.html", context, *page.parts)


@require_POST
def debrief_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    before = take_back_debrief(own_interview(request, pk), now=timezone.now())
    if before:
        undo = reverse("debrief-put-back", args=[pk, (before - EPOCH) // MICROSECOND])
        said = "It waits for its debrief again. What was written down stays in the form."
        messages.success(request, said, extra_tags=undo)
    else:
        messages.info(request, "Nothing was changed: it has no debrief.")
    return redirect("interview", pk)


@require_POST
def debrief_put_back(request: HttpRequest, pk: int, at: int) -> HttpResponse:
    row, now = own_interview(request, pk), timezone.now()
    if put_back_debrief(row, at=min(EPOCH + min(at, LATEST) * MICROSECOND, now), now=now):
        messages.success(request, "The debrief is back, as it was.")
    else:
        messages.info(request, "Nothing was changed: it has its debrief.")
    return redirect("interview", pk)
