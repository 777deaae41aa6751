from datetime import date

import pytest

from tests.factories import FollowUpFactory, InformationRequestFactory
from tests.services.doings import at, debrief, standing, the, they_write, you_write
from tracker.models import FollowUp
from tracker.models.follow_ups import lapsed
from tracker.planning.facts import Purpose, Stage
from tracker.planning.rules import RULES
from tracker.services.applications import change_stage
from tracker.services.debriefs import Asked
from tracker.services.follow_ups import complete, reopen, skip, snooze
from tracker.services.messages import delete_message
from tracker.services.replan import HELD, replan

pytestmark = pytest.mark.django_db


@pytest.fixture
def thanks(application, interview) -> FollowUp:
    return the("thank-you", application)


@pytest.fixture
def to_send(application, interview, dana) -> FollowUp:
    """They asked for references at the interview."""
    debrief(interview, met=[dana], asked=[Asked("references", "email")], now=at(24, 16))
    return the("send-information", application)


@pytest.mark.parametrize(("decide", "status"), [(complete, "done"), (skip, "skipped")])
def test_a_decision_has_its_moment(thanks, decide, status):
    assert decide(thanks, now=at(24, 16))
    assert (thanks.status, thanks.decided_at, thanks.settled_by_fact) == (status, at(24, 16), False)


@pytest.mark.parametrize("first", [complete, skip])
@pytest.mark.parametrize("second", [complete, skip])
def test_only_the_first_decision_counts(thanks, first, second):
    old_page = FollowUp.objects.get(pk=thanks.pk)
    assert first(thanks, now=at(24, 16))
    assert not second(old_page, now=at(24, 17))
    assert not second(thanks, now=at(24, 17))
    thanks.refresh_from_db()
    assert thanks.decided_at == at(24, 16)
    assert thanks.version == old_page.version + 1


@pytest.mark.parametrize("decide", [complete, skip])
def test_what_was_decided_cannot_be_put_off(thanks, decide):
    decide(thanks, now=at(24, 16))
    assert not snooze(thanks, until=at(25, 9), now=at(24, 17))
    assert thanks.snoozed_until is None


def test_what_was_put_off_can_be_done(thanks):
    assert snooze(thanks, until=at(25, 9), now=at(24, 16))
    assert complete(thanks, now=at(24, 17))
    assert thanks.status == "done"


@pytest.mark.parametrize("decide", [complete, skip])
def test_a_decision_can_be_taken_back_once(thanks, decide):
    decide(thanks, now=at(24, 16))
    assert reopen(thanks, now=at(24, 17))
    assert (thanks.status, thanks.decided_at) == ("open", None)
    assert not reopen(thanks, now=at(24, 18))


def test_putting_off_can_be_taken_back_once(thanks):
    snooze(thanks, until=at(25, 9), now=at(24, 16))
    assert reopen(thanks, now=at(24, 17))
    assert thanks.snoozed_until is None
    assert not reopen(thanks, now=at(24, 18))


@pytest.mark.parametrize("decide", [complete, skip])
def test_a_decision_that_is_taken_back_leaves_it_put_off(thanks, decide):
    snooze(thanks, until=at(25, 9), now=at(24, 16))
    decide(thanks, now=at(24, 17))
    assert reopen(thanks, now=at(24, 18))
    assert (thanks.status, thanks.snoozed_until) == ("open", at(25, 9))
    assert reopen(thanks, now=at(24, 19))
    assert thanks.snoozed_until is None


def test_where_nothing_was_decided_there_is_nothing_to_take_back(thanks):
    assert not reopen(thanks, now=at(24, 17))
    assert thanks.version == FollowUp.objects.get(pk=thanks.pk).version


def test_what_a_fact_shows_is_not_taken_back_here(application, interview, dana):
    you_write(application, Purpose.THANK_YOU, dana, now=at(24, 16))
    thanks = the("thank-you", application)
    assert not reopen(thanks, now=at(24, 17))
    assert thanks.status == "done"


def test_a_decision_taken_back_when_its_reason_is_gone_is_withdrawn_and_says_so(
    application, thanks
):
    complete(thanks, now=at(24, 16))
    change_stage(application, Stage.REJECTED, now=at(25, 9))
    reopen(thanks, now=at(25, 10))
    assert (thanks.status, thanks.withdrawn_because) == ("withdrawn", "its reason is gone")


def test_what_was_withdrawn_cannot_be_decided(application, thanks):
    change_stage(application, Stage.WITHDRAWN, now=at(24, 16))
    assert not any(decide(thanks, now=at(24, 17)) for decide in (complete, skip, reopen))
    assert not snooze(thanks, until=at(25, 9), now=at(24, 17))


def test_d1_information_that_is_sent_is_delivered_and_starts_the_count(application, to_send):
    assert "check-in:interview" not in standing_open(application)
    assert complete(to_send, now=at(25, 10))
    assert (to_send.status, to_send.settled_by_fact) == ("done", True)
    to_send.request.refresh_from_db()
    assert to_send.request.delivered_at == at(25, 10)
    assert the("check-in", application).why.startswith(
        "They named no date. Five business days after what you sent"
    )


def test_taking_it_back_makes_it_undelivered_and_holds_the_check_in(application, to_send):
    complete(to_send, now=at(25, 10))
    old_page = FollowUp.objects.get(pk=to_send.pk)
    assert reopen(to_send, now=at(25, 11))
    assert not reopen(to_send, now=at(25, 12))
    assert not reopen(old_page, now=at(25, 12))
    to_send.refresh_from_db()
    assert (to_send.status, to_send.settled_by_fact) == ("open", False)
    assert to_send.request.delivered_at is None
    gone = application.follow_ups.get(kind="check-in")
    assert gone.withdrawn_because == HELD["send-information"]


