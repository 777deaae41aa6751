import socket

import pytest

from tracker.supervisor import port


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_free_port_has_no_problem():
    assert port.problem_with("127.0.0.1", 0) == ""


def test_a_taken_port_is_named_with_a_way_out(taken):
    assert port.problem_with("127.0.0.1", taken) == (
        f"Port {taken} of 127.0.0.1 is taken: stop what uses it, or choose another"
        f" with PORT, such as PORT={taken + 1}."
    )


@pytest.mark.parametrize(
    ("host", "number"), [("192.0.2.1", 8000), ("no such host", 8000), ("::", 70000)]
)
def test_an_impossible_address_is_a_sentence_too(host, number):
    assert port.problem_with(host, number).startswith(f"Heardback cannot listen at port {number}")


def test_the_supervisor_says_it_and_starts_nothing(start, taken):
    running = start("-m", "tracker.supervisor", HOST="127.0.0.1", PORT=str(taken))
    assert running.ends() == 1
    assert len(running.heard) == 1
    assert f"Port {taken} of 127.0.0.1 is taken" in running.heard[0]


def test_a_port_answers_when_somebody_listens(taken):
    assert port.answers("127.0.0.1", taken)
    assert port.answers("0.0.0.0", taken)
