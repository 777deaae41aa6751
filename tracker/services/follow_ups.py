"""What the user decides about a follow-up.

Each is one conditional change: a second click, or a click on a page that has grown old, changes
nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from tracker.models import DECIDED, Application, FollowUp, FollowUpStatus, InformationRequest, User
from tracker.planning.facts import Stage
from tracker.planning.rules import RULE_BY_KIND
from tracker.planning.verdict import ENDS_A_WAIT
from tracker.services.applications import change_stage
from tracker.services.replan import replan_locked, replan_others
from tracker.services.stages import take_back_stage
from tracker.services.versions import outdate_debrief


@transaction.atomic
def complete(follow_up: FollowUp, *, now: datetime) -> bool:
    """Mark it done; whether it was open.

    What that makes true is written too: information that was asked for is delivered, a promise
    was given for the day on which it can be kept, and whoever moves on puts it down as no reply.
    """
    if follow_up.kind == "send-information" and follow_up.request is not None:
        return _deliver(follow_up, follow_up.request, now)
    if not _decide(follow_up, FollowUpStatus.DONE, now):
        return False
    if follow_up.kind == "promise-information":
        _promise(follow_up, kept=True, now=now)
    if follow_up.kind in ENDS_A_WAIT:
        change_stage(follow_up.application, Stage.NO_REPLY, now=now)
    return True


@transaction.atomic
def skip(follow_up: FollowUp, *, now: datetime) -> bool:
    """Leave it out; whether it was open. What follows from it goes on as if it had been sent."""
    return _decide(follow_up, FollowUpStatus.SKIPPED, now)


def skip_all(follow_ups: Iterable[FollowUp], *, now: datetime) -> int:
    """Leave out each of them, in a transaction of its own; how many were open."""
    return sum(skip(each, now=now) for each in follow_ups)


def reopen_skipped(owner: User, *, skipped_at: datetime, now: datetime) -> int:
    """Undo of `skip_all`: open again what was left out at that moment; how many there were."""
    rows = owner.follow_ups.filter(status=FollowUpStatus.SKIPPED, decided_at=skipped_at)
    rows = rows.select_related("application", "request").order_by("pk")
    return sum(reopen(each, now=now) for each in rows)


@transaction.atomic
def snooze(follow_up: FollowUp, *, until: datetime, now: datetime) -> bool:
    """Put it off; whether it was open. It is mentioned again at `until` and not before."""
    was_open = Q(status=FollowUpStatus.OPEN)
    if not _write(follow_up, {"snoozed_until": until}, now, only=was_open):
        return False
    follow_up.refresh_from_db()
    return True


@transaction.atomic
def reopen(follow_up: FollowUp, *, now: datetime) -> bool:
    """Undo a decision or a snooze; whether there was one."""
    if follow_up.request is not None and _take_back(follow_up, now):
        return True
    was_done = FollowUp.objects.filter(pk=follow_up.pk, status=FollowUpStatus.DONE).exists()
    undecided = {"status": FollowUpStatus.OPEN, "decided_at": None}
    decided = Q(status__in=DECIDED, settled_by_fact=False)
    put_off = Q(status=FollowUpStatus.OPEN, snoozed_until__isnull=False)
    if not (
        _write(follow_up, undecided, now, only=decided)
        or _write(follow_up, {"snoozed_until": None}, now, only=put_off)
    ):
        return False
    if was_done and follow_up.kind == "promise-information":
        _promise(follow_up, kept=False, now=now)
    if was_done and follow_up.kind in ENDS_A_WAIT:
        because = "you would rather wait on"
        take_back_stage(follow_up.application, None, Stage.NO_REPLY, because=because, now=now)
    follow_up.refresh_from_db()
    return True


def _promise(follow_up: FollowUp, *, kept: bool, now: datetime) -> None:
    """They were told the day on which it can be sent; or they were not, after all."""
    follow_up.refresh_from_db()  # what was asked for may have been changed meanwhile
    if follow_up.request is None:
        return
    day = follow_up.request.can_send_on if kept else None
    rows = InformationRequest.objects.filter(pk=follow_up.request.pk)
    rows.update(promised_for=day, version=F("version") + 1)
    outdate_debrief(follow_up.request)
    _plan_on(follow_up, "they were told the day" if kept else "they were not told the day", now)
    follow_up.refresh_from_db()


def _deliver(follow_up: FollowUp, request: InformationRequest, now: datetime) -> bool:
    application = _lock(follow_up)
    undelivered = InformationRequest.objects.filter(
        delivered_at=None, follow_ups__in=FollowUp.objects.open().filter(pk=follow_up.pk)
    )
    if not undelivered.update(delivered_at=max(now, request.asked_at), version=F("version") + 1):
        return False
    outdate_debrief(request)
    _plan_on(follow_up, "what they asked for was sent", now, application)
    follow_up.refresh_from_db()
    return True


def _take_back(follow_up: FollowUp, now: datetime) -> bool:
    """What was marked as sent was not; whether it was so marked."""
    application, request = _lock(follow_up), follow_up.request
    delivered = InformationRequest.objects.filter(
        delivered_at__isnull=False,
        follow_ups__in=FollowUp.objects.filter(pk=follow_up.pk, settled_by_fact=True),
    )
    if not delivered.update(delivered_at=None, version=F("version") + 1):
        return False
    if request:
        outdate_debrief(request)
    _plan_on(follow_up, "they still wait for what they asked for", now, application)
    follow_up.refresh_from_db()
    return True


def _decide(follow_up: FollowUp, status: FollowUpStatus, now: datetime) -> bool:
    values = {"status": status, "decided_at": now, "settled_by_fact": False}
    if not _write(follow_up, values, now, only=Q(status=FollowUpStatus.OPEN)):
        return False
    for name, value in values.items():  # not read again: no plan changes what was decided
        setattr(follow_up, name, value)
    return True


def _write(follow_up: FollowUp, values: Mapping[str, object], now: datetime, *, only: Q) -> bool:
    application = _lock(follow_up)
    rows = FollowUp.objects.filter(only, pk=follow_up.pk)
    if not rows.update(**values, changed_at=now, version=F("version") + 1):
        return False
    _plan_on(follow_up, "its reason is gone", now, application)
    return True


def _plan_on(
    follow_up: FollowUp, because: str, now: datetime, locked: Application | None = None
) -> None:
    application = locked or _lock(follow_up)
    replan_locked(application, because=because, now=now)
    rule = RULE_BY_KIND.get(follow_up.kind)
    if rule and rule.unasked:
        replan_others(application, follow_up.contact_id, now=now)


def _lock(follow_up: FollowUp) -> Application:
    """As planning does, and before anything is written: else the two could wait for each other."""
    return Application.objects.locked(follow_up.application_id)
