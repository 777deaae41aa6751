"""What the search shows so far, and the report of it."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse

from tests.factories import (
    BERLIN,
    ApplicationFactory,
    FollowUpFactory,
    InterviewFactory,
    MessageFactory,
)
from tests.views.pages import errors_of, offer_of, text_of
from tracker.models import Application, FollowUpStatus, StageChange
from tracker.planning.facts import Direction, Purpose, Stage


def applied(alice, day, stage=Stage.APPLIED, **values):
    row = ApplicationFactory(owner=alice, applied_on=day, stage=stage, **values)
    StageChange.objects.create(
        application=row,
        new=Stage.APPLIED,
        at=datetime(day.year, day.month, day.day, 9, tzinfo=BERLIN),
    )
    return row


def shown(client, **asked):
    return text_of(client.get(reverse("insights"), asked))


def test_without_applications_the_page_says_what_belongs_there(as_alice):
    assert "Nothing to count here" in shown(as_alice)


def test_each_step_of_the_funnel_has_its_count(as_alice, alice, now):
    applied(alice, date(2026, 10, 1))
    answered = applied(alice, date(2026, 10, 2), stage=Stage.INTERVIEWING)
    MessageFactory(application=answered, at=now - timedelta(days=30))
    InterviewFactory(application=answered)
    page = shown(as_alice)
    assert "Sent 2" in page
    assert "Answered 1 of 2" in page
    assert "Interviewed 1 of 2" in page


def test_a_receipt_is_no_answer(as_alice, alice, now):
    row = applied(alice, date(2026, 10, 1))
    MessageFactory(application=row, purpose=Purpose.RECEIPT, at=now - timedelta(days=30))
    assert "Answered 0 of 1" in shown(as_alice)


def test_a_word_from_before_the_application_is_no_answer(as_alice, alice):
    row = applied(alice, date(2026, 10, 10))
    MessageFactory(application=row, at=datetime(2026, 10, 5, 9, tzinfo=BERLIN))
    assert "Answered 0 of 1" in shown(as_alice)
    MessageFactory(application=row, at=datetime(2026, 10, 10, 9, tzinfo=BERLIN))
    assert "Answered 1 of 1" in shown(as_alice)


def test_who_was_invited_before_the_application_has_an_answer_once_they_meet(as_alice, alice):
    row = applied(alice, date(2026, 10, 10))
    InterviewFactory(application=row, invited_on=date(2026, 10, 5), date=date(2026, 10, 14))
    page = shown(as_alice)
    assert "Answered 1 of 1" in page
    assert "Interviewed 1 of 1" in page


def test_sources_say_who_answers_and_how_soon(as_alice, alice):
    row = applied(alice, date(2026, 10, 1), source="A friend")
    MessageFactory(application=row, at=datetime(2026, 10, 5, 9, tzinfo=BERLIN))
    assert "A friend 1 1 of 1 4" in shown(as_alice)


def test_a_check_in_is_compared_with_none(as_alice, alice):
    row = applied(alice, date(2026, 10, 1))
    day = datetime(2026, 10, 12, 9, tzinfo=BERLIN)
    check_in = {"direction": Direction.OUT, "purpose": Purpose.CHECK_IN}
    MessageFactory(application=row, at=day, **check_in)
    MessageFactory(application=row, at=day + timedelta(days=2))
    other = applied(alice, date(2026, 10, 1))
    FollowUpFactory(
        application=other,
        kind="check-in",
        status=FollowUpStatus.SKIPPED,
        due=day,
        opens=day,
        closes=day,
        decided_at=day,
    )
    page = shown(as_alice)
    assert "A check-in was sent 1 of 1" in page
    assert "It was due and left out 0 of 1" in page


def test_what_lies_longer_back_is_counted_on_asking(as_alice, alice):
    applied(alice, date(2025, 3, 3))
    applied(alice, date(2026, 11, 2))
    assert "Sent 1" in shown(as_alice)
    assert "Sent 2" in shown(as_alice, months=0)
    assert "Sent 1" in shown(as_alice, months="many")


def test_the_weeks_are_a_picture_and_a_table(as_alice, alice):
    applied(alice, date(2026, 11, 3))
    response = as_alice.get(reverse("insights"))
    assert 'role="img"' in response.content.decode()
    assert "Mon 2 Nov 1 0 0" in text_of(response)


def test_the_page_is_of_its_owner_alone(client, alice, charlie):
    applied(alice, date(2026, 10, 1))
    client.force_login(charlie)
    assert "Nothing to count here" in shown(client)


def test_the_report_lists_what_was_sent_in_its_days(as_alice, alice):
    applied(alice, date(2026, 10, 1), role="Too early")
    applied(alice, date(2026, 11, 2), role="Analyst", stage=Stage.REJECTED)
    applied(alice, date(2026, 11, 3), role="Only saved", stage=Stage.SAVED)
    page = text_of(as_alice.get(reverse("report"), {"first": "2026-11-01"}))
    assert "Analyst" in page
    assert "Rejected" in page
    assert "Too early" not in page
    assert "Only saved" not in page


def test_a_report_that_ends_before_it_begins_is_refused_at_its_field(as_alice):
    days = {"first": "2026-11-01", "last": "2026-10-01"}
    response = as_alice.get(reverse("report"), days)
    assert response.status_code == 422
    assert errors_of(response) == {"last": "The last day lies before the first."}


def test_the_sample_is_counted_only_until_something_is_the_owners_own(as_alice, alice):
    applied(alice, date(2026, 11, 2), is_sample=True)
    page = shown(as_alice)
    assert "What the sample search shows" in page
    assert "Sent 1" in page
    applied(alice, date(2026, 11, 3))
    page = shown(as_alice)
    assert "What your search shows so far" in page
    assert "Sent 1" in page


def test_stages_count_from_what_happened_and_not_from_when_it_was_logged(as_alice, alice, now):
    row = applied(alice, date(2026, 10, 1))
    invited = date(2026, 10, 11)
    InterviewFactory(application=row, invited_on=invited, starts_at=now - timedelta(days=20))
    offer_of(row, now, received_at=now - timedelta(days=7))
    for old, new in (("applied", "interviewing"), ("interviewing", "offer")):
        StageChange.objects.create(application=row, old=old, new=new, at=now)
    Application.objects.update(stage=Stage.OFFER)
    page = shown(as_alice)
    assert "Applied 10 days 1 0" in page
    assert "Interviewing 30 days 1 0" in page
    assert "Not noted 1 1 of 1 10" in page


def test_an_invitation_answers_a_check_in_too(as_alice, alice):
    row = applied(alice, date(2026, 10, 1))
    day = datetime(2026, 10, 12, 9, tzinfo=BERLIN)
    check_in = {"direction": Direction.OUT, "purpose": Purpose.CHECK_IN}
    MessageFactory(application=row, at=day, **check_in)
    InterviewFactory(application=row, invited_on=date(2026, 10, 14))
    assert "A check-in was sent 1 of 1" in shown(as_alice)


def test_what_was_moved_from_saved_counts_from_that_day(as_alice, alice, now):
    row = ApplicationFactory(owner=alice, stage=Stage.APPLIED, role="Moved", applied_on=None)
    for old, new, ago in (("", "saved", 30), ("saved", "applied", 8)):
        at = now - timedelta(days=ago)
        StageChange.objects.create(application=row, old=old, new=new, at=at)
    assert "Mon 9 Nov 1 0 0" in shown(as_alice)
    page = text_of(as_alice.get(reverse("report")))
    assert "Mon 9 Nov 2026" in page


@pytest.mark.parametrize("stages", [("", "saved", "withdrawn"), ("", "withdrawn")])
def test_what_was_withdrawn_before_it_was_sent_was_not_applied_for(as_alice, alice, now, stages):
    applied(alice, date(2026, 11, 2))
    row = ApplicationFactory(owner=alice, stage=Stage.WITHDRAWN, role="Never", applied_on=None)
    for old, new in pairwise(stages):
        StageChange.objects.create(application=row, old=old, new=new, at=now)
    assert "Never" not in text_of(as_alice.get(reverse("report")))
    page = shown(as_alice)
    assert "Sent 1" in page
    assert "Mon 16 Nov 1" not in page


def test_the_report_names_its_period_and_whose_it_is_on_every_sheet(as_alice, alice):
    applied(alice, date(2026, 11, 2))
    applied(alice, date(2026, 11, 5))
    response = as_alice.get(reverse("report"))
    page = text_of(response)
    assert "Report of applications from Mon 2 Nov 2026 to Thu 5 Nov 2026" in page
    heads = response.content.decode().split("<thead>")[1].split("</thead>")[0]
    assert alice.name in heads
    page = text_of(as_alice.get(reverse("report"), {"first": "2026-11-01", "last": "2026-11-30"}))
    assert "from Sun 1 Nov 2026 to Mon 30 Nov 2026" in page


def test_the_report_says_how_to_print_where_no_script_runs(as_alice):
    page = as_alice.get(reverse("report")).content.decode()
    assert "data-print hidden" in page
    assert "Your browser prints this page" in page.split("<noscript>")[1].split("</noscript>")[0]
