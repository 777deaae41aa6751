"""The child's end of the lifeline.

The supervisor holds the other end of every child's standard input and never writes to it. So the end
of that input means one thing: stop, because the supervisor asks for it or because it is gone. One
channel serves both, which is why `kill -9` of the supervisor leaves nothing behind.
"""

import os
import select
import signal
import threading
import time

GRACE = 20.0  # seconds a child has for finishing what it does before its group is killed
MARK = "HEARDBACK_LIFELINE"  # set for children, whose standard input is a lifeline


def hold(grace: float = GRACE) -> None:
    """End this process with SIGTERM once the lifeline ends; kill its group if it is still here after `grace` seconds."""
    threading.Thread(target=_wait, args=(grace,), name="lifeline", daemon=True).start()


def released() -> bool:
    """Has this child, or the one that forked this process, been asked to stop? Always no outside the supervisor."""
    return MARK in os.environ and bool(select.select([0], [], [], 0)[0])


def _wait(grace: float) -> None:
    # Signals belong to the main thread: taken here, they would not wake it from a system call.
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while os.read(0, 1024):
        pass
    # Only this process: a SIGTERM to the whole group kills queue workers in mid-task and then
    # leaves their sentinel waiting for them for ever.
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(grace)
    # By our own number: it names a group only if we lead one, as every child does.
    os.killpg(os.getpid(), signal.SIGKILL)
