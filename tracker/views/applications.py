from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.forms.applications import ApplicationForm, NewApplicationForm
from tracker.forms.base import offer_people
from tracker.forms.questions import QuestionForm
from tracker.imports.posting import read_posting
from tracker.models import Application, Contact
from tracker.planning.facts import Stage
from tracker.queries.application import application_page
from tracker.queries.companies import applied_before
from tracker.services.applications import change_application, delete_application, log_application
from tracker.services.lists import set_tags
from tracker.text import clean_text
from tracker.views.access import own_application, owner_of
from tracker.views.answers import changed, sent, show_form, take
from tracker.views.deleted import delete_with_undo
from tracker.views.moved import fact_behind

FIELDS = ("role", "stage", "applied_on", "posting_link", "posting", "place", "source", "notes")

MOST_PASTED = 100_000
READ = "read"  # in the session: what the posting says, and what was typed over it
CHANGED = (
    *FIELDS,
    "interest",
    "no_thanks",
    "no_contact",
    "not_before",
    "good_terms",
    "recruiter",
    "medium",
    "gap",
)


@require_http_methods(["GET", "HEAD", "POST"])
def application_new(request: HttpRequest) -> HttpResponse:
    if "read" in request.POST:
        return _read(request)
    proposed, typed = _was_read(request)
    today = timezone.localdate()
    initial = {"applied_on": today} | proposed | typed
    form = NewApplicationForm(sent(request), initial=initial, today=today)
    if request.method == "POST" and form.is_valid():
        return take(request, form, lambda: _log(request, form))
    context = {"form": form, "was_read": bool(proposed)}
    return show_form(request, "applications/form.html", context, form)


def _read(request: HttpRequest) -> HttpResponse:
    """Fill the form from what was pasted; what was typed already goes over it, and what was read
    from a posting before this one was not typed.

    It waits in the session, for a page of its own to which one can come back: nothing is saved.
    """
    before, _ = _was_read(request)
    found = read_posting(clean_text(request.POST.get("pasted", ""))[:MOST_PASTED])
    proposed = {
        "company": found.company,
        "role": found.role,
        "place": found.place,
        "source": found.source,
        "posting_link": found.link,
        "posting": found.text,
    }
    names = NewApplicationForm.base_fields.keys() - {"form_token"}
    sent_along = {name: clean_text(request.POST.get(name, ""))[:MOST_PASTED] for name in names}
    typed = {name: text for name, text in sent_along.items() if text and text != before.get(name)}
    request.session[READ] = proposed, typed
    return redirect(reverse("application-new") + "?read=1")


def _was_read(request: HttpRequest) -> tuple[dict[str, str], dict[str, str]]:
    """What was read for this page, and what had been typed when it was."""
    proposed, typed = request.session.get(READ, ({}, {})) if "read" in request.GET else ({}, {})
    return proposed, typed


def _log(request: HttpRequest, form: NewApplicationForm) -> str:
    values = form.cleaned_data
    application = log_application(
        by=owner_of(request),
        company=values["company"],
        values={name: values[name] for name in FIELDS},
        now=timezone.now(),
    )
    set_tags(application, values["tags"])
    request.session.pop(READ, None)
    messages.success(request, f"{application} is logged.")
    if before := applied_before(application, timezone.localdate()):
        messages.warning(request, before)
    return reverse("application", args=[application.pk])


@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    return show_application(request, own_application(request, pk), QuestionForm())


def show_application(request: HttpRequest, row: Application, form: QuestionForm) -> HttpResponse:
    """Its page, with the one form that stands on it."""
    context = {"page": application_page(row, timezone.now()), "form": form}
    return show_form(request, "applications/detail.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def application_change(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_application(request, pk)
    stage = row.stage
    initial = {name: getattr(row, name) for name in (*CHANGED, "version")}
    initial |= {"company": row.company.name, "tags": ", ".join(map(str, row.tags.all()))}
    form = ApplicationForm(sent(request), initial=initial, today=timezone.localdate())
    offer_people(form, "recruiter", Contact.objects.recruiters_for(row))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in CHANGED}
        company, version = form.cleaned_data["company"], form.cleaned_data["version"]

        def change() -> None:
            change_application(
                row, company=company, values=values, version=version, now=timezone.now()
            )
            set_tags(row, form.cleaned_data["tags"])

        if changed(request, form, row, change):
            missing = fact_behind(row, Stage(row.stage)) if row.stage != stage else ""
            messages.success(request, format_html("Saved.{}", missing))
            return redirect("application", pk)
    return show_form(request, "applications/form.html", {"form": form, "row": row}, form)


@require_POST
def application_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_application(request, pk)
    said = f"{row} is deleted, with all that hung on it."
    home, then = reverse("application", args=[pk]), reverse("application-list")
    return delete_with_undo(request, row, delete_application, said=said, home=home, then=then)
