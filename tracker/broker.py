"""The queue's brokers, each with a pulse of its own cluster.

The schedules are shared by all machines: one cluster alone runs each of their tasks, so they cannot
tell a machine whether *its* cluster works. Therefore the cluster's pusher hands a beat of its own to
the workers beside it, and the monitor beside them notes that it has come back. A dead pusher, workers
that wait for a lock whose holder was killed, a monitor that hears nothing: each ends the pulse.
"""

import time
import uuid
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_q.brokers import Broker
from django_q.brokers.orm import ORM
from django_q.brokers.redis_broker import Redis
from django_q.signing import SignedPackage

EVERY = 30.0  # seconds between two beats
BEAT = "beat"  # what the queue has no row for

Tasks = list[tuple[Any, str | bytes]] | None


class WithPulse(Broker):  # type: ignore[misc]  # django-q has no types
    """Mixed into a broker: a beat among the tasks, and a touched file for each that has ended."""

    _next_beat = 0.0

    def dequeue(self) -> Tasks:
        # First, so that the pulse goes on while the queue cannot be reached.
        if time.monotonic() >= self._next_beat:
            self._next_beat = time.monotonic() + EVERY
            return [(BEAT, a_beat())]
        return [(number or BEAT, task) for number, task in super().dequeue() or []]

    def acknowledge(self, task_id: Any) -> Any:
        with suppress(OSError):  # a full disk is no reason for the monitor to die
            (settings.DATA_DIR / "heartbeat").touch()
        return None if task_id == BEAT else super().acknowledge(task_id)


class DatabaseBroker(WithPulse, ORM):  # type: ignore[misc]
    pass


class RedisBroker(WithPulse, Redis):  # type: ignore[misc]
    pass


def a_beat() -> str:
    task = {
        "id": uuid.uuid4().hex,
        "name": BEAT,
        "func": "tracker.broker.beat",
        "args": (),
        "kwargs": {},
        "started": timezone.now(),
        "save": False,
    }
    signed: str = SignedPackage.dumps(task)
    return signed


def beat() -> None:
    """Nothing: that it was called, and its end was heard of, is all there is to it."""
