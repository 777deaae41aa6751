import os

from tracker.supervisor import parts


def test_all_of_it_is_started_unless_one_part_is_asked_for():
    assert parts.wanted(None) == parts.wanted("") == ("web", "worker")
    assert parts.wanted("worker") == ("worker",)


def test_a_part_that_runs_is_named_with_its_process(tmp_path):
    with parts.hold("worker", tmp_path):
        assert parts.problem_with(["worker"], tmp_path, "127.0.0.1", 0) == (
            f"Heardback's worker runs already on the data in {tmp_path} (process {os.getpid()}):"
            " stop it first, or choose another directory with DATA_DIR."
        )
        assert parts.problem_with(["web"], tmp_path, "127.0.0.1", 0) == ""


def test_a_part_that_has_ended_is_in_nobodys_way(tmp_path):
    parts.hold("worker", tmp_path).close()
    assert parts.problem_with(["worker"], tmp_path, "127.0.0.1", 0) == ""


def test_a_worker_needs_no_port(tmp_path):
    assert parts.problem_with(["worker"], tmp_path, "192.0.2.1", 8000) == ""
