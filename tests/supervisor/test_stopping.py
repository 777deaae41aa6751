import os
import signal

import pytest

from tests.supervisor.conftest import both_up


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_with_code_0(service, number):
    service.send(number)
    assert service.ends() == 0


def test_what_nohup_has_started_goes_on_when_its_terminal_is_closed(start):
    service = both_up(start("-m", "tests.supervisor.service", HANGUP="ignored"))
    service.send(signal.SIGHUP)
    os.kill(int(service.heard[0].split()[1]), signal.SIGKILL)
    service.says(r" up$")


def test_web_stops_before_the_worker(service):
    service.send(signal.SIGTERM)
    service.ends()
    stops = [line.split()[0] for line in service.heard if line.endswith(" released")]
    assert stops == ["web", "worker"]


def test_the_second_ctrl_c_kills_at_once(deaf_service):
    deaf_service.send(signal.SIGINT)
    deaf_service.says("stopping")
    deaf_service.send(signal.SIGINT)
    assert deaf_service.ends() == 0


def test_a_second_sigterm_changes_nothing(service):
    service.send(signal.SIGTERM)
    service.send(signal.SIGTERM)
    service.ends()
    assert not [line for line in service.heard if "killed" in line]


def test_kill_9_of_the_supervisor_ends_both_children(service):
    service.send(signal.SIGKILL)
    assert service.ends() == -signal.SIGKILL


def test_kill_9_of_the_supervisor_ends_children_that_do_not_listen(deaf_service):
    deaf_service.send(signal.SIGKILL)
    assert deaf_service.ends() == -signal.SIGKILL
