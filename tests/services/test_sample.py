"""The sample search comes and goes, and touches nothing of the owner's own."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from tests.factories import (
    ENTERED,
    ApplicationFactory,
    AttendanceFactory,
    ContactFactory,
    EstimateFactory,
    FollowUpFactory,
    InformationRequestFactory,
    MessageFactory,
)
from tests.services.doings import schedule, standing, the
from tests.views.pages import everything_stored
from tracker.models import Application, Company, Contact, FollowUpStatus, Reminder
from tracker.planning.facts import LIVE_STAGES, ContactKind, NewsKind, Stage
from tracker.queries.letter_sources import sources_of
from tracker.queries.letters import kinds_of
from tracker.queries.planned import coming, still_open
from tracker.queries.report import report
from tracker.queries.review import review_of
from tracker.queries.waiting import what_waits
from tracker.services.applications import delete_application
from tracker.services.deleted import delete_kept, restore_deleted
from tracker.services.documents import add_document
from tracker.services.news import log_news
from tracker.services.offers import log_offer
from tracker.services.replan import replan
from tracker.services.sample import make_sample_search
from tracker.services.sample_removal import remove_sample_search

QUIET = ("django_session", "sqlite_sequence", "tracker_deleted")


@pytest.fixture
def own(alice, now):
    row = ApplicationFactory(owner=alice, role="My own", stage="applied")
    replan(row, because="", now=now)
    return row


def test_it_shows_a_search_with_something_to_do_and_something_to_wait_for(alice, now):
    assert make_sample_search(alice, now=now)
    open_ones = alice.follow_ups.filter(status=FollowUpStatus.OPEN)
    assert open_ones.filter(opens__lte=now).exists()
    assert open_ones.filter(opens__gt=now).exists()
    assert alice.interviews.filter(starts_at__gt=now).exists()


def test_each_of_its_live_applications_has_an_open_action_or_a_dated_wait(alice, now):
    make_sample_search(alice, now=now)
    live = alice.applications.filter(stage__in=LIVE_STAGES).exclude(stage="saved")
    for application in live:
        assert application.follow_ups.filter(status=FollowUpStatus.OPEN).exists(), application


@pytest.mark.parametrize("days", range(7))
def test_it_can_be_made_on_any_day_of_the_week(alice, now, days):
    assert make_sample_search(alice, now=now + timedelta(days=days))


def test_all_of_it_is_marked(alice, now):
    make_sample_search(alice, now=now)
    assert {row.is_sample for row in Application.objects.all()} == {True}
    assert all("(sample)" in row.name for row in Company.objects.all())
    assert all("Sample" in row.name for row in Contact.objects.all())


def test_nothing_of_it_is_mailed(alice, now):
    make_sample_search(alice, now=now)
    for application in alice.applications.all():
        replan(application, because="", now=now)
    assert not Reminder.objects.exists()


def test_no_mail_about_something_else_names_it_either(alice, now):
    make_sample_search(alice, now=now)
    assert review_of(alice, now, now) is None
    ApplicationFactory(owner=alice, company__name="Northwind Atlas")
    later = now + timedelta(days=7)
    for moment in (now, later):
        assert "(sample)" not in str(review_of(alice, moment, moment))
        assert not what_waits(alice, moment)
        assert not still_open(alice, moment).exists()
        assert not coming(alice, moment, moment + timedelta(days=7)).exists()


def test_no_letter_of_the_owners_own_speaks_of_it(alice, own, now):
    """Somebody tries in it what an offer does; an interview is in it already."""
    make_sample_search(alice, now=now)
    schedule(own, day=16, now=now - timedelta(days=2))
    sample = alice.applications.filter(is_sample=True, stage=Stage.INTERVIEWING).first()
    log_offer(sample, values={"received_at": now}, now=now)
    assert not own.follow_ups.filter(kind="tell-of-offer").exists()
    row = the("check-in", own)
    around = sources_of(row, kinds_of(row), now, one_each=False).around
    assert (around.offer_by, around.interview_at) == (None, None)


def test_no_office_is_told_of_it(alice, now):
    make_sample_search(alice, now=now)
    ApplicationFactory(owner=alice, role="My own", applied_on=now.date())
    assert [row.role for row in report(alice, None, None).rows] == ["My own"]


def test_it_is_made_once(alice, now):
    assert make_sample_search(alice, now=now)
    assert not make_sample_search(alice, now=now)
    assert alice.applications.count() == 8


def remove(alice, now):
    return remove_sample_search(alice, home="/", now=now)


def test_removing_it_leaves_everything_as_it_was(alice, own, now):
    before = everything_stored()
    make_sample_search(alice, now=now)
    assert remove(alice, now).applications == 8
    after = everything_stored()
    assert {table: rows for table, rows in after.items() if table not in QUIET} == {
        table: rows for table, rows in before.items() if table not in QUIET
    }


def test_none_of_it_comes_back_beside_a_new_one(alice, now):
    make_sample_search(alice, now=now)
    kept = [
        delete_kept(row, delete_application, home="/", now=now)
        for row in alice.applications.order_by("pk")
    ]
    make_sample_search(alice, now=now)
    assert not restore_deleted(kept[0], now=now)
    assert alice.applications.count() == 8
    alice.applications.all().delete()
    assert restore_deleted(kept[0], now=now)


def test_what_the_owner_added_to_it_stays(alice, now):
    make_sample_search(alice, now=now)
    company = alice.companies.get(name__startswith="Larkspur")
    mine = ApplicationFactory(owner=alice, company=company, role="My own")
    agent = ContactFactory(
        owner=alice,
        company=alice.companies.get(name__startswith="Quill"),
        kind=ContactKind.AGENCY_RECRUITER,
        name="Agent",
    )
    Application.objects.filter(pk=mine.pk).update(recruiter=agent)
    remove(alice, now)
    mine.refresh_from_db()
    assert mine.company == company
    assert mine.recruiter == agent
    assert list(alice.applications.all()) == [mine]


@pytest.fixture
def sample(alice, now):
    """The one where two people were met yesterday; both have said something."""
    make_sample_search(alice, now=now)
    return alice.applications.get(company__name__startswith="Larkspur")


@pytest.fixture
def mira(sample):
    return sample.company.contacts.get(name="Mira Sample")


REFERRING = {
    "a recruiter": lambda own, mira: Application.objects.filter(pk=own.pk).update(recruiter=mira),
    "an attendance": lambda own, mira: AttendanceFactory(interview__application=own, contact=mira),
    "a message": lambda own, mira: MessageFactory(application=own, contact=mira),
    "an estimate": lambda own, mira: EstimateFactory(application=own, said_by=mira),
    "a request": lambda own, mira: InformationRequestFactory(application=own, asked_by=mira),
    "a follow-up": lambda own, mira: FollowUpFactory(
        application=own, contact=mira, status="done", decided_at=ENTERED
    ),
}


@pytest.mark.parametrize("refer", REFERRING.values(), ids=REFERRING)
def test_a_sample_person_of_whom_something_own_speaks_stays(alice, own, sample, mira, now, refer):
    refer(own, mira)
    mine = (own.messages, own.estimates, own.information_requests, own.interviews)
    before = [list(rows.values()) for rows in mine]
    decided = list(own.follow_ups.filter(status="done").values())
    gone = remove(alice, now)
    assert gone.applications == 8
    assert gone.stays == ("Larkspur Labs (sample)", "Mira Sample")
    assert [person.name for person in alice.contacts.all()] == ["Mira Sample"]
    assert [list(rows.values()) for rows in mine] == before
    assert list(own.follow_ups.filter(status="done").values()) == decided


def test_whom_the_owner_added_there_stays_with_their_company(alice, sample, now):
    ContactFactory(owner=alice, company=sample.company, name="Somebody Real")
    assert remove(alice, now).stays == ("Larkspur Labs (sample)",)
    assert [person.name for person in alice.contacts.all()] == ["Somebody Real"]


def test_what_was_entered_in_it_goes_with_it_and_comes_back(alice, sample, own, now):
    """An interview of the owner's own with one of their own people, and news of it told elsewhere."""
    real = ContactFactory(owner=alice, company=own.company, name="Somebody Real")
    interview = schedule(sample, real, day=24, now=now)
    add_document(sample, kind="cv", name="cv.pdf", content=b"%PDF-", now=now)
    values = {"kind": NewsKind.FINAL_ROUND, "application": sample, "day": now.date()}
    log_news(alice, values=values, told=[own.pk], now=now)
    planned = standing(own)
    gone = remove(alice, now)
    assert (gone.stays, list(alice.contacts.all())) == ((), [real])
    assert standing(own) != planned  # the news went, and what it called for
    assert restore_deleted(gone.kept, now=now)
    assert alice.applications.filter(is_sample=True).count() == 8
    assert list(interview.attendances.values_list("contact__name", flat=True)) == ["Somebody Real"]
    assert default_storage.exists(sample.documents.get().stored_as)
    assert standing(own) == planned


def test_removed_twice_it_is_removed_once(alice, now):
    make_sample_search(alice, now=now)
    assert [remove(alice, now).applications for _ in range(2)] == [8, 0]


def test_it_is_of_its_owner_alone(alice, charlie, now):
    make_sample_search(alice, now=now)
    make_sample_search(charlie, now=now)
    remove(alice, now)
    assert charlie.applications.count() == 8


def test_the_command_adds_and_removes_it(alice, capsys):
    call_command("sample_data", alice.email)
    assert alice.applications.count() == 8
    call_command("sample_data", alice.email, remove=True)
    assert not alice.applications.exists()
    assert "Removed 8" in capsys.readouterr().out
