"""One follow-up: why, until when; done, skipped, put off, and all of it taken back."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import (
    ApplicationFactory,
    AttendanceFactory,
    ContactFactory,
    DeliveryFactory,
    FollowUpFactory,
    InterviewFactory,
    ReminderFactory,
)
from tests.views.pages import errors_of, everything_stored, text_of, undo_of
from tracker.models import Attendance
from tracker.services.replan import replan

TOO_LATE = "Nothing was changed: this had been decided, or withdrawn, in the meantime."


@pytest.fixture(autouse=True)
def _clock(time_machine, now):
    time_machine.move_to(now.replace(hour=16), tick=False)


@pytest.fixture
def row(alice, now):
    """The thank-you that follows from an interview with Dana."""
    application = ApplicationFactory(owner=alice, company__name="Northwind", role="Engineer")
    dana = ContactFactory(owner=alice, company=application.company)
    interview = InterviewFactory(application=application)
    AttendanceFactory(interview=interview, contact=dana, talking_point="Sailing")
    replan(application, because="", now=now)
    return application.follow_ups.get(kind="thank-you")


@pytest.fixture
def act(as_alice, row):
    def act(verb, origin="/", **typed):
        return as_alice.post(
            f"/follow-ups/{row.pk}/{verb}/",
            typed,
            headers={"Referer": f"http://testserver{origin}"},
        )

    return act


def rows_of_the_search():
    return {name: rows for name, rows in everything_stored().items() if name != "django_session"}


def test_what_was_spoken_of_is_quoted_with_one_full_stop(as_alice, row):
    Attendance.objects.update(talking_point="Their move to streams.")
    page = text_of(as_alice.get(f"/follow-ups/{row.pk}/"))
    assert "You spoke of Their move to streams." in page
    assert "streams.." not in page


def test_the_page_says_what_to_whom_until_when_and_why(as_alice, row):
    page = text_of(as_alice.get(f"/follow-ups/{row.pk}/"))
    assert "Thank Dana Reyes Due today, at the latest Thu 19 Nov." in page
    assert "You meet Dana Reyes on Tue 17 Nov." in page
    assert "You spoke of Sailing" in page
    assert "To Dana Reyesdana@example.com" in page


def test_thanks_lead_to_the_debrief_while_nothing_is_known_to_thank_for(
    as_alice, row, now, time_machine
):
    path, says = f"/follow-ups/{row.pk}/", "Two minutes of debrief first"
    assert says not in text_of(as_alice.get(path))
    row.interview.attendances.update(talking_point="")
    page = as_alice.get(path)
    assert says in text_of(page)
    assert f'href="/interviews/{row.interview_id}/debrief/"' in page.content.decode()
    time_machine.move_to(now)  # it is still to come
    assert says not in text_of(as_alice.get(path))


def test_a_house_rule_says_that_no_guide_says_it(as_alice, row):
    house = row.application.follow_ups.get(kind="debrief")
    assert "This is a house rule" in text_of(as_alice.get(f"/follow-ups/{house.pk}/"))


def test_the_page_says_when_it_is_mentioned_in_a_mail(as_alice, alice):
    row = FollowUpFactory(application=ApplicationFactory(owner=alice))
    ReminderFactory(follow_up=row, state="claimed", delivery=DeliveryFactory(owner=alice))
    assert "today 17:00 sent" in text_of(as_alice.get(f"/follow-ups/{row.pk}/"))


def test_a_window_that_has_closed_says_what_still_helps(as_alice, row, time_machine):
    time_machine.move_to(row.closes + timedelta(days=1))
    page = text_of(as_alice.get(f"/follow-ups/{row.pk}/"))
    assert "late is still better than not at all" in page
    assert "leave out why it comes late" in page


@pytest.mark.parametrize(
    ("verb", "typed", "status", "said"),
    [
        ("done", {}, "done", "Thank Dana Reyes: done."),
        ("skip", {}, "skipped", "Thank Dana Reyes: skipped."),
        ("snooze", {"days": "1"}, "open", "Thank Dana Reyes: put off until tomorrow 09:00."),
    ],
)
def test_a_decision_is_kept_said_and_can_be_undone(as_alice, act, row, verb, typed, status, said):
    page = as_alice.get(act(verb, **typed)["Location"])
    row.refresh_from_db()
    assert row.status == status
    assert said in text_of(page)
    page = text_of(as_alice.post(undo_of(page), follow=True))
    row.refresh_from_db()
    assert (row.status, row.snoozed_until) == ("open", None)
    assert "Thank Dana Reyes: open again." in page


@pytest.mark.parametrize("verb", ["done", "skip", "reopen"])
def test_a_decision_leads_back_to_where_it_was_made(act, row, verb):
    for page in ("/", f"/applications/{row.application_id}/", f"/follow-ups/{row.pk}/"):
        assert act(verb, origin=page)["Location"] == page


@pytest.mark.parametrize("origin", ["/follow-ups/{pk}/snooze/", "/settings/", "/nowhere/", ""])
def test_a_decision_made_anywhere_else_leads_to_what_is_next(act, row, origin):
    assert act("done", origin=origin.format(pk=row.pk))["Location"] == "/"


@pytest.mark.parametrize(
    "origin", ["https://evil.example/", "http://testserver.evil.example/", "//evil.example", "["]
)
def test_nobody_is_sent_elsewhere(as_alice, row, origin):
    path = f"/follow-ups/{row.pk}/done/"
    assert as_alice.post(path, headers={"Referer": origin})["Location"] == "/"


@pytest.mark.parametrize("verb", ["done", "skip", "snooze"])
def test_a_second_click_changes_nothing(as_alice, act, verb):
    act("done")
    before = rows_of_the_search()
    assert TOO_LATE in text_of(as_alice.get(act(verb, days="1")["Location"]))
    assert rows_of_the_search() == before


def test_what_was_not_decided_cannot_be_reopened(as_alice, act):
    before = rows_of_the_search()
    assert TOO_LATE in text_of(as_alice.get(act("reopen")["Location"]))
    assert rows_of_the_search() == before


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ({"days": "1"}, datetime(2026, 11, 18, 8, tzinfo=UTC)),
        ({"days": "7"}, datetime(2026, 11, 24, 8, tzinfo=UTC)),
        ({"day": "2026-11-20"}, datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ({"day": "2027-07-01"}, datetime(2027, 7, 1, 7, tzinfo=UTC)),
    ],
)
def test_it_is_put_off_until_the_reminder_time_of_that_day(act, row, typed, until):
    act("snooze", **typed)
    row.refresh_from_db()
    assert row.snoozed_until == until


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({}, "day", "Until which day?"),
        ({"day": "2026-11-17"}, "day", "Choose a day after today."),
        ({"day": "2026-11-16"}, "day", "Choose a day after today."),
        ({"day": "0001-01-01"}, "day", "Choose a day in 2000 or later."),
        ({"day": "9999-12-31"}, "day", "Choose a day in 2100 or earlier."),
        ({"day": "tomorrow"}, "day", "Enter a day as year-month-day"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_at_its_place(act, typed, field, said):
    before = everything_stored()
    response = act("snooze", **typed)
    assert response.status_code == 422
    assert errors_of(response)[field].startswith(said)
    assert everything_stored() == before


def test_a_refused_day_is_where_the_page_opens(act):
    page = act("snooze", day="2026-11-16").content.decode()
    (field,) = re.findall(r'<input[^>]* name="day"[^>]*>', page)
    assert "autofocus" in field
    assert 'value="2026-11-16"' in field


def test_nothing_is_jumped_to_before_anything_was_refused(as_alice, row):
    assert "autofocus" not in as_alice.get(f"/follow-ups/{row.pk}/").content.decode()


@pytest.mark.parametrize("days", ["0", "-1", "2", "9" * 5_000, "\x00"])
def test_only_what_is_offered_can_be_chosen(act, days):
    response = act("snooze", days=days)
    assert response.status_code == 422
    assert "is not one of the available choices" in text_of(response)


def test_what_they_asked_for_is_sent_and_taken_back(as_alice, row, now):
    request = row.application.information_requests.create(
        owner=row.owner, what="references", asked_at=now, entered_at=now
    )
    replan(row.application, because="", now=now)
    sending = row.application.follow_ups.get(kind="send-information")
    page = as_alice.post(f"/follow-ups/{sending.pk}/done/", follow=True)
    request.refresh_from_db()
    assert request.delivered_at
    as_alice.post(undo_of(page))
    request.refresh_from_db()
    assert request.delivered_at is None


def test_what_was_withdrawn_says_why(as_alice, row):
    row.status, row.withdrawn_because = "withdrawn", "they wrote on Tue 17 Nov"
    row.save()
    page = text_of(as_alice.get(f"/follow-ups/{row.pk}/"))
    assert "Withdrawn: they wrote on Tue 17 Nov." in page
    assert "What do you do?" not in page
