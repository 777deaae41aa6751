"""Queue clusters in processes of their own, each of which can be found by what it does, and killed."""

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings

from tests.faults.sending.ground import Ground, wait_until
from tests.faults.sending.mail_server import FaultyServer
from tests.live.instance import SETTINGS_OF_OTHERS
from tests.supervisor.running import Running

WORKERS = 3
ESTABLISHED = "01"  # as /proc/net/tcp has it
SAYS = re.compile(r"(ready for work|monitoring|pushing tasks) at (\d+)")
ROLES = {"ready for work": "worker", "monitoring": "monitor", "pushing tasks": "pusher"}


class Clusters(Running):
    """A cluster under a supervisor, which looks at `ground` and writes to `server`."""

    def __init__(
        self,
        ground: Ground,
        server: FaultyServer,
        folder: Path,
        **environment: str,
    ) -> None:
        self.roles: dict[int, str] = {}
        self.mail_port = server.port
        with pytest.MonkeyPatch.context() as without:
            for name in SETTINGS_OF_OTHERS:
                without.delenv(name, raising=False)
            super().__init__(
                "-m",
                "tests.faults.sending.service",
                DATA_DIR=str(folder),
                DATABASE_URL=ground.address,
                REDIS_URL=ground.redis_address,
                EMAIL_URL=server.address,
                SECRET_KEY=settings.SECRET_KEY,  # tasks are signed with it
                DJANGO_SETTINGS_MODULE="tests.faults.sending.settings",
                **environment,
            )
        self.wait_until_whole()
        # Whose first beat is still under way holds the lock of a queue: killed then, it takes the
        # lock along, and the cluster hangs until its supervisor notices, minutes later.
        pulse = folder / "heartbeat"
        wait_until(pulse.exists, "its pulse", seen=lambda: self.heard)

    def wait_until_whole(self, within: float = 30) -> None:
        """Until it has all of its processes."""
        wanted = {"worker": WORKERS, "monitor": 1, "pusher": 1}

        def is_whole() -> bool:
            return all(len(self.pids(role)) == many for role, many in wanted.items())

        wait_until(is_whole, "all processes are there", within, seen=lambda: self.heard)

    def has_had(self, number: int, role: str) -> None:
        """Wait until so many have played that role, the dead included."""
        names = self.roles.values
        wait_until(
            lambda: list(names()).count(role) >= number,
            f"{number} of {role}",
            seen=lambda: self.heard,
        )

    def pids(self, role: str) -> list[int]:
        """Of a worker, monitor or pusher; the sentinel and main above them; the supervisor."""
        if role == "supervisor":
            return [self.process.pid]
        if role == "main":
            return above(self.pids("sentinel"))
        if role == "sentinel":
            return above([pid for pid in self.roles if is_alive(pid)])
        return [pid for pid, known in list(self.roles.items()) if known == role and is_alive(pid)]

    def busy(self, port: int) -> int:
        """The worker that talks to the mail server from `port`."""
        socket = f"socket:[{self._connection(port)[9]}]"
        (pid,) = [pid for pid in self.pids("worker") if has_open(pid, socket)]
        return pid

    def bytes_unread(self, port: int) -> int:
        """How much of what the mail server said to the worker at `port` it has not read yet."""
        return int(self._connection(port)[4].partition(":")[2], 16)

    def _connection(self, port: int) -> list[str]:
        """Among all: others may use the same port, to talk to somebody else."""
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            fields = line.split()
            ends = [int(end.partition(":")[2], 16) for end in fields[1:3]]
            if ends == [port, self.mail_port] and fields[3] == ESTABLISHED:
                return fields
        raise AssertionError(f"nobody talks from port {port}")

    def vanish(self) -> None:
        """All at once and without a word, since some of these could not stop any more."""
        self.process.kill()
        for pid in list(self.roles):
            with suppress(ProcessLookupError):
                os.killpg(os.getpgid(pid), signal.SIGKILL)
        self.clear_away()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self.heard.append(line.rstrip())
                if said := SAYS.search(line):
                    self.roles[int(said[2])] = ROLES[said[1]]


@contextmanager
def running(
    ground: Ground, server: FaultyServer, folder: Path, **environment: str
) -> Iterator[Clusters]:
    clusters = Clusters(ground, server, folder, **environment)
    try:
        yield clusters
    finally:
        clusters.vanish()


def kill(pid: int, number: signal.Signals = signal.SIGKILL) -> None:
    """And wait until it is gone."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)
    wait_until(lambda: not is_alive(pid), f"{pid} is dead")


def is_alive(pid: int) -> bool:
    try:
        return state_and_parent(pid)[0] != "Z"
    except OSError:
        return False


def above(pids: list[int]) -> list[int]:
    """The living parents of these processes, but for the one that takes in orphans."""
    parents = set()
    for pid in pids:
        with suppress(OSError):
            parents.add(state_and_parent(pid)[1])
    return sorted(pid for pid in parents if pid > 1 and pid != os.getpid() and is_alive(pid))


def state_and_parent(pid: int) -> tuple[str, int]:
    state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[:2]
    return state, int(parent)


def has_open(pid: int, name: str) -> bool:
    try:
        return any(file.readlink() == Path(name) for file in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False


def pause(seconds: float) -> None:
    """For killing at random instants: here, and only here, time is what is tested."""
    time.sleep(seconds)
