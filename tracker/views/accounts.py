"""Coming in: the first account, logging in, and the password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, PasswordResetConfirmView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tracker.forms.accounts import (
    AccountForm,
    ChangePasswordForm,
    ForgottenForm,
    LoginForm,
    NewPasswordForm,
    machine_of,
)
from tracker.models import User
from tracker.queries.accounts import account_exists
from tracker.queries.mail_line import mail_line
from tracker.services.accounts import change_password, create_account, mail_password_link
from tracker.services.errors import AddressTakenError, SignupClosedError
from tracker.site import is_loopback
from tracker.throttle import forget_failures
from tracker.views.access import owner_of
from tracker.views.answers import sent, show_form


class Login(LoginView):
    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(mail_is_sent=mail_line() is not None, **kwargs)

    def get(self, request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if not account_exists():
            return redirect("account-create")
        return super().get(request, *args, **kwargs)


@login_not_required
@sensitive_post_parameters("password", "token")
@require_http_methods(["GET", "HEAD", "POST"])
def account_create(request: HttpRequest) -> HttpResponseBase:
    is_first = not account_exists()
    if not (is_first or settings.ALLOW_SIGNUP):
        return redirect("login")
    token = request.POST.get("token") or request.GET.get("token", "")
    if is_first and not _may_be_first(token):
        raise Http404
    form = AccountForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (user := _created(form)):
        login(request, user)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return show_form(request, "accounts/create.html", {"form": form, "token": token}, form)


def _may_be_first(token: str) -> bool:
    """Where others can reach us too, only whoever started Heardback knows the token."""
    if is_loopback(settings.HOST) or not settings.SETUP_TOKEN:
        return True
    return constant_time_compare(token, settings.SETUP_TOKEN)


def _created(form: AccountForm) -> User | None:
    """The new account; or none, and the form says why."""
    try:
        return create_account(**form.cleaned_data, now=timezone.now())
    except SignupClosedError:
        form.add_error(None, "Somebody else has just made the account. Log in with it.")
    except AddressTakenError:
        form.add_error("email", "There is an account with this address already.")
    return None


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: HttpRequest) -> HttpResponse:
    owner = owner_of(request)
    form = ChangePasswordForm(owner, sent(request), request=request)
    if form.is_valid():
        change_password(owner, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, owner)
        messages.success(request, "Your password is changed. Elsewhere you have to log in again.")
        return redirect("settings")
    return show_form(request, "accounts/password.html", {"form": form}, form)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def password_forgotten(request: HttpRequest) -> HttpResponse:
    """Mails a link; without a mail server there is only the command that the log-in page names."""
    if mail_line() is None:
        return redirect("login")
    form = ForgottenForm(sent(request), request=request)
    if form.is_valid():
        mail_password_link(form.cleaned_data["email"])
        said = "If an account has this address, a link is on its way there. It works for an hour."
        messages.success(request, said)
        return redirect("login")
    return show_form(request, "accounts/forgotten.html", {"form": form}, form)


class NewPassword(PasswordResetConfirmView):
    """Where that link leads."""

    template_name = "accounts/new_password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("login")

    def form_valid(self, form: Any) -> HttpResponse:
        forget_failures(form.user.email, machine_of(self.request))
        messages.success(self.request, "Your new password is set. Log in with it.")
        return super().form_valid(form)
