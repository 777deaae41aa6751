"""Offers: logged, decided, and what an accepted one means for the rest of the search."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tracker.forms.offers import DecideForm, NewOfferForm, OfferForm, RestForm
from tracker.models import Application, Offer
from tracker.planning.facts import OfferStatus
from tracker.queries.rest import live_beside, rest_of_search
from tracker.services.offers import (
    change_offer,
    decide_offer,
    delete_offer,
    log_offer,
    reopen_offer,
    withdraw_applications,
)
from tracker.views.access import own_application, own_offer
from tracker.views.answers import changed, sent, show_form, take
from tracker.views.deleted import delete_with_undo
from tracker.views.moved import undo_of_moves

SAID = {
    OfferStatus.ACCEPTED: "The offer is accepted.",
    OfferStatus.DECLINED: "The offer is declined. If they do not know it yet, a short note closes it well.",
    OfferStatus.LAPSED: "The offer is put down as lapsed.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def offer_new(request: HttpRequest, pk: int) -> HttpResponse:
    application, now = own_application(request, pk), timezone.now()
    initial = {"received_on": timezone.localdate(now)}
    form = NewOfferForm(sent(request), initial=initial, now=now)
    if request.method == "POST" and form.is_valid():
        return take(request, form, lambda: _log(request, application, form))
    context = {"form": form, "application": application}
    return show_form(request, "offers/form.html", context, form)


def _log(request: HttpRequest, application: Application, form: NewOfferForm) -> str:
    now = timezone.now()
    row = log_offer(application, values=form.values_of(None), now=now)
    if form.status is not OfferStatus.OPEN:
        decide_offer(row, form.status, now=now)
    undo = reverse("offer-delete", args=[row.pk])
    messages.success(request, "The offer is logged; the plan follows from it.", extra_tags=undo)
    return reverse("application", args=[application.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def offer_change(request: HttpRequest, pk: int) -> HttpResponse:
    row, now = own_offer(request, pk), timezone.now()
    received_on = timezone.localdate(row.received_at)
    initial = {name: getattr(row, name) for name in ("answer_by", "amount", "version")}
    initial |= {"received_on": received_on}
    initial |= {"decided_on": row.decided_at and timezone.localdate(row.decided_at)}
    is_decided = row.status != OfferStatus.OPEN
    form = OfferForm(sent(request), initial=initial, now=now, is_decided=is_decided)
    if request.method == "POST" and form.is_valid():
        values, version = form.values_of(row), form.cleaned_data["version"]

        def change() -> None:
            change_offer(row, values=values, version=version, now=now)

        if changed(request, form, row, change):
            messages.success(request, "Saved; what hangs on it has moved along.")
            return redirect("application", row.application_id)
    context = {"form": form, "row": row, "application": row.application}
    return show_form(request, "offers/form.html", context, form)


@require_POST
def offer_decide(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = own_offer(request, pk), DecideForm(request.POST)
    status = OfferStatus(form.cleaned_data["status"]) if form.is_valid() else None
    if status is None or not decide_offer(row, status, now=timezone.now()):
        messages.info(request, "Nothing was changed: this had been decided in the meantime.")
        return redirect("application", row.application_id)
    messages.success(request, SAID[status], extra_tags=reverse("offer-reopen", args=[pk]))
    if status is OfferStatus.ACCEPTED and live_beside(row).exists():
        return redirect("offer-rest", pk)
    return redirect("application", row.application_id)


@require_POST
def offer_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_offer(request, pk)
    if reopen_offer(row, now=timezone.now()):
        messages.success(request, "The offer is open again.")
    else:
        messages.info(request, "Nothing was changed: the offer is open already.")
    return redirect("application", row.application_id)


@require_POST
def offer_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_offer(request, pk)
    home = reverse("application", args=[row.application_id])
    said = "The offer is deleted; what it had withdrawn is back."
    return delete_with_undo(request, row, delete_offer, said=said, home=home, then=home)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """What becomes of the rest of the search, now that this offer is accepted."""
    row = own_offer(request, pk)
    others = rest_of_search(row) if row.status == OfferStatus.ACCEPTED else ()
    form = RestForm(sent(request), known=[(each.pk, each.title) for each in others])
    if request.method == "POST" and form.is_valid():
        return _withdraw(request, row, form.cleaned_data["withdraw"])
    context = {"form": form, "offer": row, "rows": form.beside(others)}
    return show_form(request, "offers/rest.html", context, form)


def _withdraw(request: HttpRequest, row: Offer, chosen: list[int]) -> HttpResponse:
    applications = list(live_beside(row).filter(pk__in=chosen).order_by("pk"))
    moves = withdraw_applications(applications, now=timezone.now())
    said = "One application is" if len(moves) == 1 else f"{len(moves)} applications are"
    undo = undo_of_moves(request, moves)
    messages.success(request, f"{said} withdrawn.", extra_tags=undo)
    return redirect("application-list")
