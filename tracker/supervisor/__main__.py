"""`python -m tracker.supervisor`: web server and worker until a signal ends both.

Reads HOST, PORT and DATA_DIR from the environment, where `manage.py up` has put them, ONLY (one part
alone), and ANNOUNCEMENT: what to print once the web server answers.
"""

import contextlib
import os
import sys
from pathlib import Path

from tracker.supervisor import parts, port
from tracker.supervisor.child import Child
from tracker.supervisor.heartbeat import Heartbeat
from tracker.supervisor.log import log
from tracker.supervisor.supervisor import Supervisor


def main() -> int:
    host, number = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    data, names = Path(os.environ.get("DATA_DIR", "data")), parts.wanted(os.environ.get("ONLY"))
    if problem := parts.problem_with(names, data, host, number):
        log(problem)
        return 1
    locks = [parts.hold(name, data) for name in names]  # until this process ends
    if None in locks:
        log(parts.running_already(names[locks.index(None)], data))
        return 1
    announcement = Announcement(host, number, waits=parts.WEB in names)
    Supervisor([child(name, data) for name in names]).run(each_tick=announcement.print_when_due)
    return 0


def child(name: str, data: Path) -> Child:
    command = [sys.executable, "-m", f"tracker.supervisor.{name}"]
    heartbeat = Heartbeat(data / "heartbeat") if name == parts.WORKER else None
    return Child(name, command, heartbeat=heartbeat)


class Announcement:
    """Says where Heardback is once, as soon as the web server, if any, answers there."""

    def __init__(self, host: str, number: int, *, waits: bool) -> None:
        self.text = os.environ.pop("ANNOUNCEMENT", "")
        self.host, self.number = host, number
        self.waits = waits

    def print_when_due(self) -> None:
        if self.text and (not self.waits or port.answers(self.host, self.number)):
            text, self.text = self.text, ""
            with contextlib.suppress(
                OSError
            ):  # a full disk or a closed terminal: it runs all the same
                print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
