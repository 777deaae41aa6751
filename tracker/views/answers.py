"""How a form is answered: shown, refused with what was typed (422), or taken and moved on."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from tracker.forms.once import OnceForm, VersionForm
from tracker.services.errors import StaleError
from tracker.services.submissions import take_once
from tracker.services.versions import Versioned
from tracker.text import number_of
from tracker.views.access import owner_of

LAST_PAGE = 100_000  # no list is as long


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it empty; None where the form is only asked for."""
    return request.POST if request.method == "POST" else None


def page_number(request: HttpRequest) -> int:
    """Which page of a list was asked for; the first, where the address says nothing sensible."""
    return min(number_of(request.GET.get("page", "")) or 1, LAST_PAGE)


def query_of(request: HttpRequest) -> str:
    """What was asked of a list, on whichever page of it."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def first_page(request: HttpRequest) -> HttpResponse:
    """Past the end of a list: on to its beginning."""
    query = query_of(request)
    return redirect(request.path + (f"?{query}" if query else ""))


def show_form(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *forms_shown: "forms.BaseForm | forms.BaseFormSet[Any]",
) -> HttpResponse:
    """The page with its form; 422 when something in it was refused."""
    refused = any(form.is_bound and not form.is_valid() for form in forms_shown)
    return render(request, template, context, status=422 if refused else 200)


def take(request: HttpRequest, form: OnceForm, make: Callable[[], str]) -> HttpResponse:
    """Make what the form asks for, once, and go where `make` says."""
    token = form.cleaned_data["form_token"]
    return redirect(take_once(owner_of(request), token, make, now=timezone.now()))


def changed(
    request: HttpRequest,
    form: VersionForm,
    row: Versioned,
    change: Callable[[], None],
    *,
    shown_at: str = "",
) -> bool:
    """Whether `change` went through; if the row had moved on, the form says so.

    How it stands now is `shown_at` that address, or else where the form was sent to.
    """
    try:
        change()
    except StaleError:
        version = type(row).objects.values_list("version", flat=True).get(pk=row.pk)
        form.refuse_stale(version, shown_at or request.path)
        return False
    return True
