"""One Heardback for all tests of this package, with a real mail server beside it."""

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.live.clock import NoonClock
from tests.live.instance import Instance, started
from tests.live.mailbox import Mailbox
from tests.live.visitor import Visitor

AN_HOUR = timedelta(hours=1)
SETTLE = timedelta(hours=2)  # after which thanks are called to mind


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
    data = tmp_path_factory.mktemp("data")
    with started(data, mailbox.port, database, os.environ.get("REDIS_URL", "")) as instance:
        yield instance


@pytest.fixture(scope="package")
def clock() -> NoonClock:
    return NoonClock()


@pytest.fixture
def visitor(instance: Instance, clock: NoonClock) -> Visitor:
    """Has an account of their own."""
    visitor = Visitor(instance.url)
    visitor.make_account(clock.city)
    return visitor


@pytest.fixture(scope="package")
def done_and_left(instance: Instance, clock: NoonClock) -> Visitor:
    """Has two people to thank, of whom they will be reminded in the same minute, and thanks one."""
    visitor = Visitor(instance.url)
    visitor.make_account(clock.city)
    starts = clock.next_minute(seconds_ahead=8) - SETTLE - AN_HOUR
    for company, name in (("Northwind", "Ada"), ("Southwind", "Grace")):
        application = visitor.log_application(company, "Engineer")
        visitor.log_interview(application, starts, **{"new-0-name": name})
    visitor.submit(visitor.follow(visitor.get("/"), "Thank Ada"), "done/")
    return visitor
