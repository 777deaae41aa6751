"""A stage that was reached, on another day or not at all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tracker.forms.stages import StageForm
from tracker.services.stages import change_stage_moment, delete_stage
from tracker.views.access import own_stage_change
from tracker.views.answers import changed, sent, show_form
from tracker.views.deleted import delete_with_undo


@require_http_methods(["GET", "HEAD", "POST"])
def stage_change(request: HttpRequest, pk: int) -> HttpResponse:
    row, now = own_stage_change(request, pk), timezone.now()
    application = row.application
    initial = {"came_on": timezone.localdate(row.at), "version": application.version}
    form = StageForm(sent(request), initial=initial, now=now)
    if request.method == "POST" and form.is_valid():
        at, version = form.moment(row.at), form.cleaned_data["version"]

        def change() -> None:
            change_stage_moment(row, at=at, version=version, now=now)

        if changed(request, form, application, change):
            messages.success(request, "Saved; what hangs on it has moved along.")
            return redirect("application", application.pk)
    context = {"form": form, "row": row, "application": application}
    return show_form(request, "stages/form.html", context, form)


@require_POST
def stage_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_stage_change(request, pk)
    home = reverse("application", args=[row.application_id])
    said = "The stage is deleted; what hangs on it has moved along."
    return delete_with_undo(request, row, delete_stage, said=said, home=home, then=home)
