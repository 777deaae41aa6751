"""One Heardback for all tests of this package, with a real mail server beside it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.clock import NoonClock
from tests.live.instance import Instance, started
from tests.live.mailbox import Mailbox
from tests.live.visitor import Visitor


@pytest.fixture(scope="package")
def mailbox() -> Iterator[Mailbox]:
    mailbox = Mailbox()
    mailbox.start()
    yield mailbox
    mailbox.stop()


@pytest.fixture(scope="package")
def instance(mailbox: Mailbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    database = os.environ.get("DATABASE_URL", "")
    if not database.startswith("postgres"):
        database = ""
    data: Path = tmp_path_factory.mktemp("data")
    with started(data, mailbox.port, database, os.environ.get("REDIS_URL", "")) as instance:
        yield instance


@pytest.fixture(scope="package")
def clock() -> NoonClock:
    return NoonClock()


@pytest.fixture
def visitor(instance: Instance) -> Visitor:
    return Visitor(instance.url)
