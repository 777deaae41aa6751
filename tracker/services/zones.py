"""Time zones change by law, at short notice: what was agreed is a wall time, so its moment moves."""

import logging
from datetime import datetime
from zoneinfo import ZoneInfoNotFoundError

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from tracker.models import Application, Interview
from tracker.services.interviews import set_moments
from tracker.services.replan import replan

log = logging.getLogger(__name__)


def follow_changed_zones(*, now: datetime) -> int:
    """Move every interview that is still to come to where its wall time is by the rules of today.

    Returns how many moved; each is planned again in a transaction of its own. A zone that has no
    rules any more is logged, and its interviews stay where they are.
    """
    to_come = Interview.objects.filter(starts_at__gt=now).order_by("pk")
    return sum(_follow(interview, now) for interview in to_come if _is_elsewhere(interview))


def _is_elsewhere(interview: Interview) -> bool:
    try:
        return set_moments(interview)
    except ZoneInfoNotFoundError:
        log.warning(
            "interview %s stays: no rules for %s are known", interview.pk, interview.zone_name
        )
        return False


@transaction.atomic
def _follow(interview: Interview, now: datetime) -> bool:
    # Read again once it is ours: somebody may have moved it themselves meanwhile, or deleted it.
    try:
        Application.objects.hold(interview.application_id)
        interview.refresh_from_db()
    except ObjectDoesNotExist:
        return False
    if not _is_elsewhere(interview):
        return False
    interview.version += 1
    interview.changed_at = now
    interview.save(update_fields=["starts_at", "ends_at", "version", "changed_at"])
    because = f"the clocks of {interview.zone_name} follow new rules, which moved the interview"
    replan(interview.application, because=because, now=now)
    log.info("interview %s moved with the clocks of %s", interview.pk, interview.zone_name)
    return True
