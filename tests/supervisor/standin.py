"""A stand-in for web or worker: `python -m tests.supervisor.standin NAME [deaf]`.

It holds the lifeline, starts a process of its own as the real ones do, and says so on standard
output: "NAME PID up". A deaf one does not listen to SIGTERM.
"""

import os
import signal
import subprocess
import sys
import threading
from types import FrameType

from tracker.supervisor import lifeline


def main(name: str, *, deaf: bool) -> None:
    helper = subprocess.Popen(["sleep", "60"])
    asked = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        asked.set()

    signal.signal(signal.SIGTERM, signal.SIG_IGN if deaf else stop)
    lifeline.hold(grace=0.3)
    say(f"{name} {os.getpid()} up")
    asked.wait()
    say(f"{name} released" if lifeline.released() else f"{name} signalled")
    helper.kill()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")  # one write, since two stand-ins share the pipe
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], deaf="deaf" in sys.argv[2:])
