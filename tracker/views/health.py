"""Whether all is well, for a monitor: read by machines, without a log-in."""

import time

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import Beat

LIMIT = 180  # seconds of silence after which the worker counts as gone
STARTED = time.monotonic()


@login_not_required
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """503 when the database fails, or when the worker has been silent for too long.

    Silence before this process started is no news: the whole service may have been switched off.
    """
    try:
        age = _age_of_last_beat()
    except DatabaseError:
        return _answer(database=False, worker=False, age=None)
    here = time.monotonic() - STARTED
    silent_for = here if age is None else min(age, here)
    return _answer(database=True, worker=silent_for <= LIMIT, age=age)


def _age_of_last_beat() -> float | None:
    beat = Beat.objects.filter(name="worker").first()
    return max(0.0, (timezone.now() - beat.at).total_seconds()) if beat else None


def _answer(*, database: bool, worker: bool, age: float | None) -> JsonResponse:
    body = {
        "web": "ok",
        "database": "ok" if database else "failing",
        "worker": "ok" if worker else "silent" if database else "unknown",
        "seconds_since_beat": None if age is None else round(age),
    }
    return JsonResponse(body, status=200 if database and worker else 503)
