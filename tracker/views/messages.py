"""What they wrote, what the owner wrote, and when they said that they decide."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tracker.forms.base import offer_people
from tracker.forms.messages import (
    MessageFields,
    MyMessageForm,
    SaidWhenForm,
    TheirMessageForm,
    change_form_of,
    form_of,
    initial_message,
    initial_moment,
)
from tracker.models import Application, Contact
from tracker.planning.facts import Channel, Direction, Purpose
from tracker.planning.words import say_day
from tracker.services.case_files import load_days
from tracker.services.estimates import delete_estimate
from tracker.services.messages import change_message, delete_message, log_message
from tracker.services.pacing import TooEarly, too_early
from tracker.views.access import own_application, own_estimate, own_message, owner_of
from tracker.views.answers import changed, sent, show_form, take
from tracker.views.deleted import delete_with_undo

NewForm = MyMessageForm | TheirMessageForm | SaidWhenForm


@require_http_methods(["GET", "HEAD", "POST"])
def message_new(request: HttpRequest, pk: int) -> HttpResponse:
    """From them, or (with ?direction=out) from the owner."""
    application, now = own_application(request, pk), timezone.now()
    form_class = form_of(request.POST.get("direction") or request.GET.get("direction"))
    form = form_class(sent(request), initial=initial_moment(now), now=now)
    _let_name(form, application)
    if request.method == "POST" and form.is_valid():
        return take(request, form, lambda: _log(request, application, form))
    context = {"form": form, "application": application, "from_me": form.way == Direction.OUT}
    return show_form(request, "messages/form.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def said_when(request: HttpRequest, pk: int) -> HttpResponse:
    application, now = own_application(request, pk), timezone.now()
    initial = initial_moment(now) | {"decides": "by-date"}
    form = SaidWhenForm(sent(request), initial=initial, now=now)
    offer_people(form, "contact", Contact.objects.people_of(application), "Who said it")
    if request.method == "POST" and form.is_valid():
        return take(request, form, lambda: _log(request, application, form))
    context = {"form": form, "application": application}
    return show_form(request, "messages/said.html", context, form)


def _let_name(form: MessageFields, application: Application) -> None:
    label = "To" if form.way == Direction.OUT else "From"
    offer_people(form, "contact", Contact.objects.people_of(application), label)


def _log(request: HttpRequest, application: Application, form: NewForm) -> str:
    values, now = form.values_of(None), timezone.now()
    early = _too_early(application, values)
    said = form.said(load_days(owner_of(request)))
    message = log_message(application, values=values, said=said, now=now)
    undo = reverse("message-delete", args=[message.pk])
    messages.success(request, _logged(early), extra_tags=undo)
    return reverse("application", args=[application.pk])


def _too_early(application: Application, values: dict[str, Any]) -> TooEarly | None:
    if values["direction"] != Direction.OUT:
        return None
    return too_early(
        application,
        purpose=Purpose(values["purpose"]),
        channel=Channel(values["channel"]),
        contact=values["contact"],
        at=values["at"],
    )


def _logged(early: TooEarly | None) -> str:
    if early is None:
        return "Logged; the plan follows from it."
    return (
        f"Logged; the plan follows from it. It would have been fine from"
        f" {say_day(early.fine_from)} on: {early.because}. No harm is done; the plan keeps the"
        " distance from here."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def message_change(request: HttpRequest, pk: int) -> HttpResponse:
    row, now = own_message(request, pk), timezone.now()
    initial = initial_message(row) | {"direction": row.direction}
    form = change_form_of(row)(sent(request), initial=initial, now=now)
    _let_name(form, row.application)
    if request.method == "POST" and form.is_valid():
        values, said = form.values_of(row), form.said(load_days(owner_of(request)))
        version = form.cleaned_data["version"]

        def change() -> None:
            change_message(row, values=values, said=said, version=version, now=now)

        if changed(request, form, row, change):
            messages.success(request, "Saved; what hangs on it has moved along.")
            return redirect("application", row.application_id)
    from_me = row.direction == Direction.OUT
    context = {"form": form, "row": row, "application": row.application, "from_me": from_me}
    return show_form(request, "messages/form.html", context, form)


@require_POST
def message_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_message(request, pk)
    home = reverse("application", args=[row.application_id])
    said = "The message is deleted; what it had withdrawn is back."
    return delete_with_undo(request, row, delete_message, said=said, home=home, then=home)


@require_POST
def estimate_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """They did not say when after all; where it was said, at an interview or in a message, stays."""
    row = own_estimate(request, pk)
    home = reverse("application", args=[row.application_id])
    said = "Deleted: they named no day. The plan follows from what is left."
    return delete_with_undo(request, row, delete_estimate, said=said, home=home, then=home)
