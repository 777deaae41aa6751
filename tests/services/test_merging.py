"""Two entries of one company or person become one, and nothing is lost with the other."""

import pytest

from tests.factories import (
    ApplicationFactory,
    AttendanceFactory,
    CompanyFactory,
    ContactFactory,
    InterviewFactory,
    MessageFactory,
)
from tests.services.doings import at, debrief, schedule, standing, the, you_write
from tracker.models import Company, Contact, Deleted, FollowUpStatus
from tracker.models.letters import LetterText
from tracker.planning.facts import Purpose
from tracker.services.applications import delete_application
from tracker.services.deleted import delete_kept, restore_deleted
from tracker.services.errors import NotTheirsError
from tracker.services.follow_ups import complete
from tracker.services.interviews import delete_interview
from tracker.services.letters import save_letter
from tracker.services.merging import merge_companies, merge_contacts, rename_company


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind")


@pytest.fixture
def dana(application):
    return ContactFactory(
        owner=application.owner, company=application.company, name="Dana", email="", title="Lead"
    )


@pytest.fixture
def other_dana(application):
    return ContactFactory(
        owner=application.owner,
        company=application.company,
        name="D. Reyes",
        email="d@example.com",
        title="Boss",
    )


def test_what_one_of_them_lacks_comes_from_the_other(dana, other_dana, now):
    merge_contacts(dana, other_dana, now=now)
    dana.refresh_from_db()
    assert (dana.name, dana.email, dana.title) == ("Dana", "d@example.com", "Lead")
    assert not Contact.objects.filter(name="D. Reyes").exists()


def test_what_both_had_can_be_read_in_the_notes(application, dana, other_dana, now):
    before = ApplicationFactory(owner=application.owner, recruiter=other_dana, notes="Ask again.")
    Contact.objects.filter(pk=dana.pk).update(email="dana@example.com", title="boss")
    merge_contacts(dana, other_dana, now=now)
    for row in (application, before, dana):
        row.refresh_from_db()
    assert (dana.email, application.notes) == ("dana@example.com", "")
    said = "D. Reyes, another entry of Dana, had: d@example.com"
    assert (before.notes, before.version) == (f"Ask again.\n\n{said}", 1)


def test_what_was_talked_about_with_either_is_kept(application, dana, other_dana, now):
    interview = InterviewFactory(application=application)
    for who, point in ((dana, "maps"), (other_dana, "trains")):
        AttendanceFactory(interview=interview, contact=who, talking_point=point)
    merge_contacts(dana, other_dana, now=now)
    assert interview.attendances.get().talking_point == "maps and trains"


def test_what_was_said_either_way_comes_along(application, dana, other_dana, now):
    message = MessageFactory(application=application, contact=other_dana)
    merge_contacts(dana, other_dana, now=now)
    message.refresh_from_db()
    assert message.contact == dana


def test_who_stood_twice_at_one_interview_stands_there_once(application, dana, other_dana, now):
    interview = InterviewFactory(application=application)
    AttendanceFactory(interview=interview, contact=dana, rapport=None, talking_point="maps")
    AttendanceFactory(interview=interview, contact=other_dana, rapport=4, talking_point="")
    merge_contacts(dana, other_dana, now=now)
    (row,) = interview.attendances.all()
    assert (row.contact, row.rapport, row.talking_point) == (dana, 4, "maps")


def test_whoever_was_thanked_is_not_thanked_again(application, dana, other_dana):
    interview = schedule(application, other_dana, day=17, hour=10, now=at(16, 9))
    debrief(interview, met=[other_dana], now=at(17, 12))
    complete(the("thank-you", application), now=at(17, 13))
    merge_contacts(dana, other_dana, now=at(17, 14))
    row = the("thank-you", application)
    assert row.status == FollowUpStatus.DONE
    assert row.contact == dana
    assert row.key.endswith(f"contact-{dana.pk}")


def test_a_decision_about_one_goes_over_what_is_open_for_the_other(application, dana, other_dana):
    interview = schedule(application, dana, other_dana, day=17, hour=10, now=at(16, 9))
    debrief(interview, met=[dana, other_dana], now=at(17, 12))
    complete(application.follow_ups.get(kind="thank-you", contact=other_dana), now=at(17, 13))
    merge_contacts(dana, other_dana, now=at(17, 14))
    assert the("thank-you", application).status == FollowUpStatus.DONE


def test_a_letter_that_was_begun_to_either_is_kept(application, dana, other_dana):
    interview = schedule(application, dana, other_dana, day=17, hour=10, now=at(16, 9))
    debrief(interview, met=[dana, other_dana], now=at(17, 12))
    begun = application.follow_ups.get(kind="thank-you", contact=other_dana)
    save_letter(begun, LetterText("Thanks", "Dear D.,", "warm"))
    merge_contacts(dana, other_dana, now=at(17, 14))
    row = the("thank-you", application)
    assert (row.contact, row.status, row.draft_body) == (dana, "open", "Dear D.,")
    assert row.reminders.filter(state="scheduled").exists()


