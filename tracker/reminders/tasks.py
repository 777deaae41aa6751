"""What django-q calls. No logic here: the rows say what is to be done, and twice does no harm."""

import time
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_q.models import Failure

from tracker.models import Beat, Submission, Work
from tracker.reminders.sweep import BUDGET
from tracker.reminders.sweep import sweep as sweep_reminders
from tracker.services import work
from tracker.services.reminders import wake
from tracker.supervisor import lifeline

__all__ = ["carry_on", "heartbeat", "prune", "sweep", "wake"]

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
    """The worker's sign of life: a file for the supervisor, a row for `/healthz` and the pages."""
    (settings.DATA_DIR / "heartbeat").touch()
    Beat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})


def prune() -> None:
    """Forget what nobody asks for any more."""
    now = timezone.now()
    Beat.objects.filter(at__lt=now - KEPT_FOR).delete()
    Submission.objects.filter(at__lt=now - KEPT_FOR).delete()
    Work.objects.filter(finished_at__lt=now - KEPT_FOR).delete()
    Failure.objects.filter(stopped__lt=now - KEPT_FOR).delete()
    Session.objects.filter(expire_date__lt=now).delete()
