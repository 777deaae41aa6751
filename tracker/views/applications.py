from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.forms.applications import ApplicationForm, NewApplicationForm
from tracker.forms.base import offer_people
from tracker.forms.questions import QuestionForm
from tracker.models import Application, Contact
from tracker.models.applications import STAGE_CHOICES
from tracker.queries.application import application_page
from tracker.queries.applications import PAGE, application_rows
from tracker.services.applications import change_application, delete_application, log_application
from tracker.text import clean_line
from tracker.views.access import own_application, owner_of
from tracker.views.answers import changed, sent, show_form, take

FIELDS = ("role", "stage", "applied_on", "posting_link", "place", "source", "notes")

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


@require_safe
def application_list(request: HttpRequest) -> HttpResponse:
    sought = {
        "stage": stage if (stage := request.GET.get("stage")) in dict(STAGE_CHOICES) else "",
        "words": clean_line(request.GET.get("q", ""))[:200],
    }
    number = _page_number(request.GET.get("page", ""))
    first = (number - 1) * PAGE
    rows, more = application_rows(owner_of(request), timezone.now(), first=first, **sought)
    context = {"rows": rows, "more": more, "number": number, "stages": STAGE_CHOICES}
    return render(request, "applications/list.html", context | sought)


def _page_number(typed: str) -> int:
    return max(int(typed[:5]), 1) if typed.isdecimal() else 1


@require_http_methods(["GET", "HEAD", "POST"])
def application_new(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    form = NewApplicationForm(sent(request), initial={"applied_on": today}, today=today)
    if request.method == "POST" and form.is_valid():
        return take(request, form, lambda: _log(request, form))
    return show_form(request, "applications/form.html", {"form": form}, form)


def _log(request: HttpRequest, form: NewApplicationForm) -> str:
    values = form.cleaned_data
    application = log_application(
        by=owner_of(request),
        company=values["company"],
        values={name: values[name] for name in FIELDS},
        now=timezone.now(),
    )
    messages.success(request, f"{application} is logged.")
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
    initial = {name: getattr(row, name) for name in (*CHANGED, "version")}
    initial |= {"company": row.company.name}
    form = ApplicationForm(sent(request), initial=initial, today=timezone.localdate())
    offer_people(form, "recruiter", Contact.objects.recruiters_for(row))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in CHANGED}
        company, version = form.cleaned_data["company"], form.cleaned_data["version"]

        def change() -> None:
            change_application(
                row, company=company, values=values, version=version, now=timezone.now()
            )

        if changed(form, row, change):
            messages.success(request, "Saved.")
            return redirect("application", pk)
    return show_form(request, "applications/form.html", {"form": form, "row": row}, form)


@require_POST
def application_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_application(request, pk)
    delete_application(row, now=timezone.now())
    messages.success(request, f"{row} is deleted, with all that hung on it.")
    return redirect("application-list")
