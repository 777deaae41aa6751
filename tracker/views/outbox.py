"""The outbox: what was mailed, what became of it, and sending it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Delivery
from tracker.queries.outbox import mail_page, outbox_rows
from tracker.services.deliveries import RESENDABLE, resend
from tracker.views.access import owner_of


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "outbox/list.html",
        {"rows": outbox_rows(owner_of(request), now=timezone.now())},
    )


@require_safe
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    mail = _own_delivery(request, pk)
    context = {
        "mail": mail_page(mail, now=timezone.now()),
        "can_be_resent": mail.state in RESENDABLE,
    }
    return render(request, "outbox/detail.html", context)


@require_POST
def delivery_resend(request: HttpRequest, pk: int) -> HttpResponse:
    mail = _own_delivery(request, pk)
    if resend(mail, by=owner_of(request), now=timezone.now()):
        messages.success(request, "It goes out again within a minute, if what it says still holds.")
    else:
        messages.info(request, "There is nothing to send again: it is on its way or has left.")
    return redirect("delivery", pk)


def _own_delivery(request: HttpRequest, pk: int) -> Delivery:
    return get_object_or_404(owner_of(request).deliveries.select_related("owner"), pk=pk)
