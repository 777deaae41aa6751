"""Log lines of the supervisor, in the plain form that the rest of Heardback logs in."""

import contextlib
import sys
import time


def log(message: str) -> None:
    """Write one line to standard error; a terminal that was closed is no reason to fail."""
    with contextlib.suppress(OSError):
        # One write a line: the children write to the same place.
        sys.stderr.write(f"{time.strftime('%H:%M:%S')} heardback: {message}\n")
        sys.stderr.flush()
