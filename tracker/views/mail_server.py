"""The mail server: set, tried, forgotten."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tracker.forms.mail_server import MailServerForm
from tracker.forms.once import VersionForm
from tracker.models import MailServerSettings
from tracker.queries.mail_line import line_of, may_set_line
from tracker.reminders.trying import try_line
from tracker.services.errors import StaleError
from tracker.services.mail_server import forget_mail_server, set_mail_server
from tracker.views.access import owner_of
from tracker.views.answers import sent, show_form


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def mail_server(request: HttpRequest) -> HttpResponse:
    if not may_set_line(owner_of(request)):
        return _not_here(request)
    row = MailServerSettings.objects.first()
    form = MailServerForm(sent(request), row=row)
    if form.is_valid() and _opens(form) and _set(request, form):
        said = "The mail server is set, and it answers. Send yourself a test mail to see it arrive."
        messages.success(request, said)
        return redirect("settings")
    return show_form(request, "settings/mail.html", {"form": form, "row": row}, form)


def _opens(form: MailServerForm) -> bool:
    line = line_of(MailServerSettings(**form.values), form.cleaned_data["password"])
    obstacle = try_line(line)
    if obstacle:
        form.add_error(*obstacle)
    return obstacle is None


def _set(request: HttpRequest, form: MailServerForm) -> bool:
    values, now = form.cleaned_data, timezone.now()
    password, version = values["password"], values["version"]
    try:
        set_mail_server(
            owner_of(request), values=form.values, password=password, version=version, now=now
        )
    except StaleError:
        row = MailServerSettings.objects.first()
        form.refuse_stale(row.version if row else 0, reverse("mail-server"))
        return False
    return True


@require_POST
def mail_server_forget(request: HttpRequest) -> HttpResponse:
    if not may_set_line(owner_of(request)):
        return _not_here(request)
    row = MailServerSettings.objects.first()
    if row is None:
        messages.info(request, "Nothing was changed: no mail server was set here.")
    elif _forget(request, row):
        said = "The server and its password are forgotten. Reminders stay in the outbox."
        messages.success(request, said)
    else:
        said = "Nothing was changed: the server was set anew after you had opened that page."
        messages.info(request, said)
    return redirect("settings")


def _forget(request: HttpRequest, row: MailServerSettings) -> bool:
    form = VersionForm(request.POST)
    try:
        if form.is_valid():
            forget_mail_server(row, version=form.cleaned_data["version"])
    except StaleError:
        return False
    return form.is_valid()


def _not_here(request: HttpRequest) -> HttpResponse:
    said = "the mail server is set by EMAIL_URL, or by whoever set Heardback up."
    messages.info(request, f"Nothing was changed: {said}")
    return redirect("settings")
