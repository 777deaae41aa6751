"""A company: what was applied for there, who is known there, its name, and its double."""

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tracker.forms.companies import CompanyForm
from tracker.models import Company
from tracker.models.letters import text_mark
from tracker.queries.companies import company_page
from tracker.services.merging import delete_company, merge_companies, rename_company
from tracker.text import number_of
from tracker.views.access import own_company, owner_of
from tracker.views.answers import sent, show_form
from tracker.views.deleted import delete_with_undo


@require_http_methods(["GET", "HEAD", "POST"])
def company(request: HttpRequest, pk: int) -> HttpResponse:
    """Its page; a POST gives it another name."""
    row = own_company(request, pk)
    mark = text_mark(row.name)
    form = CompanyForm(sent(request), initial={"name": row.name, "was": mark})
    if request.method == "POST" and form.is_valid() and form.is_old(mark):
        form.refuse_old(mark, request.path)
    elif request.method == "POST" and form.is_valid():
        return _renamed(request, row, form.cleaned_data["name"])
    context = {"page": company_page(row, timezone.now()), "form": form}
    return show_form(request, "companies/detail.html", context, form)


def _renamed(request: HttpRequest, row: Company, name: str) -> HttpResponse:
    known = rename_company(row, name, now=timezone.now())
    if known == row:
        messages.success(request, "Saved.")
    else:
        messages.info(request, f"There is a {known} already: choose it below to make them one.")
    return redirect("company", row.pk)


@require_POST
def company_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Another entry of the same company becomes part of this one."""
    keep, other = own_company(request, pk), request.POST.get("other", "")
    gone = owner_of(request).companies.exclude(pk=keep.pk).filter(pk=number_of(other) or 0).first()
    if gone is None:
        messages.error(request, "Choose which one it is.")
    elif merge_companies(keep, gone, now=timezone.now()):
        messages.success(request, f"{gone} and {keep} are one company now.")
    else:
        messages.info(request, f"Nothing was changed: {gone} or {keep} is no longer there.")
        return redirect("application-list")
    return redirect("company", pk)


@require_POST
def company_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row, home = own_company(request, pk), reverse("company", args=[pk])
    then = reverse("contact-list")
    try:
        said = f"{row} is deleted."
        return delete_with_undo(request, row, delete_company, said=said, home=home, then=then)
    except ProtectedError:
        said = "Nothing was changed: there are applications, or people, at this company."
        messages.info(request, said)
    return redirect(home)
