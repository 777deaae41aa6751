"""The loop that tends the children until a signal asks for the end."""

import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType

from tracker.supervisor.child import Child
from tracker.supervisor.log import log

TICK = 0.1


class Supervisor:
    """Keeps `children` running; on SIGINT, SIGTERM or a hang-up stops them in the order given."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self._stopping = False
        self._interrupts = 0

    def run(self, *, each_tick: Callable[[], None] = lambda: None) -> None:
        """Return when every child, and whatever it started, is gone."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # else `nohup` has started us
            signal.signal(signal.SIGHUP, self._note)
        while not self._stopping:
            for child in self.children:
                child.tend()
            each_tick()
            time.sleep(TICK)
        log("stopping (Ctrl-C again kills at once)")
        for child in self.children:
            child.stop(hurried=self._is_hurried)
        log("stopped")

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self._stopping = True
        # Counted for Ctrl-C only: a service manager may well send the same SIGTERM twice.
        self._interrupts += number == signal.SIGINT

    def _is_hurried(self) -> bool:
        return self._interrupts > 1
