import time

import pytest

from tests.faults.sending.ground import wait_until
from tests.live.instance import started
from tests.live.visitor import Visitor

pytestmark = pytest.mark.slow


def test_a_fresh_start_leads_to_the_first_account(instance):
    assert instance.opens_at == "/accounts/create/"


def test_stopping_does_not_wait_for_a_reminder_that_is_near(tmp_path, mailbox, clock):
    with started(tmp_path, mailbox.port) as instance:
        visitor = Visitor(instance.url)
        visitor.make_account(clock.city)
        visitor.have_met("Ada", "Northwind", clock.next_minute(seconds_ahead=25))
        wait_until((tmp_path / "heartbeat").exists, "the worker is at work")
        time.sleep(2)  # it has seen it, and waits for its moment
        instance.stop()
    assert mailbox.to(visitor.email) == []
