"""Every page that a person can reach."""

from typing import Any, NamedTuple

from tests.live.browsing import Browsing
from tests.views.pages import ADDRESSES

# What is pressed and not looked at, or read by programs.
NO_PAGES = {
    "document",
    "document-delete",
    "follow-ups-skip",
    "follow-ups-skip-undo",
    "calendar-event",
    "feed-restore",
    "applications-chosen",
    "moves-undo",
    "view-keep",
    "view-forget",
    "application-move",
    "old-applications-undo",
    "application-delete",
    "rejection-undo",
    "news-delete",
    "question-new",
    "debrief-take-back",
    "debrief-put-back",
    "attendance-delete",
    "estimate-delete",
    "stage-delete",
    "company-delete",
    "mail-server",  # EMAIL_URL sets it there
    "mail-server-forget",
    "interview-call-off",
    "interview-reinstate",
    "message-delete",
    "offer-decide",
    "offer-reopen",
    "offer-delete",
    "request-deliver",
    "request-undeliver",
    "request-delete",
    "question-tick",
    "question-untick",
    "question-delete",
    "company-merge",
    "contact-merge",
    "contact-delete",
    "interview-delete",
    "deleted-restore",
    "follow-up-done",
    "follow-up-skip",
    "follow-up-snooze",
    "follow-up-reopen",
    "letter-check",
    "letter-save",
    "letter-use",
    "letter-mend",
    "letter-sent",
    "letter-unsend",
    "letter-template-reset",
    "calendar-download",
    "feed-make",
    "feed-revoke",
    "calendar-feed",
    "delivery-arrived",
    "delivery-resend",
    "sample-make",
    "sample-remove",
    "manifest",
    "healthz",
    "settings-end-pause",
    "settings-test-mail",
    "logout",
}
# More of the same, for a row of each kind does not show them.
MORE = {
    "example-letter": "",
    "example-call": "",
    "example-application": "",
    "example-interview": "",
    "none-found": "/applications/?q=nobody+ever+wrote+that&stage=offer",
    "found": "/find/?q=n",
    "outbox-kept": "/outbox/?state=kept",
}
OF_STRANGERS = ["login", "account-create"]
PAGES = [name for name in ADDRESSES if name not in NO_PAGES | set(OF_STRANGERS)]
# What no address leads to here: something would have to be broken, or set up in another way.
MADE = [
    "403",
    "403_csrf",
    "405",
    "409",
    "413",
    "500",
    "503",
    "accounts/logged_out",
    "accounts/new_password",
    "settings/mail",
    "styleguide",
]
# A mail as it went out, in a sandbox in which no script runs, and so none that looks at it.
SEALED = ["delivery-html"]
WALKED = [name for name in [*PAGES, *MORE] if name not in SEALED]


class Home(NamedTuple):
    """Somebody's `addresses` by name, and the browser's `state` in which they are logged in.

    `made` are pages that no address leads to.
    """

    url: str
    addresses: dict[str, str]
    made: dict[str, str]
    state: Any

    def path(self, name: str) -> str:
        return MORE.get(name) or self.addresses[name]


def quiet(b: Browsing) -> None:
    """Until all that the page asked for has come."""
    b.page.wait_for_load_state("networkidle")
