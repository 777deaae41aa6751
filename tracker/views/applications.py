from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tracker.forms.applications import ApplicationForm, NewApplicationForm
from tracker.models.applications import STAGE_CHOICES
from tracker.queries.applications import PAGE, application_page, application_rows
from tracker.services.applications import change_application, log_application
from tracker.text import clean_line
from tracker.views.access import own_application, owner_of
from tracker.views.answers import changed, sent, show_form, take

FIELDS = ("role", "stage", "applied_on", "posting_link", "place", "source", "notes")


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
    form = NewApplicationForm(sent(request), initial={"applied_on": today})
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
    page = application_page(own_application(request, pk), timezone.now())
    return render(request, "applications/detail.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def application_change(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_application(request, pk)
    initial = {name: getattr(row, name) for name in (*FIELDS, "recruiter", "version")}
    form = ApplicationForm(sent(request), initial=initial | {"company": row.company.name})
    form.let_come_through(owner_of(request).contacts.all())
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in (*FIELDS, "recruiter")}
        company, version = form.cleaned_data["company"], form.cleaned_data["version"]

        def change() -> None:
            change_application(
                row, company=company, values=values, version=version, now=timezone.now()
            )

        if changed(form, row, change):
            messages.success(request, "Saved.")
            return redirect("application", pk)
    return show_form(request, "applications/form.html", {"form": form, "row": row}, form)
