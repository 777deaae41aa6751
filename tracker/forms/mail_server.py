"""Where mail leaves, as its owner types it."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from tracker.forms.once import VersionForm
from tracker.models import MailServerSettings, Security

KEPT = ("host", "port", "security", "user", "sender")
# smtplib takes no others, neither to log in nor in an address.
PLAIN_LETTERS = RegexValidator(
    r"\A[\x00-\x7f]*\Z",
    "Only the letters from a to z, digits and plain signs work here, no letter such as ü or é.",
)


class MailServerForm(VersionForm):
    host = forms.CharField(label="Server", max_length=253, help_text="Such as smtp.example.com.")
    port = forms.IntegerField(
        label="Port",
        initial=587,
        min_value=1,
        max_value=65535,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "A port is a number from 1 to 65535."
        ),
    )
    security = forms.ChoiceField(
        label="Security",
        choices=Security,
        initial=Security.STARTTLS,
        widget=forms.RadioSelect,
    )
    user = forms.CharField(
        label="User name",
        max_length=254,
        required=False,
        validators=[PLAIN_LETTERS],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        help_text="Often your whole address.",
    )
    password = forms.CharField(
        label="Password",
        max_length=256,
        strip=False,
        required=False,
        validators=[PLAIN_LETTERS],
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    sender = forms.EmailField(
        label="Mails come from",
        max_length=254,
        validators=[PLAIN_LETTERS],
        help_text="An address that this server may send for.",
    )

    def __init__(self, *args: Any, row: MailServerSettings | None, **kwargs: Any) -> None:
        initial = (
            {name: getattr(row, name) for name in (*KEPT, "version")} if row else {"version": 0}
        )
        super().__init__(*args, initial=initial, **kwargs)
        self.row = row
        if row and row.password:
            self.fields["password"].help_text = "Empty: it stays the one that is kept."

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("user") and not values.get("password") and "password" not in self.errors:
            values["password"] = self._kept_password()
        return values

    def _kept_password(self) -> str:
        """Only for whom it was typed: nobody has it sent to another server unseen."""
        kept = self.row.password if self.row else ""
        if kept and not {"host", "user"} & set(self.changed_data):
            return kept
        if kept:
            said = "Type the password again: it goes to another server, or is another's."
        elif self.row and self.row.signed_password:
            said = "Type the password again: the one that is kept cannot be read any more."
        else:
            said = "Which password goes with this user name?"
        self.add_error("password", said)
        return ""

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes, without the password."""
        return {name: self.cleaned_data[name] for name in KEPT}
