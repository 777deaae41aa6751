"""`python -m tracker.supervisor.web`: the web server, as a child of the supervisor."""

import importlib
import os
import signal
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from tracker.supervisor import lifeline

APPLICATION = "tracker.wsgi"
STOP_WITHIN = 10  # seconds; less than the grace, so that a stuck request is not what ends us


def main() -> None:
    lifeline.hold()
    server = Granian(
        APPLICATION,
        address=os.environ.get("HOST", "127.0.0.1"),
        port=int(os.environ.get("PORT", "8000")),
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("WEB_WORKERS", "1")),
        # Pages are made of Python, which runs one thread at a time: one was faster than four.
        blocking_threads=1,
        workers_kill_timeout=STOP_WITHIN,
        websockets=False,
        log_level=LogLevels.warning,
        # Asked for only: the address of a calendar feed is a secret and would be written down.
        log_access=bool(os.environ.get("ACCESS_LOG")),
    )
    server.serve(target_loader=load, wrap_loader=False)


def load() -> Any:
    """The WSGI application; called in each of the server's processes."""
    # Granian listens to SIGTERM here only once the application is loaded, and the handler inherited
    # from its main process swallows one that comes before: without this, stopping takes STOP_WITHIN.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    return importlib.import_module(APPLICATION).application


if __name__ == "__main__":
    main()
