"""The first page: what to do, what to wait for, what comes next."""

from datetime import timedelta

import pytest

from tests.factories import (
    ApplicationFactory,
    DeliveryFactory,
    FollowUpFactory,
    InterviewFactory,
)
from tests.views.pages import text_of
from tracker.models import DeliveryState


@pytest.fixture(autouse=True)
def _clock(time_machine, now):
    time_machine.move_to(now, tick=False)


@pytest.fixture
def as_alice(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind", role="Engineer")


def plan(application, now, opens, due, **values):
    """A follow-up that opens and is due so many hours from now."""
    opens, due = (now + timedelta(hours=hours) for hours in (opens, due))
    closes = due + timedelta(days=2)
    return FollowUpFactory(application=application, opens=opens, due=due, closes=closes, **values)


def test_a_new_search_begins_with_an_application(as_alice):
    assert "Your search begins here" in text_of(as_alice.get("/"))


def test_the_first_thing_that_can_be_done_comes_first(as_alice, application, now):
    plan(application, now, 5, 6, title="Prepare for later")
    plan(application, now, -1, 8, title="Thank Dana")
    page = text_of(as_alice.get("/"))
    assert "Right now Thank Dana." in page
    assert "Prepare for later" in page


def test_what_is_overdue_says_since_when(as_alice, application, now):
    plan(application, now, -30, -24, title="Send references")
    page = text_of(as_alice.get("/"))
    assert "Right now: still open since yesterday Send references." in page
    assert "Still open from the days before" in page


@pytest.mark.parametrize(("hours", "section"), [(6, "Today"), (48, "This week"), (24 * 9, "Later")])
def test_days_lie_in_their_section(as_alice, application, now, hours, section):
    plan(application, now, -1, hours)
    assert f'<h2 id="section-{section.split()[-1].lower()}">{section}' in (
        as_alice.get("/").content.decode()
    )


def test_a_date_is_exact_on_hover(as_alice, application, now):
    plan(application, now, -1, 6)
    page = as_alice.get("/").content.decode()
    assert 'title="Tue 17 Nov 2026, 18:00 CET">today</time>' in page


def test_what_is_right_to_wait_for_says_until_when(as_alice, application, now):
    plan(application, now, 24 * 7, 24 * 7, kind="check-in", title="Check in", why="They said so.")
    page = text_of(as_alice.get("/"))
    assert "Right now: wait Nothing is to be done until Tue 24 Nov." in page
    assert "Engineer, Northwind until Tue 24 Nov They said so." in page


def test_what_comes_after_the_first_thing_is_said(as_alice, application, now):
    plan(application, now, -1, 6, title="Thank Dana")
    plan(application, now, 24 * 7, 24 * 7, kind="check-in", title="Check in with HR")
    assert "Then, Tue 24 Nov: Check in with HR." in text_of(as_alice.get("/"))


@pytest.mark.parametrize(
    "kind", ["check-in", "mid-timeline-note", "second-check-in", "escalate", "keep-in-touch"]
)
def test_every_dated_wait_stands_there_with_what_comes_then(as_alice, application, now, kind):
    plan(application, now, 24 * 7, 24 * 7, kind=kind, title="Write to Dana")
    plan(application, now, 24 * 40, 24 * 40, kind="move-on", title="Move on")
    text = text_of(as_alice.get("/"))
    assert "Engineer, Northwind until Tue 24 Nov" in text
    assert "Then: Write to Dana. After that: Move on." in text


def test_what_was_put_off_is_waited_for_until_then(as_alice, application, now):
    plan(application, now, -1, 6, kind="check-in", snoozed_until=now + timedelta(days=2))
    assert "Engineer, Northwind until Thu 19 Nov" in text_of(as_alice.get("/"))


def test_what_may_be_left_out_ends_no_wait_and_breaks_none(as_alice, application, now):
    plan(application, now, -1, 6, kind="linkedin-invitation")
    plan(application, now, 48, 48, kind="thank-you-card")
    plan(application, now, 24 * 7, 24 * 7, kind="check-in")
    assert "Engineer, Northwind until Tue 24 Nov" in text_of(as_alice.get("/"))


def test_before_an_interview_nobody_is_waited_for(as_alice, application, now):
    InterviewFactory(application=application)
    plan(application, now, 24 * 7, 24 * 7, kind="check-in")
    assert "Nobody keeps you waiting just now." in text_of(as_alice.get("/"))


def test_moving_on_is_offered_and_never_overdue(as_alice, application, now):
    plan(application, now, -48, -24, kind="move-on", title="Move on", why="All has been asked.")
    text = text_of(as_alice.get("/"))
    assert "Right now Nothing is to be done." in text
    assert "Fair to move on Engineer, Northwind All has been asked." in text
    assert "Still open" not in text


def test_who_waits_another_week_is_not_offered_it_before(as_alice, application, now):
    row = plan(application, now, -48, -24, kind="move-on")
    as_alice.post(f"/follow-ups/{row.pk}/snooze/", {"days": 7})
    assert "Fair to move on" not in text_of(as_alice.get("/"))


def test_what_an_end_calls_for_is_shown(as_alice, now, alice):
    over = ApplicationFactory(owner=alice, stage="rejected")
    plan(over, now, -1, 6, kind="reply-to-rejection", title="Reply to Dana")
    assert "Right now Reply to Dana." in text_of(as_alice.get("/"))


def test_what_was_put_off_stands_at_its_new_day(as_alice, application, now):
    plan(application, now, -30, -24, snoozed_until=now + timedelta(days=1))
    page = text_of(as_alice.get("/"))
    assert "Still open" not in page
    assert "tomorrow" in page


@pytest.mark.parametrize("status", ["done", "skipped", "withdrawn", "passed"])
def test_what_is_decided_is_not_shown(as_alice, application, now, status):
    plan(application, now, -1, 6, title="Thank Dana", status=status, decided_at=now)
    assert "Thank Dana" not in text_of(as_alice.get("/"))


def test_nothing_is_asked_where_the_search_is_over(as_alice, now, alice):
    over = ApplicationFactory(owner=alice, stage="rejected")
    plan(over, now, -1, 6, title="Thank Dana")
    assert "Thank Dana" not in text_of(as_alice.get("/"))


def test_the_next_interview_is_shown_in_both_zones(as_alice, application):
    InterviewFactory(application=application, zone_name="America/New_York")
    page = text_of(as_alice.get("/"))
    assert "Northwind Video, 20:00 to 21:00 14:00 in New York" in page


def test_an_interview_that_was_called_off_is_not_next(as_alice, application):
    InterviewFactory(application=application, status="cancelled")
    assert "None is agreed yet." in text_of(as_alice.get("/"))


def test_mails_that_may_not_have_arrived_are_counted(as_alice, application, alice):
    DeliveryFactory.create_batch(2, owner=alice, state=DeliveryState.UNCERTAIN)
    assert "We are not sure that 2 of our mails reached you." in text_of(as_alice.get("/"))


def test_more_than_a_page_says_so(as_alice, application, now):
    for _ in range(51):
        plan(application, now, -1, 6)
    page = text_of(as_alice.get("/"))
    assert "There is more; do these first." in page
