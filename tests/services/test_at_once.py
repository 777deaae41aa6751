"""Two things done in the same moment: the one waits for the other, and nothing is lost."""

import threading
from contextlib import suppress
from functools import partial

import pytest
from django.db import connection

from tests.factories import ApplicationFactory
from tests.services.doings import agreed, at, schedule, the, they_write
from tracker.models import Delivery, FollowUp, Interview
from tracker.planning.facts import Stage
from tracker.reminders.claim import claim
from tracker.services import applications, debriefs, interviews, messages, offers, reminders
from tracker.services.debriefs import Debrief
from tracker.services.follow_ups import complete, skip
from tracker.services.offers import log_offer

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


def in_between(monkeypatch, *places):
    """What stands at each place is done once both are there, or when one has waited in vain."""
    both = threading.Barrier(len(places))

    def behind(act):
        def wait(*args, **more):
            with suppress(threading.BrokenBarrierError):
                both.wait(timeout=1)
            return act(*args, **more)

        return wait

    for module, name in dict.fromkeys(places):
        monkeypatch.setattr(module, name, behind(getattr(module, name)))


def test_two_offers_at_once_do_not_wait_for_each_other(
    application, dana, now, at_once, monkeypatch
):
    globex = ApplicationFactory(owner=application.owner, company__name="Globex")
    for each in (application, globex):
        schedule(each, day=19, now=now)
    in_between(monkeypatch, (offers, "replan_met"), (offers, "replan_met"))
    values = {"received_at": at(25, 10)}
    results = at_once(
        partial(log_offer, application, values=values, now=at(25, 10)),
        partial(log_offer, globex, values=values, now=at(25, 10)),
    )
    assert [type(result).__name__ for result in results] == ["Offer", "Offer"]


def test_a_debrief_and_a_moved_interview_at_once_do_not_wait_for_each_other(
    application, dana, now, at_once, monkeypatch
):
    interview = schedule(application, dana, now=now)
    in_between(monkeypatch, (debriefs, "claim_version"), (interviews, "replan"))
    again = Interview.objects.get(pk=interview.pk)
    told = Debrief(met=(), said=None, asked=())
    move = partial(interviews.change_interview, again, values=agreed(), attendees=())
    results = at_once(
        partial(debriefs.save_debrief, interview, told, version=0, now=at(24, 16)),
        partial(move, version=0, now=at(24, 16)),
    )
    kinds = sorted(type(result).__name__ for result in results)
    assert kinds == ["NoneType", "StaleError"]


def test_whoever_waited_for_an_end_counts_from_that_end(
    application, dana, now, at_once, monkeypatch
):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets nobody read in between")
    schedule(application, dana, now=now)
    in_between(monkeypatch, (applications, "replan_locked"), (messages, "replan"))
    at_once(
        partial(applications.change_stage, application, Stage.REJECTED, now=at(25, 10)),
        partial(they_write, application, now=at(25, 10)),
    )
    assert the("reply-to-rejection", application).due.date() == at(26, 0).date()
