"""A service in processes of its own, and what it says."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress


class Running:
    """Starts `python -m MODULE ARGUMENTS`; `says` waits for a line, `ends` for the last process to go.

    Every process of the service holds the pipe that it writes to. So the end of that pipe proves that
    none of them is left, whoever its parent was.
    """

    def __init__(self, *command: str, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *command],
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.heard: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def says(self, pattern: str, within: float = 15) -> re.Match[str]:
        deadline = time.monotonic() + within
        while True:
            try:
                line = self._lines.get(timeout=max(deadline - time.monotonic(), 0))
            except queue.Empty:
                raise AssertionError(f"nobody said {pattern!r} but: {self.heard}") from None
            self.heard.append(line)
            if match := re.search(pattern, line):
                return match

    def ends(self, within: float = 15) -> int:
        self._reader.join(within)
        assert not self._reader.is_alive(), f"something is left; it said {self.heard}"
        while not self._lines.empty():
            self.heard.append(self._lines.get())
        return self.process.wait(within)

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def clear_away(self) -> None:
        if self._reader.is_alive():
            with suppress(ProcessLookupError):
                self.process.kill()
            self._reader.join(5)
        self.process.wait()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line.rstrip())
