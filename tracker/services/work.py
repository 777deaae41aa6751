"""Planning everything again, in small transactions that count themselves.

Any number may work on the same row at once, and each may die at any time: what is counted is
planned, and whoever takes it up again goes on behind the last one.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import OperationalError, transaction
from django_q.tasks import async_task

from tracker.models import Application, User, Work
from tracker.models.applications import ApplicationQuerySet
from tracker.services.replan import replan

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

AT_ONCE = 20  # so many are planned while one waits for the page
SILENT_FOR = timedelta(seconds=60)  # after this nobody is at work on it any more


def planned_applications(owner: User | int) -> ApplicationQuerySet:
    """The owner's applications, always in the same order; what they ask for after an end is planned."""
    return Application.objects.filter(owner=owner).order_by("pk")


def start_work(owner: User, *, name: str, because: str, back: str, now: datetime) -> Work | None:
    """Write down that everything is to be planned again, beside the change that asks for it.

    None where there is nothing to plan.
    """
    total = planned_applications(owner).count()
    if not total:
        return None
    return Work.objects.create(
        owner=owner,
        name=name,
        because=because,
        back=back,
        total=total,
        started_at=now,
        moved_at=now,
    )


def take_up(work: Work, *, now: datetime) -> None:
    """Go on with it: at once where little is left, else in the background."""
    Work.objects.filter(pk=work.pk).update(failed="", moved_at=now)
    if work.left <= AT_ONCE:
        run(work.pk, clock=lambda: now)
    else:
        transaction.on_commit(partial(queue, work.pk), robust=True)
    work.refresh_from_db()


def run(pk: int, *, clock: Clock, may_go_on: Callable[[], bool] = lambda: True) -> bool:
    """Go on until it is finished, or it fails, or `may_go_on` says no; whether any is left.

    A database that is busy is no failure: it is taken up again.
    """
    while may_go_on():
        try:
            if not _step(pk, clock()):
                return False
        except OperationalError:
            raise
        except Exception:
            log.exception("Work %s stopped.", pk)
            _stop(pk)
            return False
    return True


def resume(*, now: datetime) -> None:
    """Queue again what nobody is at work on: its worker died, or the call for it was lost."""
    left = Work.objects.filter(finished_at=None, failed="", moved_at__lt=now - SILENT_FOR)
    for pk in left.values_list("pk", flat=True):
        if left.filter(pk=pk).update(moved_at=now):
            queue(pk)


def queue(pk: int) -> None:
    """Have a worker go on with it. Losing this call costs a minute: see `resume`."""
    async_task("tracker.reminders.tasks.carry_on", pk)


@transaction.atomic
def _step(pk: int, now: datetime) -> bool:
    """Plan the next application and count it; whether there was one. Locks the work's own row."""
    work = Work.objects.select_for_update().filter(pk=pk, finished_at=None, failed="").first()
    if work is None:
        return False
    application = planned_applications(work.owner_id).filter(pk__gt=work.reached).first()
    if application is None:
        work.total, work.finished_at = work.done, now
    else:
        replan(application, because=work.because, now=now)
        work.reached, work.done = application.pk, work.done + 1
        work.total = max(work.total, work.done)
    work.moved_at = now
    work.save()
    return application is not None


def _stop(pk: int) -> None:
    work = Work.objects.get(pk=pk)
    stopped_at = planned_applications(work.owner_id).filter(pk__gt=work.reached).first()
    # The rest of what went wrong is in the log, for whoever runs Heardback.
    work.failed = f"It stopped at {stopped_at}." if stopped_at else "It stopped."
    work.save(update_fields=["failed"])
