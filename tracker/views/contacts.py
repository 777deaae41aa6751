from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.forms.people import ContactForm, NewContactForm
from tracker.models import Application
from tracker.queries.companies import namesakes
from tracker.queries.contacts import PAGE, contact_rows
from tracker.services.contacts import add_contact, change_contact, delete_contact
from tracker.services.merging import merge_contacts
from tracker.text import clean_line
from tracker.views.access import own_application, own_contact, owner_of
from tracker.views.answers import changed, first_page, page_number, sent, show_form, take
from tracker.views.deleted import delete_with_undo

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
    words = clean_line(request.GET.get("q", ""))[:200]
    number = page_number(request)
    first = (number - 1) * PAGE
    rows, more = contact_rows(owner_of(request), timezone.now(), words=words, first=first)
    if number > 1 and not rows:
        return first_page(request)
    context = {"rows": rows, "more": more, "number": number, "words": words}
    return render(request, "contacts/list.html", context)


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
    form = ContactForm(sent(request), initial=initial | {"company": row.company.name})
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in FIELDS}
        version = form.cleaned_data["version"]

        def change() -> None:
            company = form.cleaned_data["company"]
            change_contact(row, company=company, values=values, version=version, now=timezone.now())

        if changed(request, form, row, change):
            messages.success(request, "Saved.")
            return redirect("contact-list")
    context = {"form": form, "row": row, "namesakes": namesakes(row)}
    return show_form(request, "contacts/form.html", context, form)


@require_POST
def contact_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Another entry of the same person becomes part of this one."""
    keep, other = own_contact(request, pk), request.POST.get("other", "")
    gone = next((row for row in namesakes(keep) if str(row.pk) == other), None)
    if gone is None:
        messages.error(request, "Choose who it is.")
    elif merge_contacts(keep, gone, now=timezone.now()):
        messages.success(request, f"{gone.name} and {keep.name} are one person now.")
    else:
        messages.info(request, f"Nothing was changed: {gone} or {keep} is no longer there.")
        return redirect("contact-list")
    return redirect("contact", pk)


@require_POST
def contact_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_contact(request, pk)
    home, then = reverse("contact", args=[pk]), reverse("contact-list")
    said = f"{row} is deleted. What was said either way stays, without the name."
    return delete_with_undo(request, row, delete_contact, said=said, home=home, then=then)
