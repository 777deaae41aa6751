"""They said when they decide: one small form, and what the page makes of it."""

from datetime import date

import pytest

from tests.factories import (
    ApplicationFactory,
    ContactFactory,
    EstimateFactory,
    InterviewFactory,
    MessageFactory,
)
from tests.views.pages import errors_of, everything_stored, text_of, token, undo_of
from tracker.models import Estimate, Message

TYPED = {
    "direction": "in",
    "channel": "phone",
    "date": "2026-11-17",
    "time": "11:00",
    "decides": "by-date",
    "decides_on": "2026-11-27",
    "certainty": "sure",
}
MEANT = [
    ({}, None, date(2026, 11, 27), "by Fri 27 Nov"),
    (
        {"decides_from": "2026-11-25"},
        date(2026, 11, 25),
        date(2026, 11, 27),
        "between Wed 25 Nov and Fri 27 Nov",
    ),
    (
        {"decides": "week-of", "decides_on": "2026-12-09"},
        date(2026, 12, 7),
        date(2026, 12, 11),
        "in the week of Mon 7 Dec",
    ),
    (
        {"decides": "within", "within_number": "1", "within_unit": "working days"},
        None,
        date(2026, 11, 18),
        "within 1 working day",
    ),
    ({"decides": "end-of-week"}, None, date(2026, 11, 20), "by the end of the week"),
    (
        {"decides": "end-of-week", "date": "2026-11-15"},
        None,
        date(2026, 11, 20),
        "by the end of the week",
    ),
    ({"decides": "end-of-month"}, None, date(2026, 11, 30), "by the end of the month"),
    ({"decides": "would-not-say"}, None, None, "they would not say"),
]
WRONG = [
    ({"decides_on": ""}, "decides_on", "Which day did they name?"),
    ({"decides_on": "2026-11-16"}, "decides_on", "Mon 16 Nov lies before Tue 17 Nov"),
    ({"decides_on": "9999-12-31"}, "decides_on", "2100 or earlier"),
    ({"decides_from": "2026-11-28"}, "decides_from", "after Fri 27 Nov, the last day"),
    ({"decides": "week-of", "decides_on": "2026-11-13"}, "decides_on", "lies before"),
    ({"decides": "within"}, "within_number", "Within how many?"),
    ({"decides": "not-said"}, "decides", "not one of the available choices"),
    ({"certainty": "certain"}, "certainty", "not one of the available choices"),
    ({"channel": "pigeon"}, "channel", "pigeon is not one of"),
    ({"contact": "0"}, "contact", "not one of the available choices"),
    ({"date": "2026-11-18"}, "date", "That has not happened yet"),
]


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind")


@pytest.fixture
def dana(application):
    return ContactFactory(owner=application.owner, company=application.company)


@pytest.fixture
def log(as_alice, application):
    def log(**typed):
        typed = {"form_token": token()} | TYPED | typed
        return as_alice.post(f"/applications/{application.pk}/said-when/", typed)

    return log


def test_the_page_of_the_application_leads_here(as_alice, application):
    page = as_alice.get(f"/applications/{application.pk}/").content.decode()
    assert f'href="/applications/{application.pk}/said-when/"' in page


@pytest.mark.parametrize(("typed", "earliest", "latest", "words"), MEANT)
def test_what_they_said_is_kept_as_the_days_that_it_means(log, typed, earliest, latest, words):
    log(**typed)
    row = Estimate.objects.get()
    assert (row.earliest, row.latest, row.words) == (earliest, latest, words)
    assert row.certainty == "sure"


def test_who_said_it_and_how_sure_stands_in_the_timeline(as_alice, log, dana):
    page = text_of(as_alice.get(log(contact=dana.pk)["Location"]))
    assert "Dana Reyes wrote (phone) They decide by Fri 27 Nov (sure)." in page
    assert Estimate.objects.get().said_by == dana


def test_nobody_has_to_be_named(as_alice, log):
    page = text_of(as_alice.get(log()["Location"]))
    assert "They wrote (phone) They decide by Fri 27 Nov (sure)." in page


def test_that_they_do_not_know_yet_is_said(as_alice, log):
    page = text_of(as_alice.get(log(decides="would-not-say")["Location"]))
    assert "They don't know yet when they decide." in page


@pytest.mark.parametrize(("typed", "field", "said"), WRONG)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_logged(log, typed, field, said):
    before = everything_stored()
    response = log(text="As she put it", **typed)
    assert response.status_code == 422
    assert said in errors_of(response)[field]
    assert "As she put it" in response.content.decode()
    assert everything_stored() == before


def test_somebody_of_charlies_cannot_have_said_it(log, charlie):
    assert log(contact=ContactFactory(owner=charlie).pk).status_code == 422


def test_it_can_be_undone(as_alice, log):
    as_alice.post(undo_of(as_alice.get(log()["Location"])))
    assert not Message.objects.exists()
    assert not Estimate.objects.exists()


def test_sent_twice_it_is_said_once(log):
    once = token()
    assert log(form_token=once)["Location"] == log(form_token=once)["Location"]
    assert Estimate.objects.count() == 1


def test_of_two_that_disagree_both_are_shown_and_the_one_that_counts_is_marked(
    as_alice, application, log
):
    interview = InterviewFactory(application=application, date=date(2026, 11, 10))
    EstimateFactory(
        application=application,
        interview=interview,
        said_on=date(2026, 11, 10),
        words="by Fri 20 Nov",
    )
    page = text_of(as_alice.get(log()["Location"]))
    assert "They decide by Fri 20 Nov overtaken" in page
    assert "They wrote (phone) counts They decide by Fri 27 Nov" in page


def test_one_that_was_taken_back_does_not_count(as_alice, application, log, now):
    message = MessageFactory(application=application, at=now.replace(day=10))
    EstimateFactory(application=application, message=message, said_on=date(2026, 11, 10))
    page = text_of(as_alice.get(log(decides="would-not-say")["Location"]))
    assert "They wrote (e-mail) overtaken" in page
    assert "They wrote (phone) counts" in page


@pytest.mark.parametrize("latest", [date(2026, 11, 27)])
def test_two_that_agree_are_not_marked(as_alice, application, log, now, latest):
    message = MessageFactory(application=application, at=now.replace(day=16))
    EstimateFactory(application=application, message=message, latest=latest)
    page = text_of(as_alice.get(log()["Location"]))
    assert "overtaken" not in page
    assert "counts" not in page
