"""Whether mail leaves: nothing to say when all is well, else one line each that says what to do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

from django.conf import settings
from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Subquery
from django.urls import reverse

from tracker.models import Beat, Delivery, DeliveryState, MailServerSettings, User
from tracker.queries.when import when_clock

SILENT_AFTER = timedelta(minutes=3)  # the worker gives a sign of life each minute
RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Trouble:
    says: str
    href: str
    label: str  # of the link


class Health(NamedTuple):
    is_kept: bool  # no mail server is set, so mails stay in the outbox
    troubles: tuple[Trouble, ...]  # the worst first


def health_of_mail(user: User, now: datetime, *, up_for: timedelta) -> Health:
    """Whether the mail of `user` leaves, and what keeps it, in one query.

    `up_for` is how long this process has run: silence before that is no news, for the whole
    service may have been switched off.
    """
    seen = cast(dict[str, Any], User.objects.filter(pk=user.pk).values(**_looks(now)).get())
    troubles = tuple(
        line
        for line in (
            _worker(seen["beat"], now, up_for),
            _waiting(seen, now),
            _refused(seen["refused"] or 0),
            _uncertain(seen["uncertain"] or 0),
        )
        if line
    )
    return Health(not (settings.MAIL_IS_SENT or seen["has_server"]), troubles)


def _looks(now: datetime) -> dict[str, Any]:
    mails = Delivery.objects.filter(owner=OuterRef("pk"), entered_at__gt=now - RECENT).order_by()
    waiting = mails.filter(state=DeliveryState.WAITING, attempts__gt=0)
    return {
        "beat": Subquery(Beat.objects.filter(name="worker").values("at")[:1]),
        "has_server": Exists(MailServerSettings.objects.all()),
        "waiting": _total(waiting, Count("pk")),
        "try_at": _total(waiting, Min("try_at")),
        "answer": Subquery(waiting.order_by("-attempts", "pk").values("answer")[:1]),
        "refused": _total(mails.filter(state=DeliveryState.FAILED), Count("pk")),
        "uncertain": _total(mails.filter(state=DeliveryState.UNCERTAIN), Count("pk")),
    }


def _total(mails: "QuerySet[Delivery]", total: Any) -> Subquery:
    return Subquery(mails.values("owner").annotate(total=total).values("total"))


def _worker(beat: datetime | None, now: datetime, up_for: timedelta) -> Trouble | None:
    if min(now - beat, up_for) <= SILENT_AFTER if beat else up_for <= SILENT_AFTER:
        return None
    since = f" since {when_clock(beat, now).text}" if beat else ""
    return Trouble(
        f"The worker has given no sign of life{since}, so no mail leaves. Nothing is lost: start"
        " Heardback anew, and what was due is mailed.",
        reverse("outbox"),
        "See what is to leave next",
    )


def _waiting(seen: dict[str, Any], now: datetime) -> Trouble | None:
    number = seen["waiting"]
    if not number:
        return None
    have = "A mail has" if number == 1 else f"{number} mails have"
    reason = f" {seen['answer'].rstrip('.')}." if seen["answer"] else ""
    again = when_clock(seen["try_at"], now).text
    return Trouble(
        f"{have} not left yet.{reason} The next try is {again}; if it stays so, see whether"
        " the mail server is set right.",
        _outbox(DeliveryState.WAITING),
        "See which",
    )


def _refused(number: int) -> Trouble | None:
    if not number:
        return None
    were, them = ("A mail was", "it") if number == 1 else (f"{number} mails were", "them")
    return Trouble(
        f"{were} refused and will not be tried again. Read what the mail server said, and have"
        f" {them} sent again once that is mended.",
        _outbox(DeliveryState.FAILED),
        "See which",
    )


def _uncertain(number: int) -> Trouble | None:
    if not number:
        return None
    which, each = ("one of our mails", "it") if number == 1 else (f"{number} of our mails", "each")
    return Trouble(
        f"We are not sure that {which} reached you. Look into your mailbox, then say that {each}"
        " has come, or have it sent again.",
        _outbox(DeliveryState.UNCERTAIN),
        "See which",
    )


def _outbox(state: DeliveryState) -> str:
    return f"{reverse('outbox')}?state={state}"
