"""What the search shows so far, and a report of it on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.forms.report import ReportForm
from tracker.queries.insights import SPANS
from tracker.queries.insights import insights as load_insights
from tracker.queries.report import made_on
from tracker.queries.report import report as load_report
from tracker.views.access import owner_of
from tracker.views.answers import show_form

MONTHS = {str(number): number for number, _ in SPANS}


@require_safe
def insights(request: HttpRequest) -> HttpResponse:
    months = MONTHS.get(request.GET.get("months", ""), 12)
    page = load_insights(owner_of(request), timezone.now(), months)
    return render(request, "insights/page.html", {"page": page})


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    owner, form = owner_of(request), ReportForm(request.GET)
    page = None
    if form.is_valid():
        page = load_report(owner, form.cleaned_data["first"], form.cleaned_data["last"])
    context = {"form": form, "page": page, "made_on": made_on(timezone.localtime())}
    return show_form(request, "insights/report.html", context, form)
