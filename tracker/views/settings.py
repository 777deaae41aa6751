"""Settings: who one is, how one's days run, and how mail leaves."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tracker.forms.preferences import PreferencesForm
from tracker.models import DeliveryState, User
from tracker.services.deliveries import send_test_mail
from tracker.services.errors import AddressTakenError
from tracker.services.preferences import change_preferences
from tracker.views.access import owner_of
from tracker.views.answers import changed, show_form


@require_http_methods(["GET", "HEAD", "POST"])
def settings_form(request: HttpRequest) -> HttpResponse:
    owner = owner_of(request)
    is_sent = request.method == "POST"
    form = PreferencesForm(request.POST) if is_sent else PreferencesForm.of(owner)
    if form.is_valid() and _saved(form, owner):
        messages.success(request, "Your settings are saved.")
        return redirect("settings")
    context = {
        "form": form,
        "mail_server": f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
        "mail_is_sent": settings.MAIL_IS_SENT,
        "sender": settings.DEFAULT_FROM_EMAIL,
    }
    return show_form(request, "settings/form.html", context, form)


@require_POST
def settings_test_mail(request: HttpRequest) -> HttpResponse:
    delivery = send_test_mail(owner_of(request), now=timezone.now())
    say = messages.success if delivery.state == DeliveryState.SENT else messages.error
    said = f" The server said: {delivery.answer}" if delivery.answer else ""
    say(request, f"Test mail to {delivery.recipient}: {delivery.get_state_display()}.{said}")
    return redirect("settings")


def _saved(form: PreferencesForm, owner: User) -> bool:
    """Whether the change went through; if not, the form says why."""
    change = partial(change_preferences, owner, **form.cleaned_data, now=timezone.now())
    try:
        return changed(form, owner.preferences, change)
    except AddressTakenError:
        form.add_error("email", "Another account uses this address.")
        return False
