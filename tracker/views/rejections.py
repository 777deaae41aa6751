"""They said no."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tracker.forms.base import offer_people
from tracker.forms.rejections import RejectionForm
from tracker.forms.times import moment_on
from tracker.models import Application, Contact
from tracker.services.rejections import Rejection, is_told, log_rejection, take_back_rejection
from tracker.views.access import own_application
from tracker.views.answers import sent, show_form, take

MOST_DIGITS = 18


@require_http_methods(["GET", "HEAD", "POST"])
def rejection(request: HttpRequest, pk: int) -> HttpResponse:
    application, now = own_application(request, pk), timezone.now()
    initial = {"rejected_on": timezone.localdate(now)}
    form = RejectionForm(sent(request), initial=initial, now=now)
    offer_people(form, "contact", Contact.objects.people_of(application))
    if request.method == "POST" and form.is_valid():
        return take(request, form, lambda: _log(request, application, form))
    context = {"form": form, "application": application}
    return show_form(request, "rejections/form.html", context, form)


def _log(request: HttpRequest, application: Application, form: RejectionForm) -> str:
    values, now = form.cleaned_data, timezone.now()
    home = reverse("application", args=[application.pk])
    if is_told(application):
        messages.info(request, "Nothing was changed: it stands as rejected already.")
        return home
    logged = log_rejection(
        application,
        at=moment_on(values["rejected_on"], now),
        good_terms=values["good_terms"] == "yes",
        words=values["words"],
        contact=values["contact"],
        channel=values["channel"],
        now=now,
    )
    # A stage that was set by hand before was not this form's doing, nor is it its to undo.
    undo = _undo(application, logged) if logged.has_ended else ""
    messages.success(request, "Noted. What waited for them is withdrawn.", extra_tags=undo)
    return home


def _undo(application: Application, logged: Rejection) -> str:
    before = {"words": logged.words or "", "terms": "good" if logged.good_terms else "bad"}
    return f"{reverse('rejection-undo', args=[application.pk])}?{urlencode(before)}"


@require_POST
def rejection_undo(request: HttpRequest, pk: int) -> HttpResponse:
    application = own_application(request, pk)
    words, good_terms = request.GET.get("words", ""), request.GET.get("terms") != "bad"
    number = int(words) if words.isdecimal() and len(words) <= MOST_DIGITS else None
    if take_back_rejection(application, words=number, good_terms=good_terms, now=timezone.now()):
        messages.success(request, "It goes on: its follow-ups are back.")
    else:
        messages.info(request, "Nothing was changed: it does not stand as rejected.")
    return redirect("application", pk)
