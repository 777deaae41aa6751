"""Two things done in the same moment: the one waits for the other, and nothing is lost."""

from functools import partial

import pytest
from django.db import connection

from tests.services.doings import at, schedule, the, they_write
from tracker.models import Delivery, FollowUp
from tracker.reminders.claim import claim
from tracker.services import reminders
from tracker.services.follow_ups import complete, skip

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_messages_at_once_are_both_planned_by(application, dana, now, at_once):
    schedule(application, dana, now=now)
    hear = partial(they_write, application, now=at(25, 10))
    results = at_once(hear, hear)
    assert [type(result).__name__ for result in results] == ["Message", "Message"]


def test_a_decision_and_a_message_at_once_do_not_wait_for_each_other(
    application, dana, now, at_once
):
    schedule(application, dana, now=now)
    check_in = the("check-in", application)
    results = at_once(
        partial(complete, check_in, now=at(25, 10)),
        partial(they_write, application, now=at(25, 10)),
    )
    assert not [result for result in results if isinstance(result, Exception)]


def test_of_two_decisions_at_once_one_counts(application, dana, now, at_once):
    schedule(application, dana, now=now)
    thanks = the("thank-you", application)
    again = FollowUp.objects.get(pk=thanks.pk)
    results = at_once(
        partial(complete, thanks, now=at(24, 16)), partial(skip, again, now=at(24, 16))
    )
    assert sorted(results) == [False, True]


def test_a_sweep_in_between_puts_nothing_into_a_mail_that_is_being_withdrawn(
    application, dana, now, at_once, monkeypatch
):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets nobody write in between")
    schedule(application, dana, now=now)
    withdraw = reminders._withdraw

    def sweep_and_withdraw(rows):
        at_once(partial(claim, at(24, 17)))
        withdraw(rows)

    monkeypatch.setattr(reminders, "_withdraw", sweep_and_withdraw)
    complete(the("thank-you", application), now=at(24, 17))
    assert not Delivery.objects.exists()
