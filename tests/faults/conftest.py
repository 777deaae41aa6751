"""A Heardback of each test's own, and a mail server that can be told what to do when."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.faults.mail import HookedServer
from tests.faults.up import Data, Service, Store, inside

Start = Callable[..., Service]


@pytest.fixture(scope="package")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("faults"))
    yield store
    store.close()


@pytest.fixture
def data(store: Store, tmp_path: Path) -> Iterator[Data]:
    with store.fresh(tmp_path / "data") as data:
        yield data


@pytest.fixture
def smtp() -> Iterator[HookedServer]:
    with HookedServer() as server:
        yield server


@pytest.fixture
def start_up(data: Data, smtp: HookedServer) -> Iterator[Start]:
    """Starts it; whatever the test leaves running is killed at its end."""
    started: list[Service] = []

    def start(*command: str, data: Data = data, **environment: str) -> Service:
        mail = f"smtp://127.0.0.1:{smtp.port}"
        service = Service(data, *command, **{"EMAIL_URL": mail} | environment)
        started.append(service)
        return service

    yield start
    for service in started:
        service.clear_away()


@pytest.fixture
def rows(data: Data, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test's models are those of the service's own database."""
    with django_db_blocker.unblock(), inside(data):
        yield
