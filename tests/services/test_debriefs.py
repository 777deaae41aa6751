from datetime import date

import pytest

from tests.factories import ContactFactory
from tests.services.doings import at, debrief, standing, the
from tracker.models import Estimate
from tracker.services.debriefs import Asked, Debrief, Met, Newcomer, Said, save_debrief
from tracker.services.errors import StaleError
from tracker.services.follow_ups import complete

pytestmark = pytest.mark.django_db
FRIDAY = Said("by Friday next week", date(2026, 12, 4))


def test_it_confirms_adds_and_withdraws_who_was_there(application, interview, dana):
    max_ = ContactFactory(owner=application.owner, company=application.company, name="Max")
    debrief(interview, met=[max_], now=at(24, 16))
    thanks = application.follow_ups.filter(kind="thank-you").values_list("contact", "status")
    assert set(thanks) == {(dana.pk, "withdrawn"), (max_.pk, "open")}


def test_newcomers_are_added_and_thanked(application, interview):
    told = Debrief(
        met=[], said=None, asked=[], newcomers=[Newcomer({"name": "Max Stein"}, 5, "sailing")]
    )
    save_debrief(interview, told, version=interview.version, now=at(24, 16))
    attendance = interview.attendances.get()
    assert (attendance.rapport, attendance.talking_point) == (5, "sailing")
    assert the("thank-you", application).title == "Thank Max Stein"


def test_a2_what_they_said_of_the_time_to_come_is_what_the_check_in_is_planned_by(
    application, interview, dana
):
    said = Said(FRIDAY.words, FRIDAY.latest, dana.pk)
    debrief(interview, met=[dana], said=said, now=at(24, 16))
    assert Estimate.objects.get().said_on == date(2026, 11, 24)
    assert the("check-in", application).why.startswith("Dana Reyes said Fri 4 Dec;")


def test_written_again_it_replaces_what_it_said_and_keeps_when_it_was_entered(interview, dana):
    debrief(interview, met=[dana], said=FRIDAY, now=at(24, 16))
    debrief(interview, met=[dana], said=Said("next week", date(2026, 12, 6)), now=at(25, 10))
    estimate = Estimate.objects.get()
    assert (estimate.latest, estimate.words) == (date(2026, 12, 6), "next week")
    assert estimate.entered_at == interview.debriefed_at == at(24, 16)
    assert interview.attendances.get().entered_at < at(24, 16)


def test_what_was_not_spoken_of_after_all_is_gone(application, interview, dana):
    debrief(interview, met=[dana], said=FRIDAY, now=at(24, 16))
    debrief(interview, met=[dana], now=at(25, 10))
    assert not Estimate.objects.exists()
    assert the("check-in", application).why.startswith("They named no date.")


def test_they_would_not_say_takes_an_estimate_back(application, interview, dana):
    debrief(interview, met=[dana], said=FRIDAY, now=at(24, 16))
    debrief(interview, met=[dana], said=Said("not yet"), now=at(25, 10))
    assert the("check-in", application).why.startswith("They named no date.")


def test_what_they_asked_for_is_to_be_sent(application, interview):
    asked = [Asked("references", "post"), Asked("a sample", "email", date(2026, 11, 27))]
    debrief(interview, asked=asked, now=at(24, 16))
    rows = application.follow_ups.filter(kind="send-information").order_by("due")
    assert [(row.title, row.channel) for row in rows] == [
        ("Send references", "post"),
        ("Send a sample", "email"),
    ]


def test_a_request_is_corrected_and_not_doubled(application, interview):
    debrief(interview, asked=[Asked("references", "email")], now=at(24, 16))
    request = interview.information_requests.get()
    again = Asked("three references", "email", date(2026, 11, 27), id=request.pk)
    debrief(interview, asked=[again], now=at(25, 9))
    request.refresh_from_db()
    assert (request.what, request.entered_at) == ("three references", at(24, 16))
    assert the("send-information", application).title == "Send three references"


def test_a_request_that_was_none_is_withdrawn(application, interview):
    debrief(interview, asked=[Asked("references", "email")], now=at(24, 16))
    debrief(interview, now=at(25, 9))
    assert standing(application)["send-information:request"] == "withdrawn"
    assert standing(application)["check-in:interview"] == "open"


def test_a_request_that_was_delivered_stays(application, interview):
    debrief(interview, asked=[Asked("references", "email")], now=at(24, 16))
    complete(the("send-information", application), now=at(24, 17))
    debrief(interview, now=at(25, 9))
    assert standing(application)["send-information:request"] == "done"
    assert interview.information_requests.exists()


def test_it_does_not_undo_what_was_done_meanwhile(application, interview, dana):
    complete(the("thank-you", application), now=at(24, 16))
    debrief(interview, met=[], now=at(24, 17))
    assert standing(application)["thank-you:interview:contact"] == "done"


def test_a_form_that_is_older_than_the_interview_is_refused(interview, dana):
    version = interview.version
    debrief(interview, met=[dana], said=FRIDAY, now=at(24, 16))
    told = Debrief(met=[Met(dana.pk)], said=None, asked=[])
    with pytest.raises(StaleError):
        save_debrief(interview, told, version=version, now=at(24, 17))
    assert Estimate.objects.exists()
