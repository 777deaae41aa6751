"""A queue cluster under a real supervisor, without the web: `python -m tests.faults.sending.service`."""

import os
import sys
from pathlib import Path

from tracker.supervisor.child import Child
from tracker.supervisor.heartbeat import LIMIT, Heartbeat
from tracker.supervisor.supervisor import Supervisor


def cluster() -> Child:
    heartbeat = Heartbeat(Path(os.environ["DATA_DIR"]) / "heartbeat", limit=limit())
    # Whose silence is noticed soon has to beat often.
    worker = "tests.faults.quick_worker" if "SILENCE" in os.environ else "tracker.supervisor.worker"
    return Child("worker", [sys.executable, "-m", worker], heartbeat=heartbeat)


def limit() -> float:
    return float(os.environ.get("SILENCE", LIMIT))


if __name__ == "__main__":
    Supervisor([cluster()]).run()
