"""F4 to F6: faults from which a cluster does not recover, each with a cluster of its own."""

import json
import signal
import sys

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from tests.faults.sending.clusters import WORKERS, Clusters, kill, pause
from tests.faults.sending.ground import Ground, wait_until
from tests.smtp_server import DOT
from tracker.models import Delivery
from tracker.reminders.claim import CRASHES, NOT_TRIED_AGAIN

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc"),
]
WITH_REDIS = True


@pytest.mark.parametrize("role", ["monitor", "pusher"])
def test_f4_without_its_monitor_or_pusher_a_cluster_goes_on_and_sends_once(
    ground, server, start, role
):
    clusters = start(SILENCE="20")
    [pid] = clusters.pids(role)
    kill(pid)
    wait_until(lambda: clusters.pids(role) not in ([], [pid]), "there is another")
    ground.people(5)
    all_are_sent(5, ground, clusters)
    ground.let_pass(minutes=11)  # what was not acknowledged by then is run again
    late = OrmQ.objects.filter(lock__lt=timezone.now())
    wait_until(lambda: not late.exists(), "the queue has looked again")
    ground.people(1, name="Another")
    ground.wake()
    ground.settles(sent=6)
    assert sorted(server.message_ids().values()) == [1] * 6


def test_f4_an_idle_worker_that_dies_with_the_queue_in_its_hand_is_noticed(ground, server, start):
    """The others wait for ever then, and nothing in the cluster itself knows that."""
    clusters = start(SILENCE="10")
    old = clusters.pids("worker")
    for pid in old:
        kill(pid)
    ground.people(3)
    all_are_sent(3, ground, clusters)
    assert len(server.taken) == 3


def all_are_sent(number: int, ground: Ground, clusters: Clusters) -> None:
    """Also by a cluster that hung first: a sweep that it took along is missed by nobody."""

    def is_so() -> bool:
        ground.wake()
        pause(0.3)
        return ground.states() == {"sent": number}

    wait_until(is_so, "it works again", within=90, seen=lambda: clusters.heard)


def test_f5_a_mail_that_kills_its_writer_is_given_up_after_three_times_and_the_others_leave(
    ground, server, start
):
    clusters = start(DEADLY_MAIL="yes")
    ground.people(1, name="Deadly")
    ground.people(5)
    for number in range(1, CRASHES + 1):
        ground.wake()
        clusters.has_had(WORKERS + number, "worker")
        ground.let_pass(minutes=1)
    ground.wake()
    ground.settles(failed=1, sent=5)
    assert Delivery.objects.get(state="failed").answer == NOT_TRIED_AGAIN
    assert sorted(server.message_ids().values()) == [1] * 5


def test_f6_sweeps_that_are_cut_off_and_run_again_send_nothing_twice(ground, server, start):
    """A queue set up as badly as can be: a task is ended after a second, repeated after another."""
    queue = {"timeout": 1, "retry": 2, "queue_limit": 9, "max_attempts": 0, "ack_failures": False}
    clusters = start(QUEUE=json.dumps(queue))
    server.seconds_a_mail = 0.1
    ground.people(20)
    for _ in range(3):
        ground.wake()
    clusters.has_had(WORKERS + 1, "worker")  # one was ended
    ground.comes_to_an_end(server)
    assert set(server.message_ids().values()) == {1}
    states = ground.states()
    # One that was in hand at three of these ends has been given up.
    assert set(states) <= {"sent", "uncertain", "failed"}
    assert states.total() == 20
    assert states["sent"] <= len(server.taken) <= 20


def test_a_stop_in_mid_send_ends_the_mail_and_keeps_the_rest_which_is_sent_once(
    ground, server, start
):
    clusters = start()
    ground.people(30)
    with server.held_at(DOT) as hold:
        ground.wake()
        hold.wait_until_reached()
        clusters.send(signal.SIGTERM)
        wait_until(lambda: any("stopping" in line for line in clusters.heard), "it has heard")
        pause(0.5)  # until its worker has
    assert clusters.ends(within=30) == 0, clusters.heard
    assert ground.states() == {"sent": 1, "waiting": 29}
    start()
    ground.wake()
    ground.settles(sent=30)
    assert len(server.taken) == 30