@pytest.mark.parametrize("stays", [0, 1])
@pytest.mark.parametrize("decided", [0, 1, None])
def test_of_two_letters_none_is_thrown_away(application, dana, other_dana, stays, decided):
    both = (dana, other_dana)
    interview = schedule(application, *both, day=17, hour=10, now=at(16, 9))
    debrief(interview, met=both, now=at(17, 12))
    written = []
    for number, who in enumerate(both):
        row = application.follow_ups.get(kind="thank-you", contact=who)
        begun = [LetterText(f"{each} {number}", f"Dear {each} {number}.", "warm") for each in "AB"]
        save_letter(row, begun[1], put_aside=begun[:1])
        if number == decided:
            complete(row, now=at(17, 13))
        written += begun
    merge_contacts(both[stays], both[1 - stays], now=at(17, 14))
    assert sorted(the("thank-you", application).letters) == sorted(written)


def test_a_number_that_begins_like_the_others_is_left_alone(application, dana, now):
    gone = ContactFactory(pk=71, owner=application.owner, company=application.company)
    long = ContactFactory(pk=711, owner=application.owner, company=application.company)
    interview = schedule(application, gone, long, day=17, hour=10, now=at(16, 9))
    debrief(interview, met=[gone, long], now=at(17, 12))
    merge_contacts(dana, gone, now=at(17, 14))
    keys = set(application.follow_ups.filter(kind="thank-you").values_list("key", flat=True))
    assert f"thank-you:interview-{interview.pk}:contact-711" in keys
    assert f"thank-you:interview-{interview.pk}:contact-{dana.pk}" in keys


def test_two_entries_of_a_company_are_one(alice, application, dana, now):
    other = CompanyFactory(owner=alice, name="Northwind GmbH")
    elsewhere = ApplicationFactory(owner=alice, company=other)
    person = ContactFactory(owner=alice, company=other)
    merge_companies(application.company, other, now=now)
    for row in (elsewhere, person):
        row.refresh_from_db()
        assert row.company == application.company
    assert not Company.objects.filter(pk=other.pk).exists()


def test_what_is_planned_stays_planned_when_companies_become_one(alice, application, dana):
    you_write(application, Purpose.CHECK_IN, dana, now=at(16, 9))
    before = standing(application)
    other = CompanyFactory(owner=alice, name="Northwind GmbH")
    merge_companies(other, application.company, now=at(16, 9))
    assert standing(application) == before


@pytest.mark.parametrize("merge", [merge_companies, merge_contacts])
def test_what_belongs_to_two_people_stays_two(application, dana, charlie, now, merge):
    theirs = ContactFactory(owner=charlie, company__owner=charlie)
    pair = (dana, theirs) if merge is merge_contacts else (dana.company, theirs.company)
    with pytest.raises(NotTheirsError):
        merge(*pair, now=now)
    with pytest.raises(NotTheirsError):
        merge(pair[0], pair[0], now=now)


def test_a_name_that_is_taken_is_not_given_twice(alice, application, now):
    other = CompanyFactory(owner=alice, name="Acme")
    assert rename_company(other, "northwind", now=now) == application.company
    assert rename_company(other, "ACME", now=now) == other
    other.refresh_from_db()
    assert other.name == "ACME"


def test_what_was_deleted_comes_back_with_the_person_who_is_left(application, dana, other_dana):
    interview = schedule(application, other_dana, day=17, hour=10, now=at(16, 9))
    debrief(interview, met=[other_dana], now=at(17, 12))
    complete(the("thank-you", application), now=at(17, 13))
    kept = delete_kept(interview, delete_interview, home="/", now=at(17, 14))
    merge_contacts(dana, other_dana, now=at(17, 14))
    assert restore_deleted(Deleted.objects.get(pk=kept.pk), now=at(17, 15))
    assert application.interviews.get().attendances.get().contact == dana
    thanks = application.follow_ups.get(kind="thank-you")
    assert (thanks.contact, thanks.status) == (dana, FollowUpStatus.DONE)


def test_what_was_deleted_comes_back_at_the_company_that_is_left(alice, application, now):
    elsewhere = ApplicationFactory(owner=alice, company__name="Northwind GmbH")
    other = elsewhere.company
    kept = delete_kept(elsewhere, delete_application, home="/", now=now)
    merge_companies(application.company, other, now=now)
    assert restore_deleted(Deleted.objects.get(pk=kept.pk), now=now)
    assert application.company.applications.count() == 2
