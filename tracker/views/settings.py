"""Settings: who one is, how one's days run, and how mail leaves."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tracker.forms.preferences import PreferencesForm
from tracker.models import DeliveryState, User
from tracker.queries.mail_line import mail_line, may_set_line
from tracker.queries.mail_preview import next_mails
from tracker.queries.preferences import pause_sentence
from tracker.services.deliveries import send_test_mail
from tracker.services.errors import AddressTakenError, StaleError
from tracker.services.preferences import change_preferences, end_pause
from tracker.views.access import owner_of
from tracker.views.answers import sent, show_form
from tracker.views.works import go_on


@require_http_methods(["GET", "HEAD", "POST"])
def settings_form(request: HttpRequest) -> HttpResponse:
    owner, typed = owner_of(request), sent(request)
    form = PreferencesForm.of(owner) if typed is None else PreferencesForm(typed)
    if form.is_valid():
        values, now = dict(form.cleaned_data), timezone.now()
        who = {field: values.pop(field) for field in ("name", "email", "version")}
        with _refused_in(form, owner):
            work = change_preferences(owner, **who, values=values, now=now)
            return go_on(request, work, "Your settings are saved.", "settings")
    context = {
        "form": form,
        "next_mails": next_mails(owner, timezone.now()),
        "pause": pause_sentence(owner.preferences),
        "mail_line": mail_line(),
        "email_url": settings.MAIL_IS_SENT,
        "may_set_line": may_set_line(owner),
    }
    return show_form(request, "settings/form.html", context, form)


@require_POST
def settings_end_pause(request: HttpRequest) -> HttpResponse:
    work = end_pause(owner_of(request), now=timezone.now())
    return go_on(request, work, "Your search goes on.", "settings")


@require_POST
def settings_test_mail(request: HttpRequest) -> HttpResponse:
    delivery = send_test_mail(owner_of(request), now=timezone.now())
    say = messages.success if delivery.state == DeliveryState.SENT else messages.error
    said = f" The server said: {delivery.answer}" if delivery.answer else ""
    say(request, f"Test mail to {delivery.recipient}: {delivery.get_state_display()}.{said}")
    return redirect("settings")


@contextmanager
def _refused_in(form: PreferencesForm, owner: User) -> Iterator[None]:
    """Where the change is refused, the form says why."""
    try:
        yield
    except StaleError:
        owner.preferences.refresh_from_db()
        form.refuse_stale(owner.preferences.version, reverse("settings"))
    except AddressTakenError:
        form.add_error("email", "Another account uses this address.")
