"""`python -m tracker.supervisor`: web server and worker until a signal ends both.

Reads HOST, PORT and DATA_DIR from the environment, where `manage.py up` has put them, and
ANNOUNCEMENT: what to print once the web server answers.
"""

import os
import sys
from pathlib import Path

from tracker.supervisor import port
from tracker.supervisor.child import Child
from tracker.supervisor.heartbeat import Heartbeat
from tracker.supervisor.log import log
from tracker.supervisor.supervisor import Supervisor


def main() -> int:
    host, number = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    if problem := port.problem_with(host, number):
        log(problem)
        return 1
    heartbeat = Heartbeat(Path(os.environ.get("DATA_DIR", "data")) / "heartbeat")
    web = Child("web", [sys.executable, "-m", "tracker.supervisor.web"])
    worker = Child(
        "worker", [sys.executable, "-m", "tracker.supervisor.worker"], heartbeat=heartbeat
    )
    Supervisor([web, worker]).run(each_tick=Announcement(host, number).print_when_due)
    return 0


class Announcement:
    """Says where Heardback is once, as soon as the web server answers there."""

    def __init__(self, host: str, number: int) -> None:
        self.text = os.environ.pop("ANNOUNCEMENT", "")
        self.host, self.number = host, number

    def print_when_due(self) -> None:
        if self.text and port.answers(self.host, self.number):
            print(self.text, flush=True)
            self.text = ""


if __name__ == "__main__":
    sys.exit(main())
