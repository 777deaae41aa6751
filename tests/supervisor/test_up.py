"""`manage.py up` with the real web server and the real queue, on data of its own."""

import signal
import socket
import urllib.request

import pytest

from tests.live.instance import free_port

pytestmark = pytest.mark.slow


@pytest.fixture
def up(start, tmp_path, monkeypatch):
    for name in ("DATABASE_URL", "REDIS_URL", "SITE_URL", "SETUP_TOKEN"):
        monkeypatch.delenv(name, raising=False)

    def up(**environment):
        return start(
            "manage.py", "up", DATA_DIR=str(tmp_path), PORT=str(free_port()), **environment
        )

    return up


def test_it_serves_what_it_announces_and_ctrl_c_leaves_nothing(up):
    running = up()
    address = running.says(r"Heardback is running at (http://127\.0\.0\.1:\d+/) ", within=30)[1]
    with urllib.request.urlopen(address) as answer:
        assert answer.status == 200
    running.send(signal.SIGINT)
    assert running.ends(within=30) == 0


def test_kill_9_leaves_nothing_either(up):
    running = up()
    running.says("is running at", within=30)
    running.send(signal.SIGKILL)
    running.ends(within=30)


def test_the_first_account_needs_a_link_when_others_can_reach_us(up):
    running = up(HOST="0.0.0.0")
    running.says(r"/accounts/create/\?token=[\w-]{20,}$", within=30)


def test_nobody_needs_a_link_on_a_machine_of_their_own(up):
    running = up()
    running.says("is running at", within=30)
    running.send(signal.SIGTERM)
    running.ends(within=30)
    assert not any("token=" in line for line in running.heard)


def test_a_taken_port_is_said_before_anything_is_touched(start, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        running = start("manage.py", "up", DATA_DIR=str(tmp_path), PORT=port)
        assert running.ends() == 1
    assert "is taken" in running.heard[-1]
    assert not list(tmp_path.glob("*.sqlite3"))
