"""What the feed carries, of whom and for how long."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.factories import (
    ApplicationFactory,
    AttendanceFactory,
    FollowUpFactory,
    InterviewFactory,
)
from tracker.models import Attendance, Contact
from tracker.planning.facts import InterviewStatus
from tracker.queries.calendar import CANCELLED_FOR, PAST, calendar_entries

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def application(alice):
    return ApplicationFactory.create(owner=alice, company__name="Northwind", role="Engineer")


def test_an_interview_is_served_with_place_link_and_people(alice, application, now):
    link = "https://meet.example/abc"
    interview = InterviewFactory.create(application=application, place="Main Street 1", link=link)
    AttendanceFactory.create(interview=interview, contact__name="Dana Reyes")
    AttendanceFactory.create(interview=interview, contact__name="Omar Haddad")
    (entry,) = calendar_entries(alice, now)
    assert entry.title == "Interview at Northwind: Engineer"
    assert entry.about == f"Video\nMain Street 1\n{link}\nWith Dana Reyes, Omar Haddad"
    assert entry.path == f"/interviews/{interview.pk}/"


def test_an_interview_by_link_is_there(alice, application, now):
    InterviewFactory.create(application=application, link="https://meet.example/abc")
    assert calendar_entries(alice, now)[0].place == "https://meet.example/abc"


def test_a_follow_up_stands_on_its_due_day_where_the_owner_lives(alice, application, now):
    alice.preferences.time_zone = "Pacific/Auckland"
    FollowUpFactory.create(
        application=application, due=datetime(2026, 11, 17, 15, tzinfo=ZoneInfo("UTC"))
    )
    (entry,) = calendar_entries(alice, now)
    assert (entry.starts, entry.ends) == (date(2026, 11, 18), date(2026, 11, 19))
    assert entry.title == "Thank Dana Reyes (Northwind)"
    assert "Thanks go out the same day." in entry.about


def test_a_snoozed_follow_up_stands_on_the_day_to_which_it_was_put_off(alice, application, now):
    FollowUpFactory.create(application=application, snoozed_until=now + 3 * DAY)
    assert calendar_entries(alice, now)[0].starts == date(2026, 11, 20)


@pytest.mark.parametrize("status", ["done", "skipped", "passed", "withdrawn"])
def test_only_open_follow_ups_are_served(alice, application, now, status):
    FollowUpFactory.create(application=application, status=status, decided_at=now)
    assert calendar_entries(alice, now) == []


@pytest.mark.parametrize(("ago", "served"), [(PAST - SECOND, 1), (PAST, 0)])
def test_the_past_is_served_for_90_days(alice, application, now, ago, served):
    ended = now - ago
    InterviewFactory.create(application=application, starts_at=ended - DAY / 24, ends_at=ended)
    assert len(calendar_entries(alice, now)) == served


@pytest.mark.parametrize(("ago", "served"), [(CANCELLED_FOR - SECOND, 1), (CANCELLED_FOR, 0)])
def test_a_cancelled_interview_is_served_as_such_for_28_days(alice, application, now, ago, served):
    InterviewFactory.create(
        application=application, status=InterviewStatus.CANCELLED, called_off_at=now - ago
    )
    assert [entry.is_cancelled for entry in calendar_entries(alice, now)] == [True] * served


def test_days_come_in_order_and_a_whole_day_before_its_hours(alice, application, now):
    interview = InterviewFactory.create(application=application)
    today = FollowUpFactory.create(application=application)
    later = FollowUpFactory.create(application=application, snoozed_until=now + DAY)
    uids = [entry.uid for entry in calendar_entries(alice, now)]
    assert uids == [f"{row.uid}@heardback" for row in (today, interview, later)]


def test_nothing_of_alice_is_served_to_charlie(application, charlie, now):
    InterviewFactory.create(application=application)
    FollowUpFactory.create(application=application)
    assert calendar_entries(charlie, now) == []


@pytest.mark.parametrize("rows", [1, 5])
def test_the_number_of_queries_does_not_grow(
    alice, application, now, rows, django_assert_num_queries
):
    for _ in range(rows):
        AttendanceFactory.create(interview__application=application)
        FollowUpFactory.create(application=ApplicationFactory(owner=alice))
    alice.refresh_from_db()
    with django_assert_num_queries(4):  # preferences, interviews, people, follow-ups
        calendar_entries(alice, now)


def test_a_thousand_people_are_served(alice, application, now):
    interview = InterviewFactory.create(application=application)
    people = Contact.objects.bulk_create(
        Contact(owner=alice, company=application.company, name=f"P{n}", entered_at=now)
        for n in range(1_000)
    )
    Attendance.objects.bulk_create(
        Attendance(interview=interview, contact=person, entered_at=now) for person in people
    )
    assert "P998, P999" in calendar_entries(alice, now)[0].about
