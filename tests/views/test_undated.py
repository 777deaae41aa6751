"""They wrote and named no day: the page of the application asks for it, for a while."""

from datetime import timedelta

import pytest

from tests.factories import (
    ApplicationFactory,
    EstimateFactory,
    InterviewFactory,
    MessageFactory,
)
from tests.views.pages import text_of
from tracker.planning.facts import Direction, Purpose

ASKS = "They wrote yesterday. Did they name a day by which they decide? Add the date"


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice)


@pytest.fixture
def page(client, alice, application):
    client.force_login(alice)
    return lambda: client.get(f"/applications/{application.pk}/")


@pytest.fixture
def write(application, now):
    return lambda **said: MessageFactory(
        **{"application": application, "at": now - timedelta(days=1)} | said
    )


def test_the_date_can_be_added_to_the_message(page, write):
    message = write()
    assert ASKS in text_of(page())
    assert f'href="/messages/{message.pk}/change/#id_decides"' in page().content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {"direction": Direction.OUT},
        {"purpose": Purpose.RECEIPT},
        {"purpose": Purpose.INVITATION},
    ],
)
def test_it_is_not_asked_of_what_could_not_name_one(page, write, said):
    write(**said)
    assert "Add the date" not in text_of(page())


@pytest.mark.parametrize("latest", ["2026-11-24", None])
def test_it_is_not_asked_where_the_message_says_it(page, write, application, latest):
    EstimateFactory(application=application, message=write(), latest=latest)
    assert "Add the date" not in text_of(page())


@pytest.mark.parametrize(("latest", "asks"), [("2026-11-17", False), ("2026-11-16", True)])
def test_it_is_asked_once_the_day_named_before_has_passed(page, write, application, latest, asks):
    interview = InterviewFactory(application=application)
    EstimateFactory(application=application, interview=interview, said_on=latest, latest=latest)
    write()
    assert (ASKS in text_of(page())) == asks


def test_it_is_not_asked_for_ever(page, write, now):
    write(at=now - timedelta(days=8))
    assert "Add the date" not in text_of(page())


def test_it_is_not_asked_where_all_is_over(page, write, application):
    write()
    application.stage = "rejected"
    application.save()
    assert "Add the date" not in text_of(page())
