"""What django-q calls. No logic here: the rows say what is to be done, and twice does no harm."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_q.models import Failure

from tracker.models import Beat, Submission
from tracker.reminders.sweep import sweep as sweep_reminders
from tracker.services.reminders import wake

__all__ = ["heartbeat", "prune", "sweep", "wake"]

KEPT_FOR = timedelta(days=30)


def sweep() -> None:
    # A worker that sweeps is alive: when sweeps take every worker, the heartbeat need not queue.
    heartbeat()
    sweep_reminders()


def heartbeat() -> None:
    """The worker's sign of life: a file for the supervisor, a row for `/healthz` and the pages."""
    (settings.DATA_DIR / "heartbeat").touch()
    Beat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})


def prune() -> None:
    """Forget what nobody asks for any more."""
    now = timezone.now()
    Beat.objects.filter(at__lt=now - KEPT_FOR).delete()
    Submission.objects.filter(at__lt=now - KEPT_FOR).delete()
    Failure.objects.filter(stopped__lt=now - KEPT_FOR).delete()
    Session.objects.filter(expire_date__lt=now).delete()
