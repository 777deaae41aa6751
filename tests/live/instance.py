"""The whole of Heardback as a person starts it: `manage.py up`, on data of its own."""

import os
import random
import secrets
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis

from tests.supervisor.running import Running

# Whoever runs the tests may have set these for an instance of their own.
SETTINGS_OF_OTHERS = (
    "ACCESS_LOG",
    "ALLOWED_HOSTS",
    "ALLOW_SIGNUP",
    "BEHIND_PROXY",
    "DATABASE_URL",
    "DEBUG",
    "DEFAULT_FROM_EMAIL",
    "HOST",
    "REDIS_URL",
    "SECRET_KEY",
    "SETUP_TOKEN",
    "SITE_URL",
    "WEB_WORKERS",
    "QUEUE_WORKERS",
)
CLAIM = "taken-by-a-test-run"
CLAIM_SECONDS = 3600


class Instance:
    """Heardback at `url`, of which the `environment` says the rest.

    `opens_at` is where `/` led before anybody had an account.
    """

    def __init__(self, running: Running, url: str, environment: dict[str, str]) -> None:
        self.running = running
        self.url = url
        self.environment = environment
        self.is_stopped = False
        self.opens_at = self._path_of_the_first_page(within=30)

    def _path_of_the_first_page(self, within: float) -> str:
        deadline = time.monotonic() + within
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/", timeout=10) as answer:
                    return urlsplit(answer.url).path
            except urllib.error.HTTPError:
                raise
            except OSError:
                assert time.monotonic() < deadline, f"no page yet; it said {self.running.heard}"
                time.sleep(0.05)

    def stop(self) -> None:
        """As Ctrl-C does; nothing may be left, and nothing may have been killed."""
        self.is_stopped = True
        self.running.send(signal.SIGINT)
        assert self.running.ends(within=30) == 0
        grumbles = [line for line in self.running.heard if "killed" in line or "Traceback" in line]
        assert not grumbles, "\n".join(self.running.heard)


@contextmanager
def started(data: Path, mail_port: int) -> Iterator[Instance]:
    """An instance until the end of the block, and proof that nothing of it is left afterwards.

    On the servers that DATABASE_URL and REDIS_URL name, it gets a database of its own each.
    """
    with ExitStack() as stack:
        port = free_port()
        environment = {
            "DATA_DIR": str(data),
            "PORT": str(port),
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "ALLOW_SIGNUP": "yes",  # so that each test has an account of its own
        }
        if (database := os.environ.get("DATABASE_URL", "")).startswith("postgres"):
            environment["DATABASE_URL"] = stack.enter_context(own_database(database))
        if broker := os.environ.get("REDIS_URL"):
            environment["REDIS_URL"] = stack.enter_context(own_broker(broker))
        with pytest.MonkeyPatch.context() as without:
            for name in SETTINGS_OF_OTHERS:
                without.delenv(name, raising=False)
            running = Running("manage.py", "up", **environment)
        stack.callback(running.clear_away)
        instance = Instance(running, f"http://127.0.0.1:{port}", environment)
        yield instance
        if not instance.is_stopped:
            instance.stop()


@contextmanager
def own_database(server: str) -> Iterator[str]:
    name = f"heardback_live_{secrets.token_hex(6)}"
    with psycopg.connect(at_path(server, "postgres"), autocommit=True) as administrator:
        administrator.execute(f"CREATE DATABASE {name}")
        try:
            yield at_path(server, name)
        finally:
            administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def own_broker(server: str) -> Iterator[str]:
    """An empty database of that Redis, claimed so that no other run takes it, and left empty."""
    for number in range(1, 16):
        address = at_path(server, str(number))
        with redis.Redis.from_url(address) as client:
            if client.dbsize() or not client.set(CLAIM, "", nx=True, ex=CLAIM_SECONDS):
                continue
            try:
                yield address
            finally:
                client.flushdb()
            return
    pytest.fail(f"Redis at {urlsplit(server).hostname} has no empty database to run on.")


def at_path(server: str, path: str) -> str:
    return urlsplit(server)._replace(path=f"/{path}").geturl()


def free_port() -> int:
    """Below those that the system gives to outgoing connections, so that none takes it meanwhile."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
