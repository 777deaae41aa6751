"""Alice has applied to Acme, and is to meet Dana there on Tuesday 24 November at 14:00."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from django.db import close_old_connections, connection, connections

from tests.factories import ApplicationFactory, ContactFactory
from tests.services.doings import schedule
from tracker.models import Application, Contact, Interview
from tracker.services import reminders


@pytest.fixture(autouse=True)
def woken(monkeypatch) -> list[str]:
    """What was put into the queue, which is not here."""
    tasks: list[str] = []
    monkeypatch.setattr(reminders, "async_task", tasks.append)
    return tasks


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Nobody logs in here; a password that takes its time would take most of it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def application(alice) -> Application:
    return ApplicationFactory(owner=alice, company__name="Acme")


@pytest.fixture
def dana(application) -> Contact:
    return ContactFactory(owner=application.owner, company=application.company)


@pytest.fixture
def interview(application, dana, now) -> Interview:
    return schedule(application, dana, now=now)


@pytest.fixture
def at_once(transactional_db, tmp_path) -> Iterator[Callable[..., list[Any]]]:
    """Does things in threads that start together; what came of each, exceptions included.

    SQLite gets its data from a file meanwhile: in memory, connections do not wait for each other.
    """
    settings = connections.settings["default"]
    name = settings["NAME"]

    def do(*things: Callable[[], Any]) -> list[Any]:
        if connection.vendor == "sqlite":
            settings["NAME"] = str(tmp_path / "copy.sqlite3")
            with closing(sqlite3.connect(settings["NAME"])) as copy:
                connection.connection.backup(copy)
                # Or the threads would both try to, each in the other's way.
                copy.execute("PRAGMA journal_mode=WAL")
        return in_threads(things)

    yield do
    settings["NAME"] = name


def in_threads(things: tuple[Callable[[], Any], ...]) -> list[Any]:
    together = threading.Barrier(len(things))
    results: list[Any] = [None] * len(things)

    def run(place: int, thing: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            together.wait(timeout=10)
            results[place] = thing()
        except Exception as error:
            results[place] = error
        finally:
            close_old_connections()
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(things)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results
