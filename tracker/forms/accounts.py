"""Logging in, and the first account."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from tracker.forms.base import CleanForm
from tracker.forms.times import ZoneField
from tracker.models import User
from tracker.throttle import is_throttled, may_ask_for_link, note_failure

ADDRESS = forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True})


class LoginForm(CleanForm, AuthenticationForm):
    """Says the same for an address that is not known and for a password that is wrong."""

    username = forms.EmailField(label="E-mail", max_length=254, widget=ADDRESS)
    error_messages = {
        "invalid_login": "This address and this password do not belong together.",
        "inactive": "This account is switched off.",
        "throttled": "Too many tries. Wait a quarter of an hour, then try again.",
    }

    def clean(self) -> dict[str, Any]:
        """Compare the password, unless it was guessed at too often."""
        who = self.data.get("username", ""), machine_of(self.request)
        if is_throttled(*who):
            raise ValidationError(self.error_messages["throttled"], code="throttled")
        try:
            return super().clean()
        except ValidationError:
            note_failure(*who)
            raise


class NewPasswordForm(CleanForm, SetPasswordForm):  # type: ignore[type-arg]  # no class takes one
    """A new password, typed twice."""

    new_password1 = forms.CharField(
        label="New password",
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 10 characters; several words are easy to keep in mind.",
    )
    new_password2 = forms.CharField(
        label="The new password again",
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    error_messages = {"password_mismatch": "These two are not the same: type the new one again."}


class ChangePasswordForm(NewPasswordForm, PasswordChangeForm):
    """With the one that it replaces, which is as slow to guess as at the log-in."""

    old_password = forms.CharField(
        label="Current password",
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = NewPasswordForm.error_messages | {
        "password_incorrect": "This is not your current password.",
        "throttled": LoginForm.error_messages["throttled"],
    }
    field_order = ["old_password", "new_password1", "new_password2"]

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = self.user.email, machine_of(request)

    def clean_old_password(self) -> str:
        if is_throttled(*self.who):
            raise ValidationError(self.error_messages["throttled"], code="throttled")
        try:
            return super().clean_old_password()
        except ValidationError:
            note_failure(*self.who)
            raise


class ForgottenForm(CleanForm):
    """Whose password is forgotten; says the same whether there is such an account or not."""

    email = forms.EmailField(
        label="E-mail", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.machine = machine_of(request)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        email = values.get("email")
        if email and not may_ask_for_link(email, self.machine):
            raise ValidationError(LoginForm.error_messages["throttled"], code="throttled")
        return values


class AccountForm(CleanForm):
    name = forms.CharField(
        label="Your name",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name", "autofocus": True}),
        help_text="It stands under the letters that you write.",
    )
    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="You log in with it, and reminders go there.",
    )
    password = forms.CharField(
        label="Password",
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 10 characters; several words are easy to keep in mind.",
    )
    time_zone = ZoneField(
        label="Your time zone", initial="UTC", help_text="Your days begin and end in it."
    )

    def clean(self) -> dict[str, Any]:
        """Check the password last, for it may not resemble the name or the address."""
        data = self.cleaned_data
        if password := data.get("password"):
            user = User(name=data.get("name", ""), email=data.get("email", ""))
            try:
                validate_password(password, user)
            except ValidationError as error:
                self.add_error("password", error)
        return data


def machine_of(request: HttpRequest | None) -> str:
    """Whose tries are counted."""
    # Not from X-Forwarded-For: whoever guesses would write another one each time.
    return str(request.META["REMOTE_ADDR"]) if request else ""
