"""The outbox: what was mailed, what became of it, and sending it again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Delivery, DeliveryKind, DeliveryState
from tracker.queries.outbox import PAGE, mail_page, next_reminders, outbox_rows
from tracker.services.deliveries import RESENDABLE, resend, settle_doubt
from tracker.views.access import owner_of
from tracker.views.answers import first_page, page_number

# A mail brings its style along; that is all it may do here.
MAIL_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """All mails, or those of one state or kind; before them what leaves next."""
    owner, now = owner_of(request), timezone.now()
    sought = {
        "state": _chosen(request, "state", DeliveryState.choices),
        "kind": _chosen(request, "kind", DeliveryKind.choices),
    }
    number = page_number(request)
    rows, more = outbox_rows(owner, now=now, first=(number - 1) * PAGE, **sought)
    if number > 1 and not rows:
        return first_page(request)
    context = {
        "rows": rows,
        "more": more,
        "number": number,
        "next": [] if number > 1 or any(sought.values()) else next_reminders(owner, now=now),
        "states": DeliveryState.choices,
        "kinds": DeliveryKind.choices,
    }
    return render(request, "outbox/list.html", context | sought)


def _chosen(request: HttpRequest, name: str, choices: list[tuple[str, str]]) -> str:
    value = request.GET.get(name, "")
    return value if value in dict(choices) else ""


@require_safe
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    mail = _own_delivery(request, pk)
    context = {
        "mail": mail_page(mail, now=timezone.now()),
        "can_be_resent": mail.state in RESENDABLE,
    }
    return render(request, "outbox/detail.html", context)


@require_safe
def delivery_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail as a mail program shows it: nothing in it runs, loads or sends anything."""
    mail = _own_delivery(request, pk)
    if not mail.html:
        raise Http404
    response = HttpResponse(mail.html)
    response["Content-Security-Policy"] = MAIL_POLICY
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
def delivery_arrived(request: HttpRequest, pk: int) -> HttpResponse:
    mail = _own_delivery(request, pk)
    if settle_doubt(mail, by=owner_of(request), now=timezone.now()):
        messages.success(request, "Noted: it reached you.")
    else:
        messages.info(request, "Nothing was changed: nobody is in doubt about it any more.")
    return redirect("delivery", pk)


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
