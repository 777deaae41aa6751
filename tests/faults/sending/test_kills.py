"""F1 to F6: processes that die, at every moment that matters, and the mails they had in hand."""

import os
import signal
import sys

import pytest

from tests.faults.sending.clusters import WORKERS, kill, state_and_parent
from tests.faults.sending.ground import wait_until
from tests.smtp_server import CONNECT, DOT, MAIL
from tracker.models import Delivery
from tracker.reminders.claim import CRASHED

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc"),
]


WITH_REDIS = True
DEATHS = [signal.SIGKILL, signal.SIGTERM]


@pytest.mark.parametrize("death", DEATHS)
def test_f1_killed_before_it_began_to_leave_a_mail_is_sent_once(ground, server, cluster, death):
    ground.people(3)
    with server.held_at(CONNECT) as hold:
        ground.wake()
        kill(cluster.busy(hold.wait_until_reached()), death)
    assert ground.states() == {"claimed": 3}
    ground.let_pass(minutes=1)
    ground.wake()
    ground.settles(sent=3)
    assert sorted(server.message_ids().values()) == [1, 1, 1]


@pytest.mark.parametrize("death", DEATHS)
def test_f1_killed_while_a_mail_was_leaving_it_is_a_doubt_and_the_others_are_sent_once(
    ground, server, cluster, death
):
    ground.people(3)
    with server.held_at(MAIL) as hold:
        ground.wake()
        kill(cluster.busy(hold.wait_until_reached()), death)
    assert ground.states() == {"sending": 1, "claimed": 2}
    ground.let_pass(minutes=1)
    ground.wake()
    ground.settles(uncertain=1, sent=2)
    assert Delivery.objects.get(state="uncertain").answer == CRASHED
    assert sorted(server.message_ids().values()) == [1, 1]


def test_f2_killed_between_the_servers_ok_and_our_commit_a_mail_is_never_sent_again(
    ground, server, cluster
):
    ground.people(3)
    with server.held_at(DOT) as hold:
        ground.wake()
        port = hold.wait_until_reached()
        worker = cluster.busy(port)
        os.kill(worker, signal.SIGSTOP)
        wait_until(lambda: state_and_parent(worker)[0] == "T", "it stands still")
        hold.let_go()
        wait_until(lambda: cluster.bytes_unread(port), "the server has said OK")
        kill(worker)
    ground.let_pass(minutes=1)
    ground.wake()
    ground.settles(uncertain=1, sent=2)
    ground.let_pass(days=1)
    ground.sweep_once()
    assert sorted(server.message_ids().values()) == [1, 1, 1]


def test_f2_killed_before_it_could_say_so_alone_a_mail_is_sent_by_the_commit_that_starts_the_next(
    ground, server, cluster
):
    ground.people(2)
    with server.held_at(DOT) as first:
        ground.wake()
        first.wait_until_reached()
        with server.held_at(MAIL) as second:
            first.let_go()
            kill(cluster.busy(second.wait_until_reached()))
    assert ground.states() == {"sent": 1, "sending": 1}
    ground.let_pass(minutes=1)
    ground.wake()
    ground.settles(sent=1, uncertain=1)
    assert len(server.taken) == 1


def test_f3_after_the_death_of_the_whole_group_it_comes_back_and_sends_the_rest(
    ground, server, cluster
):
    ground.people(30)
    with server.held_at(DOT) as hold:
        ground.wake()
        hold.wait_until_reached()
        [main] = cluster.pids("main")
        os.killpg(main, signal.SIGKILL)
    wait_until(lambda: main not in cluster.pids("main"), "it is dead")
    cluster.wait_until_whole()
    ground.let_pass(minutes=1)
    ground.wake()
    ground.settles(uncertain=1, sent=29)
    assert sorted(server.message_ids().values()) == [1] * 30


@pytest.mark.parametrize("role", ["sentinel", "main"])
def test_f4_without_its_sentinel_or_its_head_a_cluster_is_replaced_and_leaves_no_orphans(
    ground, server, cluster, role
):
    [head], old = cluster.pids(role), cluster.pids("worker")
    kill(head)
    wait_until(lambda: not set(old) & set(cluster.pids("worker")), "no worker is left of it")
    cluster.wait_until_whole()
    assert len(cluster.pids("worker")) == WORKERS
    ground.people(3)
    ground.wake()
    ground.settles(sent=3)


def test_f5_a_task_that_kills_its_worker_harms_no_mail(ground, server, cluster):
    ground.people(3)
    ground.enqueue("signal.raise_signal", int(signal.SIGKILL))
    ground.wake()
    ground.settles(sent=3)
    assert len(server.taken) == 3


def test_a_stop_of_the_queue_alone_lets_its_sweep_end(ground, server, cluster):
    ground.people(30)
    with server.held_at(DOT) as hold:
        ground.wake()
        hold.wait_until_reached()
        [main] = cluster.pids("main")
        os.kill(main, signal.SIGTERM)
    ground.settles(sent=30)
    wait_until(lambda: main not in cluster.pids("main"), "it has ended")
    assert len(server.taken) == 30
