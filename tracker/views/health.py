"""Whether all is well, for a monitor: read by machines, without a log-in."""

import time
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import Beat
from tracker.queries.health import SILENT_AFTER

LIMIT = SILENT_AFTER.total_seconds()
STARTED = time.monotonic()


@login_not_required
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """503 when the database fails, or when the worker has been silent for too long.

    Where several machines have workers, one that works is enough: it does the work of all. Silence
    before this process started is no news, since the whole service may have been switched off; until
    the first sign of life, or until it is overdue, the worker is "starting".
    """
    try:
        age = _age_of_last_beat()
    except Error:
        return _answer("failing", "unknown")
    if age is not None and age <= LIMIT:
        return _answer("ok", "ok", age)
    is_new = up_for().total_seconds() <= LIMIT
    return _answer("ok", "starting" if is_new else "silent", age)


def up_for() -> timedelta:
    """How long this process has run."""
    return timedelta(seconds=time.monotonic() - STARTED)


def _age_of_last_beat() -> float | None:
    beat = Beat.objects.filter(name="worker").first()
    # A beat of the future is no better than an old one: the clock has been put back since.
    return abs((timezone.now() - beat.at).total_seconds()) if beat else None


def _answer(database: str, worker: str, age: float | None = None) -> JsonResponse:
    body = {
        "web": "ok",
        "database": database,
        "worker": worker,
        "seconds_since_beat": None if age is None else round(age),
    }
    is_well = database == "ok" and worker in ("ok", "starting")
    return JsonResponse(body, status=200 if is_well else 503)
