"""Processes of a real service are killed: what lives on, what comes back, and what is said of it."""

import os
import signal
import time

import pytest

from tests.faults.due import due
from tests.faults.up import is_alive, wait_for
from tests.smtp_server import DOT, HANG
from tracker.models import Delivery
from tracker.reminders.tasks import heartbeat

pytestmark = pytest.mark.slow

KILL = signal.SIGKILL


@pytest.fixture
def service(start_up):
    return start_up().is_up()


@pytest.fixture
def quick(start_up):
    """Its supervisor misses a pulse after fifteen seconds instead of three minutes."""
    return start_up("-m", "tests.faults.quick_supervisor").is_up()


def everybody(processes):
    *single, workers, monitor, pusher = processes
    return [*single, *workers, monitor, pusher]


def gone(pids):
    wait_for(lambda: not any(map(is_alive, pids)), 15, "the end of all", pids)


def restarts(service, before):
    """Wait for another one of each, and return them."""
    wait_for(lambda: service.look() not in (None, before), 30, "a restart", service.heard)
    return service.processes()


def test_a_service_that_is_well_says_so(service):
    status, body = service.health()
    assert (status, body["web"], body["database"]) == (200, "ok", "ok")
    wait_for(lambda: service.health()[1]["worker"] == "ok", 10, "a beat in the rows")
    assert service.lines("WARNING") == service.lines("ERROR") == []


def test_a_worker_that_falls_silent_is_said_until_one_is_heard_of_again(rows, start_up):
    """A web server that waits three seconds instead of three minutes, and no worker."""
    service = start_up("-m", "tests.faults.quick_supervisor", BROKEN="1", IMPATIENT="1")
    wait_for(lambda: service.health()[0] == 503, 30, "the end of its patience", service.heard)
    assert service.health()[1]["worker"] == "silent"

    def is_heard_of():
        heartbeat()
        status, body = service.health()
        return (status, body["worker"]) == (200, "ok")

    wait_for(is_heard_of, 10, "a beat in the rows")
    wait_for(lambda: service.health()[0] == 503, 10, "the end of its patience")


def test_nothing_outlives_a_supervisor_that_was_killed(service, start_up):
    pids = everybody(service.processes())
    os.kill(service.process.pid, KILL)
    assert service.ends(within=20) == -KILL
    gone(pids)
    assert service.health()[0] == 0
    assert start_up().is_up().health()[0] == 200  # on the same data, at once


@pytest.mark.parametrize("name", ["web", "web_worker"])
def test_a_killed_web_server_comes_back_and_the_worker_never_notices(service, name):
    before = service.processes()
    os.kill(getattr(before, name), KILL)
    service.says(r"heardback: web (was killed by signal 9|ended with code \d+): back in 0\.4 s")
    gone([before.web, before.web_worker])
    after = restarts(service, before)
    assert (after.worker, after.sentinel) == (before.worker, before.sentinel)
    wait_for(lambda: service.health()[0] == 200, 15, "health")


@pytest.mark.parametrize(
    ("name", "said"), [("worker", "was killed by signal 9"), ("sentinel", "ended with code 0")]
)
def test_a_killed_main_or_sentinel_takes_its_orphans_along(service, name, said):
    """F4: the sentinel's main process ends as if all were well, and its orphans would go on."""
    before = service.processes()
    cluster = [before.worker, before.sentinel, *before.queue_workers, before.monitor, before.pusher]
    os.kill(getattr(before, name), KILL)
    service.says(f"heardback: worker {said}: back in 0.4 s")
    gone(cluster)
    service.beats_again()
    assert service.processes().web == before.web
    assert service.health()[0] == 200


def test_a_killed_pusher_is_replaced_within_the_cluster(service):
    before = service.processes()
    os.kill(before.pusher, KILL)
    service.says("reincarnated pusher")
    service.beats_again()  # its first act
    assert service.processes().sentinel == before.sentinel


def hung(service, before):
    service.says("heardback: worker has done nothing for 15 s: starting it afresh", within=45)
    gone([before.worker, before.sentinel, *before.queue_workers, before.monitor, before.pusher])
    service.beats_again()
    assert service.health()[0] == 200


def test_a_cluster_whose_idle_workers_were_killed_hangs_and_is_started_afresh(quick):
    before = quick.processes()
    for pid in before.queue_workers:
        os.kill(pid, KILL)
    hung(quick, before)


def test_a_cluster_whose_monitor_was_killed_is_started_afresh(quick):
    """Or each of its tasks would run again every ten minutes, for ever."""
    before = quick.processes()
    quick.beats_again()
    time.sleep(0.1)  # it waits for the next one then, with the queue in its hand
    os.kill(before.monitor, KILL)
    quick.says("reincarnated monitor")
    hung(quick, before)


def test_a_part_that_dies_at_once_is_tried_ever_more_rarely_and_the_other_goes_on(start_up):
    service = start_up("-m", "tests.faults.quick_supervisor", BROKEN="1")
    for pause in ("0.4", "0.8", "1.6", "3.2"):
        service.says(f"worker ended with code 1: back in {pause} s")
    assert service.lines("is running at")
    assert service.health() == (
        200,
        {"web": "ok", "database": "ok", "worker": "starting", "seconds_since_beat": None},
    )
    service.send(signal.SIGTERM)
    assert service.ends() == 0


def test_the_mail_that_is_leaving_has_left_before_a_stop_ends(rows, start_up, smtp):
    [owner] = due(1)
    service = start_up()

    def stop_meanwhile():
        service.send(signal.SIGTERM)
        service.says("stopping")
        time.sleep(2)

    smtp.when(DOT, stop_meanwhile)
    assert service.ends(within=40) == 0
    assert service.lines("killed") == []
    assert smtp.mails() == {owner.email: 1}
    assert Delivery.objects.get().state == "sent"


def test_ctrl_c_twice_does_not_wait_for_it(rows, start_up, smtp):
    due(1)
    service = start_up()
    smtp.when(DOT, lambda: service.send(signal.SIGINT))
    smtp.next(DOT, HANG)
    service.says("stopping", within=30)
    wait_for(lambda: service.health()[0] == 0, 15, "the end of the web server")
    service.send(signal.SIGINT)
    assert service.ends(within=10) == 0
    assert service.lines("worker did not stop in time: killed")
    assert Delivery.objects.get().state == "sending"  # which becomes a doubt that is said


def test_a_second_start_on_the_same_data_is_refused_and_disturbs_nothing(service, start_up):
    second = start_up()
    assert second.ends(within=20) == 1
    said = f"runs already on the data in {service.data.directory} (process {service.process.pid})"
    assert said in second.heard[-1]
    assert len(second.heard) == 1
    assert service.health()[0] == 200
