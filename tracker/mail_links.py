"""Addresses in mails that work without a log-in: what they allow is written in them and signed.

Whoever holds one may do the one thing that it names. It is a MAC over what it says, for one purpose
and until its end; with another secret key all of them have ended. Nothing of them is stored.
"""

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from tracker.models import MailKind

WORKS_FOR = timedelta(days=30)
# Somebody may want to be rid of mails whose last one is old; it can do no more than that.
STOPS_FOR = timedelta(days=366)
MAC_BYTES = 16
# Moments are whole seconds since 1970, 0 for none.
ACTION = struct.Struct(">B16sIII")  # act, follow-up, its version, end, the moment to put it off to
STOP = struct.Struct(">BQI")  # kind of mail, user, end
KINDS = tuple(MailKind)


class Act(IntEnum):
    DONE = 1
    ANSWERED = 2
    SNOOZE = 3
    SKIP = 4


class ActionLink(NamedTuple):
    """One act upon a follow-up, as it was at `version`; `until` is where a snooze puts it."""

    act: Act
    follow_up: UUID
    version: int
    until: datetime | None = None


class StopLink(NamedTuple):
    """No more mails of one kind to one user."""

    kind: MailKind
    user: int


def action_address(link: ActionLink, now: datetime) -> str:
    """The address of a page that does it, for 30 days."""
    until = link.until or datetime.fromtimestamp(0, UTC)
    said = (link.act, link.follow_up.bytes, link.version, _end(now + WORKS_FOR), _end(until))
    path = reverse("mail-link", args=[_sign("action", ACTION.pack(*said))])
    return f"{settings.SITE_URL}{path}"


def stop_address(link: StopLink, now: datetime) -> str:
    """The address that stops these mails, for a year."""
    said = (KINDS.index(link.kind), link.user, _end(now + STOPS_FOR))
    path = reverse("mail-stop", args=[_sign("stop", STOP.pack(*said))])
    return f"{settings.SITE_URL}{path}"


def read_action(token: str, now: datetime) -> ActionLink | None:
    """What `token` allows; None for whatever it is that keeps it from working."""
    said = _read("action", token, ACTION)
    if said is None or _moment(said[3]) < now:
        return None
    act, follow_up, version, _, until = said
    return ActionLink(Act(act), UUID(bytes=follow_up), version, _moment(until) if until else None)


def read_stop(token: str, now: datetime) -> StopLink | None:
    """What `token` stops; None for whatever it is that keeps it from working."""
    said = _read("stop", token, STOP)
    if said is None or _moment(said[2]) < now:
        return None
    return StopLink(KINDS[said[0]], said[1])


def _sign(purpose: str, said: bytes) -> str:
    return urlsafe_b64encode(said + _mac(purpose, said)).rstrip(b"=").decode()


def _read(purpose: str, token: str, form: struct.Struct) -> tuple[Any, ...] | None:
    try:
        data = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    said, mac = data[:-MAC_BYTES], data[-MAC_BYTES:]
    if not constant_time_compare(mac, _mac(purpose, said)) or len(said) != form.size:
        return None
    # The last letter has room for more than the data: only one way to write it is ours.
    return form.unpack(said) if token == _sign(purpose, said) else None


def _mac(purpose: str, said: bytes) -> bytes:
    salt = f"tracker.mail_links.{purpose}"
    return salted_hmac(salt, said, algorithm="sha256").digest()[:MAC_BYTES]


def _end(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
