"""`python -m tests.faults.quick_supervisor`: the real supervisor, which misses a pulse soon.

ONLY=worker: without a web server. BROKEN=1: the worker ends as soon as it is started.
IMPATIENT=1: the web server calls a worker silent soon.
"""

import os
import sys
from pathlib import Path

from tracker.supervisor import parts
from tracker.supervisor.__main__ import Announcement, child
from tracker.supervisor.child import Child
from tracker.supervisor.heartbeat import Heartbeat
from tracker.supervisor.supervisor import Supervisor

LIMIT = 15.0  # instead of three minutes

if __name__ == "__main__":
    data = Path(os.environ["DATA_DIR"])
    broken = [sys.executable, "-c", "raise SystemExit('no worker')"]
    quick = [sys.executable, "-m", "tests.faults.quick_worker"]
    worker = Child(
        parts.WORKER,
        broken if os.environ.get("BROKEN") else quick,
        heartbeat=Heartbeat(data / "heartbeat", limit=LIMIT),
    )
    os.environ["ANNOUNCEMENT"] = "Heardback is running at last"
    alone = os.environ.get("ONLY") == parts.WORKER
    announcement = Announcement("127.0.0.1", int(os.environ["PORT"]), waits=not alone)
    impatient = Child(parts.WEB, [sys.executable, "-m", "tests.faults.impatient_web"])
    web = impatient if os.environ.get("IMPATIENT") else child(parts.WEB, data)
    children = [worker] if alone else [web, worker]
    Supervisor(children).run(each_tick=announcement.print_when_due)
