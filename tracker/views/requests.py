"""What they asked for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tracker.forms.base import offer_people
from tracker.forms.requests import NewRequestForm, RequestForm
from tracker.models import Application, Contact
from tracker.services.requests import (
    add_request,
    change_request,
    delete_request,
    deliver_request,
    take_back_delivery,
)
from tracker.views.access import own_application, own_request
from tracker.views.answers import changed, sent, show_form, take
from tracker.views.deleted import delete_with_undo


@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request: HttpRequest, pk: int) -> HttpResponse:
    application, now = own_application(request, pk), timezone.now()
    initial = {"asked_on": timezone.localdate(now)}
    form = NewRequestForm(sent(request), initial=initial, now=now)
    offer_people(form, "asked_by", Contact.objects.people_of(application))
    if request.method == "POST" and form.is_valid():
        return take(request, form, lambda: _add(request, application, form))
    context = {"form": form, "application": application}
    return show_form(request, "requests/form.html", context, form)


def _add(request: HttpRequest, application: Application, form: NewRequestForm) -> str:
    row = add_request(application, values=form.values, now=timezone.now())
    undo = reverse("request-delete", args=[row.pk])
    messages.success(request, "Logged; it is planned when to send it.", extra_tags=undo)
    return reverse("application", args=[application.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def request_change(request: HttpRequest, pk: int) -> HttpResponse:
    row, now = own_request(request, pk), timezone.now()
    form = RequestForm(sent(request), row=row, now=now)
    offer_people(form, "asked_by", Contact.objects.people_of(row.application))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]

        def change() -> None:
            change_request(row, values=form.values, version=version, now=now)

        if changed(request, form, row, change):
            messages.success(request, "Saved; what hangs on it has moved along.")
            return redirect("application", row.application_id)
    context = {"form": form, "row": row, "application": row.application}
    return show_form(request, "requests/form.html", context, form)


@require_POST
def request_deliver(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_request(request, pk)
    if deliver_request(row, now=timezone.now()):
        undo = reverse("request-undeliver", args=[pk])
        messages.success(request, f"Sent: {row.what}.", extra_tags=undo)
    else:
        messages.info(request, "Nothing was changed: it stands as sent already.")
    return redirect("application", row.application_id)


@require_POST
def request_undeliver(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_request(request, pk)
    if take_back_delivery(row, now=timezone.now()):
        messages.success(request, f"They still wait for {row.what}.")
    else:
        messages.info(request, "Nothing was changed: they wait for it already.")
    return redirect("application", row.application_id)


@require_POST
def request_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_request(request, pk)
    home = reverse("application", args=[row.application_id])
    said = "The request is deleted; what it had held up is back."
    return delete_with_undo(request, row, delete_request, said=said, home=home, then=home)
