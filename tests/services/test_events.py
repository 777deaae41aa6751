"""What stands in calendars follows the facts, in the transaction that writes them."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import transaction
from icalendar import Calendar as ReadCalendar

from tests.factories import ApplicationFactory, FollowUpFactory, InterviewFactory
from tests.services.doings import agreed, at, debrief, schedule, the, they_write
from tracker.ical.calendar import calendar_of
from tracker.models import Calendar, CalendarEvent, Interview, Offer, User
from tracker.planning.facts import InterviewStatus, OfferStatus, Stage
from tracker.services import case_files, event_rows
from tracker.services.applications import change_application, change_stage, delete_application
from tracker.services.contacts import change_contact
from tracker.services.debriefs import Said
from tracker.services.events import (
    prune_events,
    rewrite_calendar,
    rewrite_calendars,
    rewrite_events,
)
from tracker.services.events_of import ASK
from tracker.services.follow_ups import complete, reopen, snooze
from tracker.services.interviews import call_off_interview, change_interview, reinstate_interview
from tracker.services.offers import decide_offer, log_offer, reopen_offer
from tracker.services.preferences import change_preferences
from tracker.services.questions import add_question, delete_question, tick_question
from tracker.services.replan import replan

DAY = timedelta(days=1)


def event_of(interview):
    return CalendarEvent.objects.get(uid=interview.uid)


def said_by(event):
    """As a client reads it."""
    (read,) = ReadCalendar.from_ical(calendar_of("x", [bytes(event.full)])).events
    return read


def version_of(owner):
    return Calendar.objects.get(owner=owner).version


def move(interview, *, day, now):
    interview.refresh_from_db()
    who = list(interview.attendances.values_list("contact", flat=True))
    values = agreed(day)
    change_interview(interview, values=values, attendees=who, version=interview.version, now=now)


def call_off(interview, now):
    interview.refresh_from_db()
    call_off_interview(
        interview,
        status=InterviewStatus.CANCELLED,
        by_them=True,
        version=interview.version,
        now=now,
    )


def test_an_interview_stands_with_place_link_people_and_what_it_is_prepared_with(
    application, dana, interview, now
):
    link = "https://meet.example/abc"
    Interview.objects.update(place="Main Street 1", link=link, notes="Read their blog.")
    add_question(application, "How large is the team?", now=now)
    said = said_by(event_of(interview))
    assert str(said["summary"]) == "Interview at Acme: Engineer"
    assert str(said["location"]) == "Main Street 1"
    assert str(said["description"]) == (
        f"Video\nMain Street 1\n{link}\nWith Dana Reyes\n\nRead their blog.\n\n{ASK}\n"
        "You want to know:\n- How large is the team?\n\n"
        f"http://127.0.0.1:8000/interviews/{interview.pk}/"
    )


def test_an_interview_by_link_is_there(application, dana, interview, now):
    Interview.objects.update(link="https://meet.example/abc")
    replan(application, because="", now=now)
    assert str(said_by(event_of(interview))["location"]) == "https://meet.example/abc"


def test_a_moved_interview_is_the_same_event_with_a_higher_sequence(interview, now):
    before = event_of(interview)
    move(interview, day=26, now=now + DAY)
    after = event_of(interview)
    assert (after.pk, after.uid) == (before.pk, before.uid)
    assert after.sequence > before.sequence
    said = said_by(after)
    assert said.start == at(26, 14)
    assert said["sequence"] == after.sequence
    assert said["last-modified"].dt == said["dtstamp"].dt == now + DAY


def test_every_change_raises_the_version(application, interview, now):
    versions = [version_of(application.owner)]
    for day in (25, 26):
        move(interview, day=day, now=now)
        versions.append(version_of(application.owner))
    assert versions == sorted(set(versions))


def test_each_version_has_a_second_of_its_own(application, interview, now):
    changed = [Calendar.objects.get().changed_at]
    for day in (25, 26, 27):
        move(interview, day=day, now=now)
        changed.append(Calendar.objects.get().changed_at)
    assert [later - earlier for earlier, later in pairwise(changed)] == [timedelta(seconds=1)] * 3


def test_a_plan_that_changes_nothing_writes_nothing_and_raises_nothing(application, interview, now):
    before = list(CalendarEvent.objects.values()), Calendar.objects.values().get()
    replan(application, because="", now=now + timedelta(minutes=1))
    assert (list(CalendarEvent.objects.values()), Calendar.objects.values().get()) == before


def test_an_event_that_has_not_changed_keeps_its_bytes(application, dana, interview, now):
    other = schedule(application, dana, day=26, now=now)
    before = event_of(other)
    move(interview, day=25, now=now + DAY)
    after = event_of(other)
    assert (bytes(after.full), after.sequence) == (bytes(before.full), before.sequence)


def test_a_fact_that_is_rolled_back_leaves_no_event(application, dana, now):
    with transaction.atomic():
        schedule(application, dana, now=now)
        transaction.set_rollback(True)
    assert not CalendarEvent.objects.exists()
    assert version_of(application.owner) == 0


def test_a_follow_up_stands_on_its_due_day_where_the_owner_lives(application, dana, interview, now):
    thanks = the("thank-you", application)
    event = event_of(thanks)
    assert (event.begins_on, event.ends_on) == (date(2026, 11, 24), date(2026, 11, 25))
    assert str(said_by(event)["summary"]) == "Thank Dana Reyes (Acme)"
    assert thanks.why in str(said_by(event)["description"])


def test_a_follow_up_has_an_hour_once_it_may_be_done(application, interview):
    hour = event_of(the("thank-you", application)).hour
    assert hour == (at(24, 15), at(24, 15, 30))


def test_preparing_stands_on_the_evening_before(application, interview):
    event = event_of(the("prepare", application))
    assert event.begins_on == date(2026, 11, 23)
    assert event.hour == (at(23, 18), at(23, 18, 30))


def test_a_snoozed_follow_up_stands_on_the_day_to_which_it_was_put_off(application, interview, now):
    debriefing = the("debrief", application)
    snooze(debriefing, until=at(27, 10), now=now)
    event = event_of(debriefing)
    assert (event.begins_on, event.hour[0]) == (date(2026, 11, 27), at(27, 10))


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_days_move_with_the_owners_zone(application, interview, now, zone):
    owner = User.objects.get(pk=application.owner_id)
    change_preferences(
        owner,
        name="Alice",
        email=owner.email,
        values={"time_zone": zone},
        version=owner.preferences.version,
        now=now,
    )
    day = interview.ends_at.astimezone(User.objects.get(pk=owner.pk).preferences.zone).date()
    assert event_of(the("thank-you", application)).begins_on == day


def test_what_is_done_is_off_and_what_is_reopened_stands_again(application, interview, now):
    row = the("prepare", application)
    complete(row, now=now)
    done = event_of(row)
    assert str(said_by(done)["status"]) == "CANCELLED"
    reopen(row, now=now)
    again = event_of(row)
    assert str(said_by(again)["status"]) == "CONFIRMED"
    assert again.sequence > done.sequence


def test_an_interview_that_is_called_off_is_so_and_its_follow_ups_too(application, interview, now):
    call_off(interview, now)
    assert event_of(interview).cancelled_at == now
    standing = CalendarEvent.objects.filter(cancelled_at=None, key__startswith="follow-up")
    assert not standing.filter(title__contains="Prepare").exists()
    interview.refresh_from_db()
    reinstate_interview(interview, version=interview.version, now=now)
    assert event_of(interview).cancelled_at is None


def test_the_day_on_which_they_decide_stands_until_they_say_another(
    application, dana, interview, now
):
    debrief(
        interview,
        met=[dana],
        said=Said("by Friday", date(2026, 11, 27), by=dana.pk),
        now=at(24, 16),
    )
    event = CalendarEvent.objects.get(kind="decision")
    assert (event.title, event.begins_on) == ("Acme decides: Engineer", date(2026, 11, 27))
    assert event.about == "Dana Reyes said so on Tue 24 Nov."
    they_write(application, said=Said("next week", date(2026, 12, 4)), now=at(25, 9))
    moved = CalendarEvent.objects.get(kind="decision")
    assert (moved.uid, moved.begins_on) == (event.uid, date(2026, 12, 4))
    assert moved.sequence == event.sequence + 1


def test_a_decision_that_has_come_is_not_expected(application, dana, interview, now):
    debrief(interview, met=[dana], said=Said("by Friday", date(2026, 11, 27)), now=at(24, 16))
    change_stage(application, Stage.REJECTED, now=at(25, 9))
    assert CalendarEvent.objects.get(kind="decision").cancelled_at == at(25, 9)


def test_the_deadline_of_an_offer_stands_while_it_is_open(application, now):
    values = {"received_at": now, "answer_by": date(2026, 11, 30)}
    offer = log_offer(application, values=values, now=now)
    event = CalendarEvent.objects.get(kind="offer")
    assert event.title == "Answer the offer of Acme: Engineer"
    assert (event.begins_on, event.ends_on) == (date(2026, 11, 30), date(2026, 12, 1))
    decide_offer(offer, OfferStatus.LAPSED, now=now)
    event.refresh_from_db()
    assert event.cancelled_at == now
    reopen_offer(Offer.objects.get(pk=offer.pk), now=now)
    event.refresh_from_db()
    assert event.cancelled_at is None


def test_a_company_set_right_is_so_in_the_calendar(application, interview, now):
    change_application(application, company="Acme Ltd", values={}, version=0, now=now)
    assert str(said_by(event_of(interview))["summary"]) == "Interview at Acme Ltd: Engineer"


@pytest.mark.parametrize("stage", [Stage.INTERVIEWING, Stage.ACCEPTED])
def test_a_contact_set_right_is_so_in_the_calendar(application, dana, interview, now, stage):
    """Also where the search has ended, and nothing is planned any more."""
    application.refresh_from_db()
    change_stage(application, stage, now=now)
    change_contact(dana, values={"name": "Dana Reyes-Ortiz"}, version=0, now=now)
    assert "With Dana Reyes-Ortiz" in event_of(interview).about


@pytest.mark.parametrize("stage", [Stage.REJECTED, Stage.WITHDRAWN])
def test_an_interview_that_all_ended_before_is_off_and_comes_back_with_the_search(
    application, interview, now, stage
):
    application.refresh_from_db()
    change_stage(application, stage, now=now)
    assert event_of(interview).cancelled_at == now
    change_stage(application, Stage.INTERVIEWING, now=now)
    assert event_of(interview).cancelled_at is None


def test_a_question_is_listed_until_it_is_asked_or_deleted(application, interview, now):
    first = add_question(application, "Who leaves?", now=now)
    second = add_question(application, "Why now?", now=now)
    assert "- Who leaves?\n- Why now?" in event_of(interview).about
    tick_question(first, now=now)
    assert "Who leaves?" not in event_of(interview).about
    delete_question(second, now=now)
    assert "You want to know" not in event_of(interview).about


def test_what_a_deleted_application_had_is_off_and_served_on(application, interview, now):
    uid, before = interview.uid, version_of(application.owner)
    owner = application.owner
    delete_application(application, now=now)
    event = CalendarEvent.objects.get(uid=uid)
    assert (event.application, event.cancelled_at) == (None, now)
    assert not CalendarEvent.objects.filter(cancelled_at=None).exists()
    assert version_of(owner) > before


def test_what_is_off_is_forgotten_after_four_weeks_and_the_version_tells(
    application, interview, now
):
    call_off(interview, now)
    before = version_of(application.owner)
    prune_events(now=now + 28 * DAY - timedelta(seconds=1))
    assert CalendarEvent.objects.filter(uid=interview.uid).exists()
    assert version_of(application.owner) == before
    prune_events(now=now + 28 * DAY)
    assert not CalendarEvent.objects.filter(uid=interview.uid).exists()
    assert version_of(application.owner) == before + 1


def test_what_was_called_off_a_while_ago_is_served_four_weeks_from_when_it_was_noted(
    interview, now
):
    they_called = {"status": InterviewStatus.CANCELLED, "by_them": True, "at": now - 27 * DAY}
    call_off_interview(interview, version=interview.version, now=now, **they_called)
    replan(interview.application, because="", now=now + 2 * DAY)
    prune_events(now=now + 27 * DAY)
    assert event_of(interview).cancelled_at == now
    prune_events(now=now + 28 * DAY)
    assert not CalendarEvent.objects.filter(uid=interview.uid).exists()


def test_what_comes_back_after_it_was_forgotten_has_a_higher_sequence(interview, now):
    move(interview, day=25, now=now)
    call_off(interview, now)
    before = event_of(interview)
    prune_events(now=now + 28 * DAY)
    interview.refresh_from_db()
    reinstate_interview(interview, version=interview.version, now=now + 29 * DAY)
    assert event_of(interview).sequence > before.sequence


def test_what_is_forgotten_does_not_come_back_with_the_next_plan(application, interview, now):
    call_off(interview, now)
    prune_events(now=now + 29 * DAY)
    replan(application, because="", now=now + 29 * DAY)
    assert not CalendarEvent.objects.filter(uid=interview.uid).exists()


def test_what_has_become_pointless_is_called_off_in_the_night(application, interview, now):
    row = the("prepare", application)
    prune_events(now=at(24, 13))
    assert event_of(row).cancelled_at is None
    prune_events(now=at(25, 3))
    assert event_of(row).cancelled_at == at(25, 3)
    version = version_of(application.owner)
    prune_events(now=at(26, 3))
    assert version_of(application.owner) == version


def test_what_cannot_be_read_keeps_nothing_from_being_forgotten(
    application, dana, interview, now, break_
):
    other = ApplicationFactory(owner=application.owner)
    off = schedule(other, dana, day=18, now=now)
    call_off(off, now)
    break_(application)
    prune_events(now=now + 29 * DAY)
    assert event_of(interview)
    assert not CalendarEvent.objects.filter(uid=off.uid).exists()


def test_a_changed_address_of_the_site_writes_all_anew(application, interview, now, settings):
    rewrite_calendars(now=now)
    before = event_of(interview)
    settings.SITE_URL = "https://jobs.example.com"
    assert rewrite_calendars(now=now + DAY) == 1
    after = event_of(interview)
    assert str(said_by(after)["url"]) == f"https://jobs.example.com/interviews/{interview.pk}/"
    assert after.sequence == before.sequence + 1
    assert rewrite_calendars(now=now + DAY) == 0


def test_a_changed_format_writes_what_is_off_anew_as_well(application, interview, now, monkeypatch):
    delete_application(application, now=now)
    rewrite_calendars(now=now)
    monkeypatch.setattr(event_rows, "FORMAT", 2)
    rewrite_calendars(now=now + DAY)
    event = CalendarEvent.objects.get(uid=interview.uid)
    assert event.written_for.startswith("2 ")
    assert str(said_by(event)["status"]) == "CANCELLED"


def test_what_was_there_before_calendars_were_kept_is_written(alice, now):
    """As `up` finds it after the upgrade."""
    interview = InterviewFactory(application=ApplicationFactory(owner=alice))
    FollowUpFactory(application=interview.application)
    rewrite_calendars(now=now)
    assert CalendarEvent.objects.filter(owner=alice).count() == 2


@pytest.fixture
def break_(monkeypatch):
    def break_(broken):
        def load_case(row, *rest):
            return case_files.load_case(row, *rest) if row.pk != broken.pk else 1 / 0

        monkeypatch.setattr("tracker.services.events.load_case", load_case)

    return break_


def test_one_application_that_cannot_be_read_keeps_no_other_from_being_written(
    application, dana, interview, now, monkeypatch, break_
):
    """Nor Heardback from starting; it is tried again the next time."""
    broken = ApplicationFactory(owner=application.owner)
    CalendarEvent.objects.all().delete()
    break_(broken)
    assert rewrite_calendars(now=now) == 1
    assert event_of(interview)
    assert rewrite_calendars(now=now) == 1
    monkeypatch.undo()
    rewrite_calendars(now=now)
    assert rewrite_calendars(now=now) == 0


@pytest.mark.parametrize(("options", "said"), [([], 1), ([], 0), (["--all"], 1)])
def test_a_command_writes_the_calendars_by_hand(alice, interview, now, options, said, capsys):
    if not said or options:
        rewrite_calendars(now=now)
    call_command("write_calendars", *options)
    assert capsys.readouterr().out == f"Calendars written: {said}\n"


def test_an_event_that_cannot_be_written_keeps_no_fact_from_being_saved(
    application, dana, now, monkeypatch
):
    """F39: the fact is what counts; the feed goes out without it."""
    monkeypatch.setattr("tracker.ical.event.line", lambda _: 1 / 0)
    interview = schedule(application, dana, now=now)
    assert bytes(event_of(interview).full) == b""


def test_what_is_said_of_one_owner_raises_nothing_of_another(application, dana, charlie, now):
    schedule(application, dana, now=now)
    assert version_of(charlie) == 0


def test_an_application_of_its_own_keeps_its_events_apart(application, dana, interview, now):
    other = ApplicationFactory(owner=application.owner, company=application.company)
    schedule(other, dana, day=25, now=now)
    assert CalendarEvent.objects.filter(application=other, kind="interview").count() == 1
    rewrite_events(other.pk, now=now)
    assert event_of(interview).cancelled_at is None


def test_nothing_is_doubled_when_all_is_written_again(application, interview, now):
    before = CalendarEvent.objects.count()
    rewrite_calendar(application.owner_id, now=now)
    assert CalendarEvent.objects.count() == before


def test_moments_are_written_in_utc(interview):
    assert event_of(interview).span == (
        datetime(2026, 11, 24, 13, tzinfo=UTC),
        datetime(2026, 11, 24, 14, tzinfo=UTC),
    )
