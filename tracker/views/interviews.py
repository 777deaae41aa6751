from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.forms.interviews import CallOffForm, InterviewForm, NewInterviewForm
from tracker.forms.people import NewPersonFormSet, named_values
from tracker.models import Application, Contact, Interview
from tracker.planning.facts import InterviewStatus
from tracker.queries.interviews import interview_page
from tracker.services.interviews import (
    call_off_interview,
    change_interview,
    delete_attendance,
    delete_interview,
    reinstate_interview,
    schedule_interview,
)
from tracker.views.access import own_application, own_attendance, own_interview, owner_of
from tracker.views.answers import changed, sent, show_form, take
from tracker.views.deleted import delete_with_undo


@require_http_methods(["GET", "HEAD", "POST"])
def interview_new(request: HttpRequest, pk: int) -> HttpResponse:
    application = own_application(request, pk)
    initial = {"zone_name": owner_of(request).preferences.time_zone}
    people = Contact.objects.people_of(application)
    form = NewInterviewForm(sent(request), initial=initial, people=people)
    newcomers = NewPersonFormSet(sent(request), prefix="new")
    if request.method == "POST" and form.is_valid() and newcomers.is_valid():
        named = named_values(newcomers)
        return take(request, form, lambda: _schedule(request, application, form, named))
    context = {"form": form, "newcomers": newcomers, "application": application}
    return show_form(request, "interviews/form.html", context, form, newcomers)


def _schedule(
    request: HttpRequest,
    application: Application,
    form: NewInterviewForm,
    newcomers: list[dict[str, Any]],
) -> str:
    row = schedule_interview(
        application,
        values=form.values,
        attendees=form.cleaned_data["attendees"],
        newcomers=newcomers,
        now=timezone.now(),
    )
    messages.success(request, "The interview is logged, and what follows from it is planned.")
    return reverse("interview", args=[row.pk])


@require_safe
def interview(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_interview(request, pk)
    now = timezone.now()
    form = CallOffForm(initial=CallOffForm.of(row), has_begun=row.starts_at <= now, now=now)
    context = {"page": interview_page(row, now), "form": form}
    return render(request, "interviews/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def interview_change(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_interview(request, pk)
    people = Contact.objects.who_may_attend(row)
    form = InterviewForm(sent(request), initial=_initial(row), people=people)
    newcomers = NewPersonFormSet(sent(request), prefix="new")

    def change() -> None:
        change_interview(
            row,
            values=form.values,
            attendees=form.cleaned_data["attendees"],
            newcomers=named_values(newcomers),
            version=form.cleaned_data["version"],
            now=timezone.now(),
        )

    valid = request.method == "POST" and form.is_valid() and newcomers.is_valid()
    if valid and changed(request, form, row, change):
        messages.success(request, "Saved; what hangs on it has moved along.")
        return redirect("interview", pk)
    context = {"form": form, "newcomers": newcomers, "row": row, "application": row.application}
    return show_form(request, "interviews/form.html", context, form, newcomers)


def _initial(row: Interview) -> dict[str, object]:
    names = ("kind", "date", "time", "minutes", "zone_name", "place", "link", "notes")
    kept = {name: getattr(row, name) for name in (*names, "invited_on", "version")}
    return kept | {
        "which": "second" if row.fold else "first",
        "attendees": list(row.attendances.values_list("contact_id", flat=True)),
    }


@require_POST
def interview_call_off(request: HttpRequest, pk: int) -> HttpResponse:
    row, now = own_interview(request, pk), timezone.now()
    form = CallOffForm(request.POST, has_begun=row.starts_at <= now, now=now)

    def call_off() -> None:
        call_off_interview(
            row,
            status=form.status,
            by_them=form.by_them,
            version=form.cleaned_data["version"],
            at=form.at,
            now=now,
        )

    its_page, was_on = reverse("interview", args=[pk]), row.status == InterviewStatus.SCHEDULED
    if form.is_valid() and changed(request, form, row, call_off, shown_at=its_page):
        undo = reverse("interview-reinstate", args=[pk]) if was_on else ""
        said = "Noted; what hung on it is withdrawn." if was_on else "Saved."
        messages.success(request, said, extra_tags=undo)
        return redirect("interview", pk)
    context = {"page": interview_page(own_interview(request, pk), timezone.now()), "form": form}
    return render(request, "interviews/detail.html", context, status=422)


@require_POST
def interview_reinstate(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_interview(request, pk)
    if row.status == InterviewStatus.SCHEDULED:
        messages.info(request, "Nothing was changed: it takes place already.")
    else:
        reinstate_interview(row, version=row.version, now=timezone.now())
        messages.success(request, "It takes place after all; its follow-ups are back.")
    return redirect("interview", pk)


@require_POST
def interview_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """It was never agreed; one that does not take place is called off instead."""
    row = own_interview(request, pk)
    home, then = reverse("interview", args=[pk]), reverse("application", args=[row.application_id])
    said = "The interview is deleted, with its debrief and what followed from it."
    return delete_with_undo(request, row, delete_interview, said=said, home=home, then=then)


@require_POST
def attendance_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_attendance(request, pk)
    home = reverse("interview", args=[row.interview_id])
    said = f"{row.contact} was not there: no thanks are due to them for it."
    return delete_with_undo(request, row, delete_attendance, said=said, home=home, then=home)
