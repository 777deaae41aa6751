"""What django-q calls. No logic here: the rows say what is to be done, and twice does no harm."""

import time
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.contrib.sessions.models import Session
from django.utils import timezone
from django_q.models import Failure

from tracker.models import Beat, InvitationDraft, Submission, Work
from tracker.reminders.password import send_password_link
from tracker.reminders.sweep import BUDGET
from tracker.reminders.sweep import sweep as sweep_reminders
from tracker.services import work
from tracker.services.deleted import KEPT_FOR as DELETED_FOR
from tracker.services.documents import forget_deleted
from tracker.services.events import prune_events
from tracker.services.invitations import DRAFTS_ARE_KEPT
from tracker.services.reminders import wake
from tracker.services.zones import follow_changed_zones
from tracker.supervisor import lifeline

__all__ = [
    "carry_on",
    "follow_zones",
    "heartbeat",
    "prune",
    "send_password_link",
    "sweep",
    "wake",
]

KEPT_FOR = timedelta(days=30)


def sweep() -> None:
    # A worker that sweeps is alive: when sweeps take every worker, the heartbeat need not queue.
    heartbeat()
    work.resume(now=timezone.now())
    sweep_reminders()


def carry_on(pk: int) -> None:
    """Go on with long work for as long as a task may last; what is left then is queued again."""
    ends = time.monotonic() + BUDGET

    def may_go_on() -> bool:
        return not lifeline.released() and time.monotonic() < ends

    if work.run(pk, clock=timezone.now, may_go_on=may_go_on) and not lifeline.released():
        work.queue(pk)


def heartbeat() -> None:
    """That a schedule fired and a worker took it, wherever: the row for `/healthz` and the pages.

    What a machine's supervisor looks at is the pulse of its own cluster: see tracker/broker.py.
    """
    Beat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})


def follow_zones() -> None:
    """Read the rules of all zones afresh: they may have been updated since this process began."""
    ZoneInfo.clear_cache()
    follow_changed_zones(now=timezone.now())


def prune() -> None:
    """Forget what nobody asks for any more."""
    now = timezone.now()
    Beat.objects.filter(at__lt=now - KEPT_FOR).delete()
    forget_deleted(now - DELETED_FOR)
    InvitationDraft.objects.filter(made_at__lt=now - DRAFTS_ARE_KEPT).delete()
    Submission.objects.filter(at__lt=now - KEPT_FOR).delete()
    Work.objects.filter(finished_at__lt=now - KEPT_FOR).delete()
    Failure.objects.filter(stopped__lt=now - KEPT_FOR).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    prune_events(now=now)
