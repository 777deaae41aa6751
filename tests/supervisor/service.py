"""Two stand-ins under a real supervisor: `python -m tests.supervisor.service [deaf]`."""

import os
import signal
import sys
from pathlib import Path

from tracker.supervisor.child import Child
from tracker.supervisor.heartbeat import Heartbeat
from tracker.supervisor.supervisor import Supervisor


def stand_in(name: str, heartbeat: Heartbeat | None = None) -> Child:
    command = [sys.executable, "-m", "tests.supervisor.standin", name, *sys.argv[1:]]
    return Child(name, command, heartbeat=heartbeat)


if __name__ == "__main__":
    # As `nohup` does it, or not, however this run was started.
    ignored = os.environ.get("HANGUP") == "ignored"
    signal.signal(signal.SIGHUP, signal.SIG_IGN if ignored else signal.SIG_DFL)
    beat = os.environ.get("HEARTBEAT")
    heartbeat = Heartbeat(Path(beat), limit=1.0) if beat else None
    Supervisor([stand_in("web"), stand_in("worker", heartbeat)]).run()
