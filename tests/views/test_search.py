"""B7: the week's search beside the agenda. It is Tuesday 17 November 2026."""

from datetime import date, datetime, timedelta

import pytest

from tests.factories import (
    BERLIN,
    ApplicationFactory,
    ContactFactory,
    InterviewFactory,
    MessageFactory,
)
from tests.views.pages import text_of
from tracker.models import Preferences, User

MONDAY = datetime(2026, 11, 16, 0, 0, tzinfo=BERLIN)
WEEK = timedelta(days=7)


@pytest.fixture
def long_here(alice):
    User.objects.update(joined_at=MONDAY - 3 * WEEK)


@pytest.fixture
def application(alice):
    """Logged long ago, so that the dashboard is no new one."""
    row = ApplicationFactory(owner=alice)
    InterviewFactory(application=row)
    return row


def steps(client):
    search = client.get("/").context["page"].search
    return search and search.done


COUNTED = {
    "an application sent": lambda a, at: ApplicationFactory(owner=a.owner, applied_on=at.date()),
    "an interview agreed": lambda a, at: InterviewFactory(
        application=a, entered_at=at, starts_at=at + WEEK, ends_at=at + WEEK + timedelta(hours=1)
    ),
    "an unasked message": lambda a, at: MessageFactory(
        application=a, direction="out", purpose="check-in", at=at
    ),
    "someone added": lambda a, at: ContactFactory(owner=a.owner, company=a.company, entered_at=at),
}


@pytest.mark.parametrize("make", COUNTED.values(), ids=COUNTED)
@pytest.mark.parametrize(
    ("moment", "counts"),
    [
        (MONDAY, 1),
        (MONDAY + WEEK - timedelta(seconds=1), 1),
        (MONDAY - timedelta(seconds=1), 0),
        (MONDAY + WEEK, 0),
    ],
)
def test_what_counts_counts_in_its_week(as_alice, application, make, moment, counts):
    make(application, moment)
    assert steps(as_alice) == counts


def test_weeks_may_begin_on_sunday(as_alice, application):
    MessageFactory(
        application=application, direction="out", purpose="check-in", at=MONDAY - timedelta(hours=3)
    )
    assert steps(as_alice) == 0
    Preferences.objects.update(week_starts=6)
    assert steps(as_alice) == 1


def test_what_was_asked_for_or_came_from_them_does_not_count(as_alice, application):
    MessageFactory(application=application, direction="out", purpose="thank-you", at=MONDAY)
    MessageFactory(application=application, direction="in", purpose="other", at=MONDAY)
    ApplicationFactory(owner=application.owner, stage="saved")
    assert steps(as_alice) == 0


def test_charlies_steps_do_not_count(as_alice, application, charlie):
    ApplicationFactory(owner=charlie, applied_on=MONDAY.date())
    assert steps(as_alice) == 0


def test_the_page_says_how_far_the_week_is_and_what_counts(as_alice, application):
    ApplicationFactory.create_batch(2, owner=application.owner, applied_on=MONDAY.date())
    text = text_of(as_alice.get("/"))
    assert "2 of 5 steps" in text
    assert "Three more steps until Sunday." in text
    assert "Applications sent, interviews agreed, messages that nobody had asked for" in text


def test_a_goal_that_is_met_says_so(as_alice, application):
    ApplicationFactory.create_batch(6, owner=application.owner, applied_on=MONDAY.date())
    assert "6 steps; the goal was 5 This week's goal is met." in text_of(as_alice.get("/"))


def test_on_monday_a_week_that_was_missed_is_said_once(
    as_alice, application, long_here, time_machine
):
    time_machine.move_to(MONDAY + timedelta(hours=9), tick=False)
    assert "Last week it was 0 of 5. Keep searching" in text_of(as_alice.get("/"))
    time_machine.move_to(MONDAY + timedelta(hours=33), tick=False)
    assert "Last week" not in text_of(as_alice.get("/"))


def test_who_has_just_begun_has_missed_no_week(as_alice, application, time_machine):
    User.objects.update(joined_at=MONDAY - timedelta(days=2))
    time_machine.move_to(MONDAY + timedelta(hours=9), tick=False)
    assert "Last week" not in text_of(as_alice.get("/"))


def test_a_week_in_which_the_search_paused_was_not_missed(
    as_alice, application, long_here, time_machine
):
    Preferences.objects.update(paused_from=date(2026, 11, 9), paused_until=date(2026, 11, 15))
    time_machine.move_to(MONDAY + timedelta(hours=9), tick=False)
    assert "Last week" not in text_of(as_alice.get("/"))


@pytest.mark.parametrize(
    "values",
    [
        {"weekly_goal": 0},
        {"paused_from": date(2026, 11, 10), "paused_until": date(2026, 11, 17)},
    ],
)
def test_without_a_goal_or_while_it_pauses_nothing_is_said(as_alice, application, values):
    Preferences.objects.update(**values)
    assert "This week’s search" not in text_of(as_alice.get("/"))
