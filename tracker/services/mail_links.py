"""What a link in a mail does: the one thing that it names, once, to what it was written about."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from tracker.mail_links import Act, ActionLink
from tracker.models import Application, FollowUp
from tracker.services.debriefs import Said
from tracker.services.follow_ups import complete, skip, snooze
from tracker.services.messages import log_message


@transaction.atomic
def follow_link(link: ActionLink, *, now: datetime) -> bool:
    """Do what `link` says (not for an answer of theirs, which has to be told first).

    False when the follow-up has changed since the link was written, and be it by this very link.
    A snooze to a moment that has passed is not done either.
    """
    row = _as_it_was(link)
    if row is None:
        return False
    match link.act, link.until:
        case Act.DONE, _:
            return complete(row, now=now)
        case Act.SKIP, _:
            return skip(row, now=now)
        case Act.SNOOZE, datetime() as until if until > now:
            return snooze(row, until=until, now=now)
    return False


@transaction.atomic
def log_answer(
    link: ActionLink, *, values: Mapping[str, Any], said: Said | None, now: datetime
) -> bool:
    """Log a message of theirs (`values`, by its fields) in answer to the follow-up of `link`.

    False when the follow-up has changed since the link was written: nothing is logged then.
    """
    row = _as_it_was(link)
    if row is None:
        return False
    log_message(row.application, values=values, said=said, now=now)
    # Most follow-ups are withdrawn by that; the link is used up also where this one goes on.
    unchanged = FollowUp.objects.filter(pk=row.pk, version=link.version)
    unchanged.update(version=F("version") + 1, changed_at=now)
    return True


def _as_it_was(link: ActionLink) -> FollowUp | None:
    """The follow-up, if it is as it was when the link was written; nobody changes it meanwhile."""
    rows = FollowUp.objects.filter(uid=link.follow_up)
    found = rows.values_list("application_id", flat=True).first()
    if found is None:
        return None
    application = Application.objects.locked(found)
    row = rows.open().filter(version=link.version).select_related("contact", "request").first()
    if row is not None:
        row.application = application
    return row
