"""What happens in one application and is a fact of another: offers (E5), messages (E3 E9), LinkedIn."""

from datetime import date, timedelta

import pytest

from tests.factories import ApplicationFactory, ContactFactory
from tests.services.doings import at, schedule, standing, the, you_write
from tracker.models import Application
from tracker.planning.facts import ContactKind, OfferStatus, Purpose, Stage
from tracker.queries.letters import draft_of
from tracker.services.applications import change_stage, delete_application
from tracker.services.contacts import add_contact
from tracker.services.follow_ups import complete, reopen, skip
from tracker.services.messages import delete_message
from tracker.services.offers import (
    decide_offer,
    delete_offer,
    log_offer,
    reopen_offer,
    withdraw_applications,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def globex(alice, now) -> Application:
    """Where alice is to meet somebody else, on Thursday 19 November."""
    application = ApplicationFactory(owner=alice, company__name="Globex")
    person = ContactFactory(owner=alice, company=application.company, name="Gina")
    schedule(application, person, day=19, now=now)
    return application


@pytest.fixture
def second_role(application, dana, now) -> Application:
    """Another role at Acme: Dana is among its people as well."""
    other = ApplicationFactory(owner=application.owner, company=application.company)
    schedule(other, dana, now=now)
    return other


def offered(application, *, day=25, until=date(2026, 12, 4)):
    values = {"received_at": at(day, 11), "answer_by": until}
    return log_offer(application, values=values, now=at(day, 11))


def test_e5_an_offer_here_is_to_be_told_there(application, interview, globex):
    offered(application)
    tell = the("tell-of-offer", globex)
    assert (tell.title, tell.status) == ("Tell Gina of your other offer", "open")
    assert tell.closes.date() == date(2026, 12, 4)
    assert "tell-of-offer:offer" not in standing(application)
    assert the("answer-offer", application).title == "Answer the offer of Acme"


def test_an_offer_whose_day_has_gone_by_is_not_the_one_that_is_told(application, interview, globex):
    offered(application, day=2, until=date(2026, 11, 6))
    offered(application)
    tell = the("tell-of-offer", globex)
    letter = draft_of(tell, at(25, 12))
    assert tell.closes.date() == date(2026, 12, 4)
    assert letter is not None
    assert "which I am to answer by Friday 4 December" in letter.body


def test_an_offer_moves_its_application_and_holds_what_was_unasked(application, interview):
    offered(application)
    application.refresh_from_db()
    assert application.stage == Stage.OFFER
    assert standing(application)["check-in:interview"] == "withdrawn"
    held = application.follow_ups.get(kind="check-in")
    assert (
        held.withdrawn_because
        == "their offer is to be answered first; it comes back if nothing comes of that"
    )


def test_those_who_were_never_met_are_not_told(alice, application, interview, globex):
    stranger = ApplicationFactory(owner=alice, company__name="Initech", stage=Stage.APPLIED)
    offered(application)
    assert not stranger.follow_ups.exists()


@pytest.mark.parametrize(
    ("status", "stage"), [(OfferStatus.DECLINED, "withdrawn"), (OfferStatus.LAPSED, "offer")]
)
def test_an_offer_that_is_gone_is_no_news_and_undone_it_is(
    application, interview, globex, status, stage
):
    offer = offered(application)
    assert decide_offer(offer, status, now=at(26, 10))
    gone = globex.follow_ups.get(kind="tell-of-offer")
    assert (gone.status, gone.withdrawn_because) == (
        "withdrawn",
        f"the offer of Acme was {status.value}",
    )
    application.refresh_from_db()
    assert application.stage == stage
    assert reopen_offer(offer, now=at(26, 11))
    assert the("tell-of-offer", globex).pk == gone.pk
    assert the("answer-offer", application).status == "open"


def test_a_decision_about_an_offer_is_made_once(application, interview):
    offer = offered(application)
    assert decide_offer(offer, OfferStatus.DECLINED, now=at(26, 10))
    assert not decide_offer(offer, OfferStatus.ACCEPTED, now=at(26, 11))
    assert reopen_offer(offer, now=at(26, 12))
    assert not reopen_offer(offer, now=at(26, 13))
    offer.refresh_from_db()
    assert (offer.status, offer.decided_at) == ("open", None)


def test_accepting_ends_this_application_and_the_rest_only_when_asked(
    application, interview, globex
):
    offer = offered(application)
    decide_offer(offer, OfferStatus.ACCEPTED, now=at(26, 10))
    application.refresh_from_db()
    globex.refresh_from_db()
    assert (application.stage, globex.stage) == (Stage.ACCEPTED, Stage.INTERVIEWING)
    assert set(standing(application).values()) == {"withdrawn"}
    assert "open" in standing(globex).values()
    withdraw_applications([globex], now=at(26, 11))
    globex.refresh_from_db()
    assert globex.stage == Stage.WITHDRAWN
    reasons = globex.follow_ups.filter(kind="check-in").values_list("withdrawn_because", flat=True)
    assert set(reasons) == {"you accepted an offer elsewhere"}


def test_an_acceptance_that_is_taken_back_opens_it_again(application, interview):
    offer = offered(application)
    decide_offer(offer, OfferStatus.ACCEPTED, now=at(26, 10))
    offer.refresh_from_db()
    reopen_offer(offer, now=at(26, 11))
    application.refresh_from_db()
    assert application.stage == Stage.OFFER
    assert the("answer-offer", application).status == "open"


def test_charlies_offers_are_no_news_to_alice(application, interview, charlie):
    theirs = ApplicationFactory(owner=charlie, company__name="Globex")
    offered(theirs)
    assert "tell-of-offer:offer" not in standing(application)


def test_e9_who_was_written_to_elsewhere_is_not_written_to_at_once(
    application, interview, second_role
):
    before = the("check-in", second_role).due
    check_in = the("check-in", application)
    complete(check_in, now=at(30, 10))
    moved = the("check-in", second_role)
    assert moved.due == before + timedelta(days=6)  # Mon 7 December: five business days
    assert moved.why.endswith("you wrote to Dana Reyes on Mon 30 Nov.")
    reopen(check_in, now=at(30, 11))
    assert the("check-in", second_role).due == before


def test_who_was_not_written_to_elsewhere_after_all_may_be(application, interview, second_role):
    """Decision 13: elsewhere only what was sent counts."""
    before = the("check-in", second_role).due
    skip(the("check-in", application), now=at(30, 10))
    assert the("check-in", second_role).due == before


def test_e9_an_application_that_has_ended_keeps_its_distance_as_well(both_ended, application, dana):
    nurture = application.owner.follow_ups.filter(kind="nurture", status="open").earliest("due")
    other = ApplicationFactory(owner=application.owner, company=application.company)
    schedule(other, dana, now=at(26, 9))
    you_write(other, Purpose.CHECK_IN, dana, now=nurture.due - timedelta(days=2))
    moved = application.owner.follow_ups.get(pk=nurture.pk)
    assert moved.due > nurture.due
    assert "you wrote to Dana Reyes" in moved.why


def test_a_message_that_was_logged_elsewhere_counts_the_same(
    application, interview, dana, second_role
):
    before = the("check-in", second_role).due
    message = you_write(application, Purpose.CHECK_IN, dana, now=at(30, 10))
    assert the("check-in", second_role).due > before
    delete_message(message, now=at(30, 11))
    assert the("check-in", second_role).due == before


def test_what_was_owed_to_them_does_not_count_elsewhere(application, interview, dana, second_role):
    before = the("check-in", second_role).due
    you_write(application, Purpose.THANK_YOU, dana, now=at(30, 10))
    assert the("check-in", second_role).due == before


def test_a_recruiter_may_be_asked_of_each_of_theirs(application, interview, alice, now):
    rita = {"name": "Rita", "kind": ContactKind.AGENCY_RECRUITER}
    recruiter = add_contact(application, agency="Agents", values=rita, now=now)
    other = ApplicationFactory(owner=alice, company__name="Globex", recruiter=recruiter)
    schedule(other, now=now)
    before = the("check-in", other)
    complete(the("check-in", application), now=at(30, 10))
    after = the("check-in", other)
    assert (before.contact, after.due) == (recruiter, before.due)


def test_a5_who_is_invited_in_one_application_is_not_invited_in_another(application, second_role):
    schedule(application, second_role.company.contacts.get(), now=at(20, 10))
    rows = second_role.owner.follow_ups.filter(kind="linkedin-invitation")
    assert [row.application for row in rows] == [second_role]


def test_a5_who_is_no_longer_invited_from_one_application_is_invited_from_another(
    application, interview, second_role
):
    change_stage(application, Stage.WITHDRAWN, now=at(25, 10))
    rows = application.owner.follow_ups.filter(kind="linkedin-invitation", status="open")
    assert [row.application for row in rows] == [second_role]
    change_stage(application, Stage.INTERVIEWING, now=at(25, 11))
    assert [row.application for row in rows.all()] == [second_role]


@pytest.fixture
def both_ended(application, interview, second_role):
    """At Acme both roles came to nothing, on good terms; Dana is known from both."""
    for number, each in enumerate((application, second_role)):
        change_stage(each, Stage.WITHDRAWN, now=at(25, 10 + number))
    return application, second_role


def kept_in_touch(owner):
    rows = owner.follow_ups.filter(kind="nurture", status="open")
    return set(rows.values_list("application", flat=True))


def test_e7_whoever_is_known_from_two_applications_is_kept_in_touch_with_from_one(both_ended):
    first, _ = both_ended
    assert kept_in_touch(first.owner) == {first.pk}


def test_e7_the_other_takes_over_where_that_one_goes_on_after_all(both_ended):
    first, second = both_ended
    change_stage(first, Stage.INTERVIEWING, now=at(26, 10))
    assert kept_in_touch(first.owner) == {second.pk}
    change_stage(first, Stage.REJECTED, now=at(27, 10))
    assert kept_in_touch(first.owner) == {second.pk}


def test_e7_the_other_takes_over_where_that_one_is_deleted(both_ended):
    first, second = both_ended
    delete_application(first, now=at(26, 10))
    assert kept_in_touch(second.owner) == {second.pk}


def test_what_a_deleted_application_held_is_free_for_another(application, interview, second_role):
    complete(the("check-in", application), now=at(30, 10))
    moved = the("check-in", second_role).due
    delete_application(application, now=at(30, 11))
    assert the("linkedin-invitation", second_role).status == "open"
    assert the("check-in", second_role).due < moved


@pytest.mark.parametrize("end", [Stage.WITHDRAWN, Stage.REJECTED])
def test_e5_an_offer_of_what_has_ended_is_no_news_elsewhere(application, interview, globex, end):
    offered(application)
    change_stage(application, end, now=at(26, 10))
    assert globex.follow_ups.get(kind="tell-of-offer").status == "withdrawn"
    change_stage(application, Stage.OFFER, now=at(26, 11))
    assert the("tell-of-offer", globex).status == "open"


def test_an_offer_that_was_accepted_reopened_and_deleted_leaves_no_acceptance(
    application, interview
):
    offer = offered(application)
    decide_offer(offer, OfferStatus.ACCEPTED, now=at(26, 10))
    offer.application.refresh_from_db()
    reopen_offer(offer, now=at(26, 11))
    delete_offer(offer, now=at(26, 12))
    application.refresh_from_db()
    assert application.stage == Stage.INTERVIEWING
