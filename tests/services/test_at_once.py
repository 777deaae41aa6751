"""Two things done in the same moment: the one waits for the other, and nothing is lost."""

import threading
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import connection

from tests.factories import ApplicationFactory, CompanyFactory, ContactFactory
from tests.services.doings import agreed, at, schedule, the, they_write
from tracker.models import Deleted, Delivery, FollowUp, Interview, Reminder, ReminderState
from tracker.planning.facts import InterviewStatus, Stage
from tracker.reminders.claim import claim
from tracker.services import (
    applications,
    contacts,
    debriefs,
    deleted,
    interviews,
    lists,
    merging,
    messages,
    offers,
    reminders,
)
from tracker.services.debriefs import Debrief, Said
from tracker.services.follow_ups import complete, skip
from tracker.services.offers import log_offer
from tracker.services.sample import make_sample_search

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


def then_look(at_once, look, *acts):
    """Do these at once; what came of each, and what is there then, as all of them saw it."""
    done = threading.Barrier(len(acts))

    def each(act):
        came = act()
        done.wait(timeout=20)
        return came, look()

    results = at_once(*(partial(each, act) for act in acts))
    assert not [result for result in results if isinstance(result, Exception)], results
    came, seen = zip(*results, strict=True)
    assert all(each == seen[0] for each in seen)
    return came, seen[0]


def beside_a_sweep(at_once, act, interview, moment):
    """Do it while a sweep looks; then what stands of the interview's reminders, as those saw it."""

    def look():
        rows = Reminder.objects.filter(interview=interview).exclude(state=ReminderState.WITHDRAWN)
        return [(row.send_at, row.state) for row in rows]

    return then_look(at_once, look, act, partial(claim, moment))[1]


def test_an_interview_that_is_called_off_while_a_sweep_looks_is_in_no_mail(
    application, dana, now, at_once
):
    interview, moment = schedule(application, dana, now=now), at(24, 13)
    off: dict[str, Any] = {
        "status": InterviewStatus.CANCELLED,
        "by_them": True,
        "version": 0,
        "now": moment,
    }
    act = partial(interviews.call_off_interview, interview, **off)
    assert beside_a_sweep(at_once, act, interview, moment) == []


def test_a_moved_interview_and_a_sweep_at_once_leave_one_moment(application, dana, now, at_once):
    interview, moment = schedule(application, dana, now=now), at(24, 13)
    to: dict[str, Any] = {
        "values": agreed(hour=16),
        "attendees": [dana.pk],
        "version": 0,
        "now": moment,
    }
    act = partial(interviews.change_interview, interview, **to)
    left = beside_a_sweep(at_once, act, interview, moment)
    assert left == [(at(24, 15), ReminderState.SCHEDULED)]


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


def test_one_tag_made_in_two_tabs_is_one_tag(application, at_once):
    tag = partial(lists.tag_applications, application.owner, [application])
    acts = partial(tag, "remote"), partial(tag, "Remote")
    came, there = then_look(at_once, lambda: list(application.tags.all()), *acts)
    assert [came[0]] == [came[1]] == there


def test_one_view_kept_in_two_tabs_is_one_view(application, at_once):
    keep = partial(lists.keep_view, application.owner, "Open")
    acts = partial(keep, "stage=applied"), partial(keep, "stage=offer")
    came, there = then_look(at_once, lambda: list(application.owner.saved_views.all()), *acts)
    assert [came[0][0]] == [came[1][0]] == there


@pytest.mark.parametrize("merge", [merging.merge_companies, merging.merge_contacts])
def test_each_merged_into_the_other_leaves_one(application, dana, now, at_once, merge):
    rita = ContactFactory(owner=dana.owner, name="Rita")
    one, two = (dana, rita) if merge is merging.merge_contacts else (dana.company, rita.company)
    rows = type(one).objects.filter(pk__in=[one.pk, two.pk])
    again = [rows.get(pk=row.pk) for row in (two, one)]
    acts = partial(merge, one, two, now=now), partial(merge, *again, now=now)
    came, left = then_look(at_once, rows.count, *acts)
    assert (sorted(came), left) == ([False, True], 1)


def test_a_name_that_another_form_takes_meanwhile_stays_that_ones(
    application, now, at_once, monkeypatch
):
    other = CompanyFactory(owner=application.owner, name="Globex")
    values = {"role": "Writer", "stage": Stage.APPLIED}
    log = partial(applications.log_application, by=application.owner, values=values, now=now)
    in_between(monkeypatch, (applications, "known_company"), (applications, "known_company"))
    acts = partial(log, company="Initech"), partial(merging.rename_company, other, "Initech")
    called = application.owner.companies.filter(name="Initech")
    came, there = then_look(at_once, lambda: list(called), acts[0], partial(acts[1], now=now))
    assert [came[0].company_id] == [came[1].pk] == [row.pk for row in there]


def test_the_example_asked_for_in_two_tabs_is_there_once(alice, now, at_once):
    make = partial(make_sample_search, alice, now=now)
    samples = alice.applications.filter(is_sample=True)
    came, there = then_look(at_once, samples.count, make, make)
    assert (sorted(came), there) == ([False, True], 8)


@pytest.mark.parametrize("whole", [False, True])
def test_what_is_deleted_in_two_tabs_is_kept_once_with_all_that_went_with_it(
    application, at_once, whole
):
    message = they_write(application, now=at(25, 10), said=Said("soon", date(2026, 11, 30)))
    row: Any = application if whole else message
    delete = applications.delete_application if whole else messages.delete_message
    again = type(row).objects.get(pk=row.pk)
    acts = [
        partial(deleted.delete_kept, each, delete, home="/", now=at(25, 11))
        for each in (row, again)
    ]
    came, kept = then_look(at_once, lambda: list(Deleted.objects.all()), *acts)
    assert [came[0]] == [came[1]] == kept
    assert '"tracker.estimate"' in kept[0].rows


def test_an_undo_and_a_change_at_once_do_not_wait_for_each_other(
    application, dana, now, at_once, monkeypatch
):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets nobody write in between")
    offer = log_offer(application, values={"received_at": at(25, 10)}, now=at(25, 10))
    kept = deleted.delete_kept(offer, offers.delete_offer, home="/", now=at(25, 11))
    # The undo has written to the application by then, and is slow to plan it again.
    in_between(monkeypatch, (deleted, "_to_plan"), (contacts, "hold_owner"))
    in_between(monkeypatch, (deleted, "replan_all"), (deleted, "replan_all"))
    change = partial(contacts.change_contact, dana, values={"title": "CTO"}, version=dana.version)
    results = at_once(
        partial(deleted.restore_deleted, kept, now=at(25, 12)), partial(change, now=at(25, 12))
    )
    assert results == [True, None]
