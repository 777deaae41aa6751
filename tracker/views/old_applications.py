"""One list for all that was old news when it was entered: did you ever hear back?"""

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tracker.forms.old_applications import OldForm
from tracker.queries.old_applications import old_applications as load_old
from tracker.queries.old_applications import old_news
from tracker.services.follow_ups import skip
from tracker.services.old_applications import close_old, reopen_old
from tracker.text import number_of
from tracker.views.access import owner_of
from tracker.views.answers import sent, show_form

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LATEST = (datetime(9999, 1, 1, tzinfo=UTC) - EPOCH) // MICROSECOND


@require_http_methods(["GET", "HEAD", "POST"])
def old_applications(request: HttpRequest) -> HttpResponse:
    if "keep" in request.POST:
        return _keep(request, request.POST["keep"])
    rows, total = load_old(owner_of(request))
    form = OldForm(sent(request), known=[(each.pk, each.title) for each in rows])
    if request.method == "POST" and form.is_valid():
        return _close(request, form.cleaned_data["close"])
    context = {"form": form, "rows": form.beside(rows), "more": total - len(rows)}
    return show_form(request, "applications/old.html", context, form)


def _close(request: HttpRequest, chosen: list[int]) -> HttpResponse:
    now = timezone.now()
    rows = (
        old_news(owner_of(request)).filter(pk__in=chosen).select_related("application", "request")
    )
    closed = close_old(rows.order_by("pk"), now=now)
    said = "One application is" if closed == 1 else f"{closed} applications are"
    undo = reverse("old-applications-undo", args=[(now - EPOCH) // MICROSECOND])
    messages.success(
        request,
        f"{said} put down as no reply. A late word, once logged, opens it again.",
        extra_tags=undo,
    )
    return _on(request)


def _keep(request: HttpRequest, number: str) -> HttpResponse:
    """It goes on; the question is not asked again."""
    known = old_news(owner_of(request))
    row = known.filter(pk=number_of(number) or 0).select_related("application").first()
    if row is not None and skip(row, now=timezone.now()):
        undo = reverse("follow-up-reopen", args=[row.pk])
        messages.success(request, f"{row.application} is kept open.", extra_tags=undo)
    else:
        messages.info(request, "Nothing was changed: this had been answered in the meantime.")
    return _on(request)


def _on(request: HttpRequest) -> HttpResponse:
    """Back to the list while there is something in it."""
    return redirect("old-applications" if old_news(owner_of(request)).exists() else "upcoming")


@require_POST
def old_applications_undo(request: HttpRequest, at: int) -> HttpResponse:
    now = timezone.now()
    closed_at = EPOCH + min(at, LATEST) * MICROSECOND
    if reopen_old(owner_of(request), closed_at=closed_at, now=now):
        messages.success(request, "They are open again, and asked about as before.")
    else:
        messages.info(request, "Nothing was changed: none of them stands as no reply any more.")
    return redirect("old-applications")
