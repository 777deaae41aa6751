"""Invitations: taken, followed when they move, and believed when they call it off."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories import ApplicationFactory, ContactFactory
from tests.services.doings import agreed, at, debrief
from tracker.models import (
    Application,
    Contact,
    FollowUp,
    FollowUpStatus,
    Interview,
    Invitation,
    InvitationDraft,
)
from tracker.models.invitations import Word
from tracker.planning.facts import InterviewStatus, Stage
from tracker.services.interviews import call_off_interview, reinstate_interview
from tracker.services.invitations import (
    Agreed,
    Place,
    call_off_by_invitation,
    keep_draft,
    take_invitation,
)

pytestmark = pytest.mark.django_db
UID = "one@northwind.example"
STAMP = datetime(2026, 11, 16, 9, tzinfo=UTC)


def take(application, *, sequence=0, minute=0, hour=14, **kwargs) -> Interview:
    word = Word(UID, sequence=sequence, stamped_at=STAMP + timedelta(minutes=minute))
    return take_invitation(
        word,
        Agreed(agreed(hour=hour), **kwargs),
        place=Place(application),
        by=application.owner,
        now=at(17, 12),
    )


def test_an_invitation_becomes_an_interview_with_its_plan(application, now):
    interview = take(application, newcomers=[{"name": "Sam", "email": "sam@x.example"}])
    assert (interview.application, interview.time) == (application, time(14))
    assert [each.contact.name for each in interview.attendances.all()] == ["Sam"]
    assert "prepare" in set(FollowUp.objects.values_list("kind", flat=True))


def test_a_newer_one_moves_it_and_what_hangs_on_it(application, now):
    take(application)
    due = FollowUp.objects.get(kind="prepare").due
    moved = take(application, sequence=1, hour=16)
    assert Interview.objects.get() == moved
    assert moved.time == time(16)
    assert FollowUp.objects.get(kind="prepare").due - due == timedelta(hours=2)


@pytest.mark.parametrize(
    ("sequence", "minute", "hour"), [(1, -5, 15), (0, 1, 15), (0, 0, 14), (0, -1, 14)]
)
def test_newer_is_by_sequence_and_then_by_stamp(application, sequence, minute, hour):
    take(application)
    assert take(application, sequence=sequence, minute=minute, hour=15).time == time(hour)


def test_nobody_whose_address_is_known_is_added_again(application, dana):
    take(application, attendees=[dana.pk])
    newcomers = [{"name": "Dana R.", "email": dana.email.upper()}, {"name": "Sam", "email": ""}]
    moved = take(application, sequence=1, newcomers=newcomers)
    assert {each.contact.name for each in moved.attendances.all()} == {"Dana Reyes", "Sam"}
    assert Contact.objects.count() == 2


def test_who_is_left_out_does_not_attend_any_more(application, dana):
    take(application, attendees=[dana.pk])
    assert not take(application, sequence=1).attendances.exists()


def test_calling_off_withdraws_what_hung_on_it(application, now):
    interview = take(application)
    gone = call_off_by_invitation(
        Word(UID, sequence=1, stamped_at=STAMP), by=application.owner, now=now
    )
    interview.refresh_from_db()
    assert gone == [interview]
    assert (interview.status, interview.called_off_by_them) == (InterviewStatus.CANCELLED, True)
    assert FollowUp.objects.get(kind="prepare").status == FollowUpStatus.WITHDRAWN


def test_what_is_not_known_is_only_remembered_as_called_off(application, now):
    word = Word(UID, sequence=1, stamped_at=STAMP)
    assert call_off_by_invitation(word, by=application.owner, now=now) == []
    assert not Interview.objects.exists()
    assert take(application).status == InterviewStatus.CANCELLED


def test_what_the_owner_called_off_is_not_brought_back(application, now):
    interview = take(application)
    off = InterviewStatus.CANCELLED
    call_off_interview(interview, status=off, by_them=False, version=interview.version, now=now)
    assert take(application, sequence=1, hour=16).status == off


def test_what_takes_place_after_all_by_hand_is_called_off_only_by_what_is_newer(application, now):
    interview = take(application)
    word = Word(UID, sequence=1, stamped_at=STAMP)
    call_off_by_invitation(word, by=application.owner, now=now)
    interview.refresh_from_db()
    reinstate_interview(interview, version=interview.version, now=now)
    assert take(application).status == InterviewStatus.SCHEDULED


def bring_dates(application, now) -> list[Interview]:
    """Of one series: last week's interview, and next week's."""
    for day in (10, 24):
        take_invitation(
            Word(UID, f"2026-11-{day}T13:00:00+00:00", stamped_at=STAMP),
            Agreed(agreed(day)),
            place=Place(application),
            by=application.owner,
            now=now,
        )
    return list(Interview.objects.order_by("starts_at"))


def test_a_series_that_is_called_off_leaves_what_has_been(application, now):
    _, coming = bring_dates(application, now)
    word = Word(UID, sequence=1, stamped_at=STAMP)
    assert call_off_by_invitation(word, by=application.owner, now=now) == [coming]


def test_what_was_told_of_is_not_called_off(application, now):
    past, _ = bring_dates(application, now)
    debrief(past, now=now)
    word = Word(UID, "2026-11-10T13:00:00+00:00", sequence=1, stamped_at=STAMP)
    assert call_off_by_invitation(word, by=application.owner, now=now) == []


def test_one_date_of_a_series_moves_the_interview_that_was_taken_for_it(application, now):
    date_id = "2026-11-24T13:00:00+00:00"
    series = Word(UID, stamped_at=STAMP, occurrence=date_id)
    moved = Word(UID, date_id, stamped_at=STAMP)
    owner, place = application.owner, Place(application)
    first = take_invitation(series, Agreed(agreed()), place=place, by=owner, now=now)
    again = take_invitation(moved, Agreed(agreed(hour=16)), place=place, by=owner, now=now)
    assert (first, again.time) == (again, time(16))


def test_a_new_application_is_made_with_it(alice, now):
    place = Place(company="Northwind", role="Engineer")
    interview = take_invitation(Word(UID), Agreed(agreed()), place=place, by=alice, now=now)
    application = interview.application
    assert str(application) == "Engineer at Northwind"
    application.refresh_from_db()
    assert application.stage == Stage.INTERVIEWING


def test_the_same_meeting_of_another_person_is_another(application, charlie, now):
    take(application)
    theirs = take(ApplicationFactory(owner=charlie))
    assert (Interview.objects.count(), theirs.owner) == (2, charlie)


def test_the_database_keeps_one_of_each_meeting(application):
    take(application)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(owner=application.owner, uid=UID)


def test_after_its_interview_is_deleted_it_can_be_taken_again(application):
    take(application).delete()
    assert take(application).time == time(14)


@pytest.mark.django_db(transaction=True)
def test_brought_twice_at_once_it_makes_one_interview(alice, now, at_once):
    agreement = Agreed(agreed(), newcomers=[{"name": "Sam", "email": "sam@x.example"}])
    place = Place(company="Northwind", role="Engineer")

    def take_it() -> tuple[int, ...]:
        taken = take_invitation(Word(UID), agreement, place=place, by=alice, now=now)
        models = (Application, Interview, Contact)
        return (taken.pk, *(model.objects.count() for model in models))

    first, second = at_once(take_it, take_it)
    assert first == second == (first[0], 1, 1, 1)


def test_a_draft_is_kept_for_a_day(alice, now):
    keep_draft({"events": []}, application=None, by=alice, now=now - timedelta(days=1, minutes=1))
    kept = keep_draft({"events": []}, application=None, by=alice, now=now)
    assert InvitationDraft.objects.get() == kept


def test_an_interview_on_another_day_than_the_default_is_kept_as_it_is(application):
    interview = take(application)
    assert (interview.date, interview.minutes) == (date(2026, 11, 24), 60)


def test_a_contact_of_another_company_may_be_there(application, dana):
    elsewhere = ContactFactory(owner=application.owner, email="agent@agency.example")
    interview = take(application, attendees=[dana.pk, elsewhere.pk])
    assert set(Contact.objects.who_may_attend(interview)) == {dana, elsewhere}
