"""Whether the worker still does anything: its cluster's pulse touches a file (tracker/broker.py)."""

import time
from pathlib import Path

LIMIT = 180.0  # seconds of silence after which a worker counts as hung


class Heartbeat:
    """Measures silence by our own steady clock since the file last *changed*.

    Its age by the wall clock would count a laptop's sleep or a corrected clock as silence.
    """

    def __init__(self, path: Path, limit: float = LIMIT) -> None:
        self.path = path
        self.limit = limit
        self.begin()

    def begin(self) -> None:
        """Count from now: the worker has just been started."""
        self._seen = self._changed_at()
        self._since = time.monotonic()

    def is_silent(self) -> bool:
        """True when the file has not changed for longer than the limit, or is still missing."""
        if (changed_at := self._changed_at()) != self._seen:
            self._seen, self._since = changed_at, time.monotonic()
        return time.monotonic() - self._since > self.limit

    def _changed_at(self) -> int | None:
        try:
            return self.path.stat().st_mtime_ns
        except OSError:
            return None
