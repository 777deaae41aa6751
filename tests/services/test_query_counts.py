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
from tests.services.doings import at, debrief, schedule, the, they_write
from tracker.services.debriefs import Said
from tracker.services.follow_ups import complete

pytestmark = pytest.mark.django_db
# On either database.
MESSAGE, DEBRIEF, DONE, INTERVIEW = 15, 24, 15, 18


def hear(application, dana, interview):
    they_write(application, now=at(25, 10))


def write_a_debrief(application, dana, interview):
    debrief(interview, met=[dana], said=Said("soon", None), now=at(24, 16))


def do_it(application, dana, interview):
    complete(the("check-in", application), now=at(30, 10))


def agree(application, dana, interview):
    schedule(application, dana, day=30, now=at(25, 10))


DOINGS = [(hear, MESSAGE), (write_a_debrief, DEBRIEF), (do_it, DONE), (agree, INTERVIEW)]


@pytest.mark.parametrize(("doing", "cost"), DOINGS)
def test_a_fact_costs_the_same_with_one_application_and_with_forty(
    application, dana, interview, doing, cost
):
    for _ in range(40):
        other = ApplicationFactory(owner=application.owner, company=application.company)
        schedule(other, dana, now=at(17, 12))
    assert queries(doing, application, dana, interview) == cost


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
    assert queries(doing, application, dana, interview) == cost


def queries(doing, *what) -> int:
    """How many queries it takes, the opening and closing of savepoints left out."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        doing(*what)
    return len([query for query in captured if "SAVEPOINT" not in query["sql"]])
