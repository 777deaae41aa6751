"""`python -m tests.browser.furnish EMAIL`: give somebody a row of each kind, and print its addresses.

And pages that no address leads to here. A process of its own, for a test that drives a browser
cannot reach the instance's database.
"""

import json
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from tracker.models import User

WORDS = "Northwind Donaudampfschifffahrtsgesellschaftskapitänsmütze"


def main(email: str) -> None:
    django.setup()
    # They need the tables' classes, and those need what has just been set up.
    from django.utils import timezone

    from tests.views.pages import ADDRESSES, address, one_of_everything
    from tracker.models import User

    owner, now = User.objects.get(email=email), timezone.now()
    yesterday = (now - timedelta(days=1)).date()  # a debrief has a page once its interview is over
    rows = one_of_everything(owner, now, WORDS, met=yesterday)
    owner.works.filter(pk=rows["work"]).update(failed="It stopped at Northwind.")  # and it stays so
    addresses = {name: address(name, rows) for name in ADDRESSES}
    shown = {"addresses": addresses | of_the_example(owner, now), "made": made_for(owner)}
    sys.stdout.write(json.dumps(shown))


def of_the_example(owner: "User", now: datetime) -> dict[str, str]:
    """Pages of the example that show more than a single row can."""
    from django.urls import reverse

    from tracker.queries.letter_desk import desk_of

    planned = owner.follow_ups.filter(status="open", application__is_sample=True)
    desks = {row: desk_of(row, now) for row in planned.order_by("pk")}
    letter = next(row for row, desk in desks.items() if desk and not desk.script)
    call = next(row for row, desk in desks.items() if desk and desk.script)
    met = owner.interviews.filter(application__is_sample=True).order_by("starts_at")[0]
    return {
        "letter-call": reverse("letter-call", args=[call.pk]),
        "example-letter": reverse("follow-up", args=[letter.pk]),
        "example-call": reverse("follow-up", args=[call.pk]),
        "example-application": reverse("application", args=[call.application_id]),
        "example-interview": reverse("interview", args=[met.pk]),
    }


def made_for(owner: "User") -> dict[str, str]:
    """Pages by name that stand only where something is broken, or set up in another way."""
    from django.contrib.auth.forms import SetPasswordForm
    from django.template.loader import render_to_string

    from tracker.forms.mail_server import MailServerForm
    from tracker.models import MailServerSettings

    server = MailServerSettings(host="smtp.example.com", user=WORDS)
    sent = {"typed": [WORDS], "address": "/", "outage": WORDS}
    contexts: dict[str, dict[str, Any]] = {
        **dict.fromkeys(("403", "403_csrf", "405", "409", "413", "500", "503"), sent),
        "accounts/logged_out": sent,
        "accounts/new_password": {"form": SetPasswordForm(owner), "validlink": True},
        "settings/mail": {"user": owner, "form": MailServerForm(row=server), "row": server},
        "styleguide": {"user": owner},
    }
    return {name: render_to_string(f"{name}.html", each) for name, each in contexts.items()}


if __name__ == "__main__":
    main(sys.argv[1])