def test_each_thing_that_they_wait_for_has_its_words():
    assert HELD.keys() == {rule.kind for rule in RULES if rule.owed}


def test_information_is_delivered_once(to_send):
    old_page = FollowUp.objects.get(pk=to_send.pk)
    assert complete(to_send, now=at(25, 10))
    assert not complete(to_send, now=at(25, 11))
    assert not complete(old_page, now=at(25, 11))
    to_send.request.refresh_from_db()
    assert to_send.request.delivered_at == at(25, 10)


def test_information_left_out_on_another_page_is_not_delivered(to_send):
    old_page = FollowUp.objects.select_related("request").get(pk=to_send.pk)
    assert skip(to_send, now=at(25, 10))
    assert not complete(old_page, now=at(25, 11))
    old_page.refresh_from_db()
    assert (old_page.status, old_page.request.delivered_at) == ("skipped", None)


def test_information_left_out_counts_as_sent_for_the_check_in(application, to_send):
    skip(to_send, now=at(25, 10))
    assert the("check-in", application).opens > at(30, 0)
    reopen(to_send, now=at(25, 11))
    assert "check-in:interview" not in standing_open(application)


def test_sent_before_it_was_asked_for_is_sent_when_it_was(to_send):
    assert complete(to_send, now=at(24, 14))
    to_send.request.refresh_from_db()
    assert to_send.request.delivered_at == to_send.request.asked_at


def test_a_check_in_that_was_sent_stays_sent_when_they_answer(application, interview, dana):
    complete(the("check-in", application), now=at(30, 10))
    message = they_write(application, now=at(30, 12))
    assert standing(application)["check-in:interview"] == "done"
    delete_message(message, now=at(30, 13))
    assert standing(application)["check-in:interview"] == "done"


def standing_open(application) -> list[str]:
    return [key for key, status in standing(application).items() if status == "open"]


@pytest.fixture
def promise(application, now) -> FollowUp:
    """They asked for references, which take until Friday."""
    InformationRequestFactory(application=application, asked_at=now, can_send_on=date(2026, 11, 20))
    replan(application, because="they asked", now=now)
    return the("promise-information", application)


def test_d2_a_promise_that_was_given_names_the_day_on_which_it_is_to_be_kept(application, promise):
    assert complete(promise, now=at(17, 14))
    assert promise.request.promised_for == date(2026, 11, 20)
    assert the("send-information", application).due.date() == date(2026, 11, 20)
    assert standing(application)["promise-information:request"] == "done"


def test_a_promise_taken_back_is_open_again(application, promise):
    complete(promise, now=at(17, 14))
    assert reopen(promise, now=at(17, 15))
    assert (promise.status, promise.request.promised_for) == ("open", None)
    assert the("send-information", application).due.date() == date(2026, 11, 17)


def test_a_promise_that_was_left_out_promises_nothing(application, promise):
    skip(promise, now=at(17, 14))
    old_page = FollowUp.objects.select_related("request").get(pk=promise.pk)
    assert not complete(old_page, now=at(17, 15))
    old_page.request.refresh_from_db()
    assert old_page.request.promised_for is None


def test_b8_moving_on_puts_it_down_as_no_reply_and_can_be_taken_back(application, interview):
    move_on = the("move-on", application)
    assert complete(move_on, now=at(30, 10))
    application.refresh_from_db()
    assert (application.stage, move_on.status) == (Stage.NO_REPLY, "done")
    assert not complete(move_on, now=at(30, 11))
    assert reopen(move_on, now=at(30, 12))
    application.refresh_from_db()
    assert (application.stage, move_on.status) == (Stage.INTERVIEWING, "open")


def test_waiting_on_is_a_decision_too_and_the_wait_has_a_new_end(application, interview):
    skip(the("move-on", application), now=at(30, 10))
    rows = application.follow_ups.filter(kind="move-on").order_by("pk")
    assert [row.status for row in rows] == ["skipped", "open"]
    application.refresh_from_db()
    assert application.stage == Stage.INTERVIEWING


@pytest.mark.parametrize("decide", [complete, skip])
def test_what_was_decided_is_a_fact_for_what_follows(application, interview, decide):
    decide(the("check-in", application), now=at(30, 10))
    second = the("second-check-in", application)
    assert (second.status, second.due.date()) == ("open", date(2026, 12, 14))
    reopen(application.follow_ups.get(kind="check-in"), now=at(30, 11))
    assert standing(application)["second-check-in:interview"] == "withdrawn"


@pytest.mark.parametrize("kind", ["prepare", "thank-you"])
def test_the_database_knows_what_is_pointless_as_planning_does(application, kind):
    closes = at(24, 14)
    puts_off = [None, at(24, 9), closes, at(24, 16), at(26, 9)]
    for until in puts_off:
        opens = {"opens": at(23, 18), "due": closes, "closes": closes, "snoozed_until": until}
        FollowUpFactory(application=application, kind=kind, **opens)
    for now in (at(24, 13, 59), closes, at(25, 15, 59), at(25, 16), at(28, 9)):
        over = {row.pk for row in FollowUp.objects.filter(lapsed(now))}
        assert over == {row.pk for row in FollowUp.objects.all() if row.has_lapsed(now)}
