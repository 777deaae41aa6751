"""Queue clusters under a real supervisor, without the web: `python -m tests.faults.sending.service`."""

import os
import sys
from pathlib import Path

from tracker.supervisor.child import Child
from tracker.supervisor.heartbeat import LIMIT, Heartbeat
from tracker.supervisor.supervisor import Supervisor


def cluster(number: int) -> Child:
    heartbeat = Heartbeat(Path(os.environ["DATA_DIR"]) / "heartbeat", limit=limit())
    command = [sys.executable, "-m", "tracker.supervisor.worker"]
    return Child(f"worker {number}", command, heartbeat=heartbeat)


def limit() -> float:
    return float(os.environ.get("SILENCE", LIMIT))


if __name__ == "__main__":
    Supervisor([cluster(number) for number in range(int(os.environ["CLUSTERS"]))]).run()
