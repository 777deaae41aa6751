"""One Heardback for all tests of this package, with a real mail server beside it."""

from collections.abc import Iterator

import pytest

from tests.live.chromium import browser  # noqa: F401 - a fixture
from tests.live.clock import NoonClock
from tests.live.instance import Instance, started
from tests.live.visitor import Visitor
from tests.mailbox import Mailbox


@pytest.fixture(scope="package")
def mailbox() -> Iterator[Mailbox]:
    mailbox = Mailbox()
    mailbox.start()
    yield mailbox
    mailbox.stop()


@pytest.fixture(scope="package")
def instance(mailbox: Mailbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with started(tmp_path_factory.mktemp("data"), mailbox.port) as instance:
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
    reminded_at = clock.next_minute(seconds_ahead=20)
    visitor.have_met("Ada", "Northwind", reminded_at)
    visitor.have_met("Grace", "Southwind", reminded_at)
    visitor.submit(visitor.follow(visitor.get("/"), "Thank Ada"), "done/")
    return visitor
