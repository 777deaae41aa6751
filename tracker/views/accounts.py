"""Coming in: the first account, logging in."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tracker.forms.accounts import AccountForm, LoginForm
from tracker.models import User
from tracker.queries.accounts import account_exists
from tracker.services.accounts import create_account
from tracker.services.errors import AddressTakenError, SignupClosedError
from tracker.site import is_loopback
from tracker.views.answers import show_form


class Login(LoginView):
    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

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
