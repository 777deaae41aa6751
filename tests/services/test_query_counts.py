"""What a fact costs does not grow with what is there already: neither here nor elsewhere."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    ApplicationFactory,
    AttendanceFactory,
    ContactFactory,
    EstimateFactory,
    InformationRequestFactory,
    InterviewFactory,
    MessageFactory,
)
from tests.services.doings import at, debrief, schedule, they_write
from tracker.models import FollowUp
from tracker.services.debriefs import Said
from tracker.services.follow_ups import complete
from tracker.services.offers import log_offer

pytestmark = pytest.mark.django_db
# PostgreSQL takes one more to hold the application; SQLite lets nobody else in anyway.
HOLD = int(connection.features.has_select_for_update)
# Of these, what calendars are given takes three: one of them to look, two where it changes.
MESSAGE, DEBRIEF, DONE, INTERVIEW, OFFER = (cost + HOLD for cost in (17, 18, 18, 19, 20))
ANOTHER = 15 + HOLD  # what it takes to plan one more application that the fact touches


def hear(application, interview):
    they_write(application, now=at(25, 10))


def write_a_debrief(application, interview):
    debrief(interview, met=application.company.contacts.all()[:1], said=SOON, now=at(24, 16))


def do_it(application, interview):
    complete(
        FollowUp.objects.get(kind="check-in", status="open", application=application),
        now=at(30, 10),
    )


def agree(application, interview):
    schedule(application, application.company.contacts.first(), day=30, now=at(25, 10))


def get_an_offer(application, interview):
    log_offer(application, values={"received_at": at(25, 10)}, now=at(25, 10))


SOON = Said("soon", None)
# What looks for what it is about takes one query more.
DOINGS = [
    (hear, MESSAGE),
    (write_a_debrief, DEBRIEF + 2),
    (do_it, DONE + 1),
    (agree, INTERVIEW + 1),
    (get_an_offer, OFFER),
]


@pytest.mark.parametrize(("doing", "cost"), DOINGS)
def test_a_fact_costs_the_same_with_one_application_and_with_forty(
    application, dana, interview, doing, cost
):
    for number in range(40):
        other = ApplicationFactory(owner=application.owner, company__name=f"Company {number}")
        person = ContactFactory(owner=application.owner, company=other.company)
        if doing is not get_an_offer:  # which is told to everybody who was met
            schedule(other, person, now=at(17, 12))
    assert queries(doing, application, interview) == cost


@pytest.mark.parametrize("touched", [1, 3])
def test_the_cost_grows_with_the_applications_that_are_touched_and_no_others(
    application, dana, interview, touched
):
    for _ in range(touched):
        schedule(
            ApplicationFactory(owner=application.owner, company=dana.company), dana, now=at(17, 12)
        )
    cost = queries(do_it, application, interview)
    assert DONE + 2 + touched * (ANOTHER - 2) <= cost <= DONE + 2 + touched * (ANOTHER + 1)


@pytest.mark.parametrize(("doing", "cost"), DOINGS)
def test_a_fact_costs_the_same_with_few_facts_and_with_hundreds(
    application, dana, interview, doing, cost
):
    for number in range(60):
        moment = at(1, 9) + timedelta(hours=number)
        facts = {"application": application, "entered_at": moment}
        past = InterviewFactory(**facts, starts_at=moment)
        AttendanceFactory(interview=past, contact=dana)
        MessageFactory(**facts, at=moment)
        EstimateFactory(**facts)
        InformationRequestFactory(**facts, asked_at=moment, delivered_at=moment)
        ContactFactory(owner=application.owner, company=application.company)
    they_write(application, now=at(24, 15, 30))  # all of that is planned by now
    assert queries(doing, application, interview) == cost


def queries(doing, *what) -> int:
    """How many queries it takes, the opening and closing of savepoints left out."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        doing(*what)
    return len([query for query in captured if "SAVEPOINT" not in query["sql"]])
