"""One supervised child: a process in a session of its own, with a lifeline for standard input."""

import contextlib
import math
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence

from tracker.supervisor.heartbeat import Heartbeat
from tracker.supervisor.lifeline import GRACE, MARK
from tracker.supervisor.log import log

STEADY = 60.0  # seconds after which a child's death is an accident and not a failure to start
FIRST_PAUSE, LONGEST_PAUSE = 0.4, 30.0
HUNG_GRACE = 5.0  # a silent worker rarely listens: it gets less time


class Child:
    """Starts `command`, brings it back when it dies or falls silent, and leaves nothing of it behind."""

    def __init__(
        self, name: str, command: Sequence[str], *, heartbeat: Heartbeat | None = None
    ) -> None:
        self.name = name
        self.command = command
        self.heartbeat = heartbeat
        self.process: subprocess.Popen[bytes] | None = None
        self._failures = 0
        self._started_at = self._start_at = 0.0

    def tend(self) -> None:
        """Do what is due: start, bury, or replace a hung one. Cheap; called several times a second."""
        if self.process is None:
            if time.monotonic() >= self._start_at:
                self._start()
        elif self.process.poll() is not None:
            self._bury(self.process)
        elif self.heartbeat and self.heartbeat.is_silent():
            log(
                f"{self.name} has done nothing for {self.heartbeat.limit:.0f} s: starting it afresh"
            )
            self.stop(grace=HUNG_GRACE)

    def stop(self, *, grace: float = GRACE, hurried: Callable[[], bool] = lambda: False) -> None:
        """End the child: let go of its lifeline, wait `grace` seconds (less when `hurried()`), kill what is left."""
        if (process := self.process) is None:
            return
        assert process.stdin
        process.stdin.close()
        deadline = time.monotonic() + grace
        while process.poll() is None and time.monotonic() < deadline and not hurried():
            time.sleep(0.02)
        if process.poll() is None:
            log(f"{self.name} did not stop in time: killed")
        self._kill_group(process)

    def _start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            env=os.environ | {MARK: "1"},
            start_new_session=True,
        )
        self._started_at = time.monotonic()
        if self.heartbeat:
            self.heartbeat.begin()

    def _bury(self, process: subprocess.Popen[bytes]) -> None:
        lived = time.monotonic() - self._started_at
        self._failures = 0 if lived > STEADY else self._failures + 1
        pause = pause_after(self._failures)
        log(f"{self.name} {how_it_ended(process.returncode)}: back in {pause:.1f} s")
        self._kill_group(process)  # what a dead leader left behind would go on working unseen
        self._start_at = time.monotonic() + pause

    def _kill_group(self, process: subprocess.Popen[bytes]) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdin:
            process.stdin.close()
        self.process = None


def pause_after(failures: int) -> float:
    """Seconds to wait before the next start, after so many deaths in a row soon after a start."""
    if failures == 0:
        return 0.0
    doublings = min(failures - 1, 16)  # more would not fit a float after a night of failing
    return min(math.ldexp(FIRST_PAUSE, doublings), LONGEST_PAUSE)


def how_it_ended(returncode: int) -> str:
    if returncode < 0:
        return f"was killed by signal {-returncode}"
    return f"ended with code {returncode}"
