import os
import signal

import pytest

from tests.supervisor.conftest import both_up
from tracker.supervisor.child import pause_after


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_killed_child_comes_back(start, name):
    service = start("-m", "tests.supervisor.service")
    pids = dict(service.says(r"(\w+) (\d+) up$").groups() for _ in range(2))
    os.kill(int(pids[name]), signal.SIGKILL)
    service.says(f"{name} was killed by signal 9")
    assert service.says(rf"{name} (\d+) up$")[1] != pids[name]


def test_what_a_dead_child_had_started_goes_with_it(start):
    service = start("-m", "tests.supervisor.service")
    pids = [int(service.says(r"(\d+) up$")[1]) for _ in range(2)]
    os.kill(pids[0], signal.SIGKILL)
    service.says("was killed by signal 9")
    service.says(r" up$")
    service.send(signal.SIGTERM)
    assert service.ends() == 0


def test_a_worker_without_a_heartbeat_is_started_afresh(start, tmp_path):
    service = both_up(
        start("-m", "tests.supervisor.service", HEARTBEAT=str(tmp_path / "heartbeat"))
    )
    service.says("worker has done nothing")
    service.says(r"worker \d+ up$")


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (1, 0.4), (2, 0.8), (3, 1.6), (7, 25.6), (8, 30), (5000, 30)]
)
def test_the_pause_doubles_up_to_half_a_minute(failures, seconds):
    assert pause_after(failures) == pytest.approx(seconds)
