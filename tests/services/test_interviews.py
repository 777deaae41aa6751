from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.factories import ContactFactory
from tests.services.doings import agreed, at, schedule, standing, the
from tracker.planning.facts import InterviewStatus, Stage
from tracker.services.applications import change_stage
from tracker.services.errors import StaleError
from tracker.services.interviews import (
    call_off_interview,
    change_interview,
    reinstate_interview,
    schedule_interview,
)

pytestmark = pytest.mark.django_db
CANCELLED, MISSED = InterviewStatus.CANCELLED, InterviewStatus.MISSED


def call_off(interview, status=CANCELLED, *, by_them=True, now):
    version = interview.version
    call_off_interview(interview, status=status, by_them=by_them, version=version, now=now)


@pytest.mark.parametrize(
    ("agreed_on", "starts_at"),
    [
        ({}, datetime(2026, 11, 24, 13, tzinfo=UTC)),
        ({"zone_name": "America/New_York"}, datetime(2026, 11, 24, 19, tzinfo=UTC)),
        # 02:30 on the night when clocks go back: the first, and the second
        (
            {"date": date(2026, 10, 25), "time": time(2, 30)},
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        ),
        (
            {"date": date(2026, 10, 25), "time": time(2, 30), "fold": 1},
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        ),
    ],
)
def test_what_was_agreed_is_kept_with_what_it_means(application, now, agreed_on, starts_at):
    values = agreed() | agreed_on
    interview = schedule_interview(application, values=values, attendees=[], now=now)
    interview.refresh_from_db()
    assert (interview.starts_at, interview.ends_at) == (starts_at, starts_at + timedelta(hours=1))
    assert (interview.time, interview.zone_name) == (values["time"], values["zone_name"])


@pytest.mark.parametrize("stage", [Stage.SAVED, Stage.APPLIED, Stage.SCREENING, Stage.NO_REPLY])
def test_an_interview_moves_the_application_on(application, dana, now, stage):
    change_stage(application, stage, now=now)
    schedule(application, dana, now=now)
    application.refresh_from_db()
    assert application.stage == Stage.INTERVIEWING
    assert the("thank-you", application).contact == dana


def test_an_interview_does_not_move_an_offer_back(application, dana, now):
    change_stage(application, Stage.OFFER, now=now)
    schedule(application, dana, now=now)
    application.refresh_from_db()
    assert application.stage == Stage.OFFER


ENDED = [Stage.REJECTED, Stage.WITHDRAWN]


@pytest.mark.parametrize("stage", ENDED)
@pytest.mark.parametrize("invited", [{}, {"invited_on": date(2026, 11, 18)}])
def test_what_is_agreed_after_the_end_opens_it_again(application, dana, stage, invited):
    change_stage(application, stage, now=at(18, 9))
    values = agreed() | invited
    schedule_interview(application, values=values, attendees=[dana.pk], now=at(19, 9))
    application.refresh_from_db()
    assert application.stage == Stage.INTERVIEWING
    assert the("prepare", application).status == "open"
    assert application.calendar_events.filter(title__contains="interview").exists()


@pytest.mark.parametrize("stage", [*ENDED, Stage.ACCEPTED])
@pytest.mark.parametrize("told", [{"date": date(2026, 11, 16)}, {"invited_on": date(2026, 11, 17)}])
def test_what_was_agreed_before_the_end_leaves_it_ended(application, dana, stage, told):
    """Entered afterwards: they had met before, or what was agreed then did not take place."""
    change_stage(application, stage, now=at(18, 9))
    schedule_interview(application, values=agreed() | told, attendees=[dana.pk], now=at(19, 9))
    application.refresh_from_db()
    assert application.stage == stage


def test_newcomers_are_added_to_the_people_and_thanked(application, now):
    newcomers = [{"name": "Max Stein"}]
    schedule_interview(application, values=agreed(), attendees=[], newcomers=newcomers, now=now)
    assert the("thank-you", application).title == "Thank Max Stein"
    assert "thank-you:interview" not in standing(application)


def test_an_invitation_is_a_word_from_them(application, interview, dana, now):
    schedule(application, dana, day=30, now=at(25, 10))
    gone = application.follow_ups.get(key=f"check-in:interview-{interview.pk}")
    assert gone.withdrawn_because == "an interview was agreed for Mon 30 Nov"
    assert the("check-in", application).opens > at(30, 15)


def test_attendees_are_exchanged_and_those_who_stay_keep_what_is_known(
    application, interview, dana, now
):
    interview.attendances.update(rapport=4)
    max_ = ContactFactory(owner=application.owner, company=application.company, name="Max")
    to = [dana.pk, max_.pk]
    change_interview(interview, values={}, attendees=to, version=interview.version, now=now)
    assert sorted(interview.attendances.values_list("contact", "rapport")) == sorted(
        [(dana.pk, 4), (max_.pk, None)]
    )


def test_someone_who_will_not_be_there_is_not_thanked(application, interview, now):
    change_interview(interview, values={}, attendees=[], version=interview.version, now=now)
    assert standing(application)["thank-you:interview:contact"] == "withdrawn"
    assert standing(application)["thank-you:interview"] == "open"


@pytest.mark.parametrize(
    ("status", "by_them", "because"),
    [
        (CANCELLED, True, "they called off the interview of Tue 24 Nov"),
        (CANCELLED, False, "you called off the interview of Tue 24 Nov"),
        (MISSED, True, "they missed the interview of Tue 24 Nov"),
        (MISSED, False, "you missed the interview of Tue 24 Nov"),
    ],
)
def test_called_off_it_says_who_did_what(application, interview, status, by_them, because):
    call_off(interview, status, by_them=by_them, now=at(24, 18))
    reasons = application.follow_ups.exclude(withdrawn_at=None).values_list(
        "withdrawn_because", flat=True
    )
    assert set(reasons) == {because}


def test_nobody_misses_an_interview_before_it_starts(interview, now):
    call_off(interview, MISSED, now=now)
    assert interview.called_off_at == interview.starts_at


def test_they_called_it_off_and_a_check_in_follows(application, interview):
    call_off(interview, now=at(20, 10))
    assert the("check-in", application).due.date() == date(2026, 11, 27)


def test_reinstated_it_is_as_it_was(application, interview, now):
    before = standing(application)
    call_off(interview, by_them=False, now=now)
    assert standing(application)["move-on:application"] == "open"  # the wait has an end (7)
    reinstate_interview(interview, version=interview.version, now=now)
    interview.refresh_from_db()
    assert (interview.called_off_at, interview.called_off_by_them) == (None, False)
    assert standing(application) == before | {"move-on:application": "withdrawn"}


def test_a_form_that_is_older_than_the_interview_is_refused(interview, dana, now):
    version = interview.version
    values = agreed(day=25)
    change_interview(interview, values=values, attendees=[dana.pk], version=version, now=now)
    with pytest.raises(StaleError):
        change_interview(interview, values=agreed(day=26), attendees=[], version=version, now=now)
    with pytest.raises(StaleError):
        call_off_interview(interview, status=CANCELLED, by_them=True, version=version, now=now)
    with pytest.raises(StaleError):
        reinstate_interview(interview, version=version, now=now)
    interview.refresh_from_db()
    assert (interview.date, interview.status) == (date(2026, 11, 25), "scheduled")
