from collections.abc import Callable, Iterator

import pytest

from tests.supervisor.running import Running

Start = Callable[..., Running]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[Running] = []

    def start_one(*command: str, **environment: str) -> Running:
        started.append(Running(*command, **environment))
        return started[-1]

    yield start_one
    for running in started:
        running.clear_away()


@pytest.fixture
def service(start: Start) -> Running:
    return both_up(start("-m", "tests.supervisor.service"))


@pytest.fixture
def deaf_service(start: Start) -> Running:
    return both_up(start("-m", "tests.supervisor.service", "deaf"))


def both_up(running: Running) -> Running:
    running.says(r" up$")
    running.says(r" up$")
    return running
