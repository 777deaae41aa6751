"""A thousand reminders, while processes are killed at random: none is lost, none comes twice."""

import os
import random
import sys
import time

import pytest

from tests.faults.sending.clusters import kill, pause
from tests.faults.sending.ground import wait_until
from tracker.models import Delivery

MAILS = 1000
# Who dies, in an order that the seed decides; the supervisor is started again, as systemd would.
DEATHS = (
    *["worker"] * 10,
    *["pusher"] * 2,
    *["monitor"] * 2,
    *["sentinel"] * 2,
    *["main"] * 2,
    *["supervisor"] * 2,
)


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_thousand_reminders_survive_twenty_kills(ground, server, start, capsys):
    """F1 to F4 at random: SEED, in the environment, repeats a run as far as chance goes."""
    seed = int(os.environ.get("SEED", random.randrange(1_000_000)))
    sys.stderr.write(f"SEED={seed}\n")  # shown when it fails
    chance = random.Random(seed)
    server.seconds_a_mail = 0.02
    clusters = start(SILENCE="20")
    ground.people(MAILS)
    marks = sorted(chance.sample(range(20, MAILS * 9 // 10), len(DEATHS)))
    killed = []
    for role, mark in zip(chance.sample(DEATHS, len(DEATHS)), marks, strict=True):
        ground.wake()
        ground.wake()
        wait_for_mails(server, mark)
        pause(chance.uniform(0, 0.1))
        kill(chance.choice(living(clusters, role)))
        killed.append(f"{role} at {len(server.taken)}")
        if role == "supervisor":
            clusters = start(SILENCE="20")
    ground.comes_to_an_end(server, within=90)
    states = ground.states()
    told = f"seed {seed}: {', '.join(killed)}; {dict(states)}, {len(server.taken)} taken\n"
    with capsys.disabled():
        sys.stderr.write(f"\n{told}")
    assert ground.damage() == []
    assert states.total() == MAILS
    assert set(states) <= {"sent", "uncertain", "failed"}
    assert states["sent"] >= MAILS - 3 * len(DEATHS)  # as many workers are there to be killed
    assert set(server.message_ids().values()) == {1}
    taken = {name.partition("@")[0].removeprefix("<reminder-") for name in server.message_ids()}
    rows = {str(row.message_id): row.state for row in Delivery.objects.all()}
    assert taken <= set(rows)
    assert {name for name, state in rows.items() if state == "sent"} <= taken
    assert {rows[name] for name in set(rows) - taken} <= {"uncertain", "failed"}


def wait_for_mails(server, number):
    """Until so many have been taken, or, if whoever sends is dead just now, for a while."""
    deadline = time.monotonic() + 2
    while len(server.taken) < number and time.monotonic() < deadline:
        pause(0.01)


def living(clusters, role):
    wait_until(lambda: clusters.pids(role), f"there is a {role}", 60, seen=lambda: clusters.heard)
    return clusters.pids(role)
