import os

import pytest
import time_machine

from tracker.supervisor import heartbeat
from tracker.supervisor.heartbeat import Heartbeat


class SteadyClock:
    now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = SteadyClock()
    monkeypatch.setattr(heartbeat, "time", clock)
    return clock


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "heartbeat"
    path.touch()
    return path


def test_a_worker_that_never_beats_is_silent_after_the_limit(clock, tmp_path):
    beat = Heartbeat(tmp_path / "heartbeat", limit=180)
    clock.now = 180
    assert not beat.is_silent()
    clock.now = 181
    assert beat.is_silent()


def test_each_beat_counts_from_anew(clock, path):
    beat = Heartbeat(path, limit=180)
    clock.now = 170
    os.utime(path, (1, 1))
    assert not beat.is_silent()
    clock.now = 349
    assert not beat.is_silent()


def test_an_old_file_does_not_condemn_a_new_worker(clock, path):
    os.utime(path, (1, 1))
    assert not Heartbeat(path, limit=180).is_silent()


def test_a_clock_that_was_put_forward_is_no_silence(clock, path):
    beat = Heartbeat(path, limit=180)
    with time_machine.travel("2099-01-01"):
        assert not beat.is_silent()
