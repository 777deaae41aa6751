"""What can be started: the web server, the worker, or both; and what stands in the way of it."""

import fcntl
import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from tracker.supervisor import port

WEB, WORKER = "web", "worker"
ALL = (WEB, WORKER)


def wanted(only: str | None) -> Sequence[str]:
    """All of it, unless one part alone is asked for."""
    return (only,) if only else ALL


def problem_with(names: Sequence[str], data: Path, host: str, number: int) -> str:
    """One sentence on why these cannot be started here now; empty when they can."""
    for name in names:
        if (lock := hold(name, data)) is None:
            return running_already(name, data)
        lock.close()
    return port.problem_with(host, number) if WEB in names else ""


def hold(name: str, data: Path) -> IO[str] | None:
    """Claim that part of this data directory until the file is closed or this process ends.

    None when somebody has it: two workers would share one sign of life, and one that hangs would go
    unseen.
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = (data / f"{name}.lock").open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    return file


def running_already(name: str, data: Path) -> str:
    pid = (data / f"{name}.lock").read_text().strip()
    by = f" (process {pid})" if pid else ""
    return (
        f"Heardback's {name} runs already on the data in {data}{by}: stop it first,"
        " or choose another directory with DATA_DIR."
    )
