"""The real `manage.py up` on data of its own, to be hurt: its processes, its health, its rows."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import environ
import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.db.utils import load_backend
from django_q.conf import Conf

from tests.live.instance import (
    SETTINGS_OF_OTHERS,
    at_path,
    free_port,
    own_broker,
)
from tests.supervisor.running import Running

SERVER = os.environ.get("DATABASE_URL", "")
IS_POSTGRES = SERVER.startswith("postgres")


class Data(NamedTuple):
    """A database that is migrated and empty, and the directory that goes with it."""

    directory: Path
    environment: dict[str, str]

    @property
    def database(self) -> str:
        return self.environment.get(
            "DATABASE_URL", f"sqlite:///{self.directory / 'heardback.sqlite3'}"
        )


class Processes(NamedTuple):
    """Whom a signal can be sent to; the cluster starts its own in this order."""

    supervisor: int
    web: int
    web_worker: int
    worker: int
    sentinel: int
    queue_workers: list[int]
    monitor: int
    pusher: int


class Service(Running):
    """Heardback at `url`."""

    def __init__(self, data: Data, *command: str, **environment: str) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        command = command or ("manage.py", "up")
        with without_settings_of_others():
            super().__init__(
                *command,
                DATA_DIR=str(data.directory),
                PORT=str(self.port),
                **data.environment | environment,
            )

    def is_up(self) -> "Service":
        """Wait until both parts have shown themselves."""
        self.says("is running at", within=30)
        wait_for(lambda: self.beat() > 0, 30, "the worker's pulse", self.heard)
        return self

    def health(self) -> tuple[int, dict[str, Any]]:
        """Status and body of `/healthz`; status 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)
        except OSError:
            return 0, {}

    def beat(self) -> int:
        """When the pulse of its cluster was last felt, in nanoseconds; 0 for never."""
        try:
            return (self.data.directory / "heartbeat").stat().st_mtime_ns
        except OSError:
            return 0

    def beats_again(self, within: float = 40) -> None:
        last = self.beat()
        wait_for(lambda: self.beat() > last, within, "another beat", self.heard)

    def processes(self) -> Processes:
        wait_for(lambda: self.look() is not None, 20, "all processes", self.heard)
        found = self.look()
        assert found
        return found

    def look(self) -> Processes | None:
        """All processes as they are; None while one is missing."""
        supervisor = self.process.pid
        mains = {name: pid for pid in children(supervisor) if (name := part(pid))}
        if mains.keys() < {"web", "worker"}:
            return None
        web_workers = children(mains["web"])
        sentinels = children(mains["worker"])
        cluster = children(sentinels[0]) if sentinels else []
        if not web_workers or len(cluster) < 5:
            return None
        *queue_workers, monitor, pusher = cluster
        return Processes(
            supervisor, mains["web"], web_workers[-1], mains["worker"], sentinels[0],
            queue_workers, monitor, pusher,
        )  # fmt: skip

    def lines(self, pattern: str) -> list[str]:
        """What it has said so far that holds this."""
        while not self._lines.empty():
            self.heard.append(self._lines.get())
        return [line for line in self.heard if pattern in line]


def wait_for(condition: Callable[[], bool], within: float, what: str, said: Any = "") -> None:
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not come within {within} s; {said}"
        time.sleep(0.05)


def children(pid: int) -> list[int]:
    """Of a process, the oldest first; one that has ended has none, and is nobody's."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return sorted((int(word) for word in text.split() if is_alive(int(word))), key=started_at)


def started_at(pid: int) -> tuple[int, int]:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0, pid
    return int(fields[19]), pid


def is_alive(pid: int) -> bool:
    """Whether it still runs: one that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def part(pid: int) -> str:
    command = command_of(pid)
    return "web" if "web" in command else "worker" if "worker" in command else ""


@contextmanager
def without_settings_of_others() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as without:
        for name in SETTINGS_OF_OTHERS:
            without.delenv(name, raising=False)
        yield


class Store:
    """Makes fresh data from data that was prepared once: a copied file, or a copied database."""

    def __init__(self, directory: Path) -> None:
        self.prepared = directory / "prepared"
        self.stack = ExitStack()
        self.template = f"heardback_faults_{secrets.token_hex(6)}"
        self.prepared.mkdir()
        environment = {"DATA_DIR": str(self.prepared)}
        if IS_POSTGRES:
            self._administrate(f"CREATE DATABASE {self.template}")
            environment["DATABASE_URL"] = at_path(SERVER, self.template)
        with without_settings_of_others():
            for words in ("migrate", "collectstatic --noinput"):
                subprocess.run(
                    [sys.executable, "manage.py", *words.split(), "-v0"],
                    env=os.environ | environment,
                    check=True,
                )

    @contextmanager
    def fresh(
        self, directory: Path, *, broker: str | None = None, empty: bool = False
    ) -> Iterator[Data]:
        """On the broker that REDIS_URL names, unless told otherwise ("" for the database).

        `empty`: a PostgreSQL without tables.
        """
        shutil.copytree(self.prepared, directory, dirs_exist_ok=True)
        server = os.environ.get("REDIS_URL", "") if broker is None else broker
        environment = {"SECRET_KEY": settings.SECRET_KEY, "ALLOW_SIGNUP": "yes"}
        with ExitStack() as stack:
            if IS_POSTGRES:
                name = f"{self.template}_{secrets.token_hex(3)}"
                template = "template1" if empty else self.template
                self._administrate(f"CREATE DATABASE {name} TEMPLATE {template}")
                stack.callback(self._administrate, f"DROP DATABASE {name} WITH (FORCE)")
                environment["DATABASE_URL"] = at_path(SERVER, name)
            if server:
                environment["REDIS_URL"] = stack.enter_context(own_broker(server))
            yield Data(directory, environment)

    def close(self) -> None:
        if IS_POSTGRES:
            self._administrate(f"DROP DATABASE IF EXISTS {self.template} WITH (FORCE)")

    def _administrate(self, statement: str) -> None:
        with psycopg.connect(at_path(SERVER, "postgres"), autocommit=True) as administrator:
            administrator.execute(statement)


@contextmanager
def connected(data: Data) -> Iterator[None]:
    """Models and services of this thread work on the service's own rows."""
    old = connections["default"]
    values = old.settings_dict | environ.Env.db_url_config(data.database)
    values |= {"OPTIONS": settings.DATABASES["default"]["OPTIONS"], "CONN_MAX_AGE": 0}
    connections["default"] = load_backend(values["ENGINE"]).DatabaseWrapper(values, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = old


@contextmanager
def inside(data: Data) -> Iterator[None]:
    """As `connected`, and what is queued lands in the service's own queue."""
    with connected(data), pytest.MonkeyPatch.context() as patch:
        redis = data.environment.get("REDIS_URL")
        kind = "RedisBroker" if redis else "DatabaseBroker"
        patch.setattr(Conf, "BROKER_CLASS", f"tracker.broker.{kind}")
        patch.setattr(Conf, "REDIS", redis or {})
        patch.setattr(Conf, "ORM", None if redis else "default")
        yield
