"""Long work: how far it has come, and the way back when it is done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tracker.models import Work
from tracker.queries.work import planned_again, work_page
from tracker.services.work import take_up
from tracker.views.access import own_work


@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest, pk: int) -> HttpResponse:
    """A POST takes it up again where it stopped."""
    row = own_work(request, pk)
    if request.method == "POST" and row.failed:
        take_up(row, now=timezone.now())
    if row.finished_at:
        return _back(request, row)
    if request.method == "POST":
        return redirect("work", pk)
    return render(request, "work.html", {"page": work_page(row)})


def go_on(request: HttpRequest, work: Work | None, said: str, back: str) -> HttpResponse:
    """After a change: to what it set off, where that takes its time; else back."""
    if work and not work.finished_at:
        messages.success(request, said)
        return redirect("work", work.pk)
    messages.success(request, f"{said} {planned_again(work)}" if work else said)
    return redirect(back)


def _back(request: HttpRequest, work: Work) -> HttpResponse:
    if request.headers.get("HX-Request"):
        # The whole page goes on, not the part of it that asked how far the work is.
        return HttpResponse(headers={"HX-Redirect": request.path})
    messages.success(request, planned_again(work))
    return redirect(work.back)
