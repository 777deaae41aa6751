from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tracker.forms.people import ContactForm, NewContactForm
from tracker.models import Application
from tracker.queries.contacts import contact_rows
from tracker.services.contacts import add_contact, change_contact
from tracker.views.access import own_application, own_contact, owner_of
from tracker.views.answers import changed, sent, show_form, take

FIELDS = (
    "name",
    "kind",
    "title",
    "email",
    "phone",
    "linkedin",
    "register",
    "connected",
    "away_until",
)


@require_safe
def contact_list(request: HttpRequest) -> HttpResponse:
    rows = contact_rows(owner_of(request), timezone.now())
    return render(request, "contacts/list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def contact_new(request: HttpRequest, pk: int) -> HttpResponse:
    application = own_application(request, pk)
    form = NewContactForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return take(request, form, lambda: _add(request, application, form))
    context = {"form": form, "application": application}
    return show_form(request, "contacts/form.html", context, form)


def _add(request: HttpRequest, application: Application, form: NewContactForm) -> str:
    values = {name: form.cleaned_data[name] for name in FIELDS}
    agency = form.cleaned_data["agency"]
    contact = add_contact(application, agency=agency, values=values, now=timezone.now())
    messages.success(request, f"{contact} is added.")
    return reverse("application", args=[application.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_contact(request, pk)
    initial = {name: getattr(row, name) for name in (*FIELDS, "version")}
    form = ContactForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in FIELDS}
        version = form.cleaned_data["version"]

        def change() -> None:
            change_contact(row, values=values, version=version, now=timezone.now())

        if changed(form, row, change):
            messages.success(request, "Saved.")
            return redirect("contact-list")
    return show_form(request, "contacts/form.html", {"form": form, "row": row}, form)
