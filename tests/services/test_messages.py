from datetime import date

import pytest

from tests.factories import InformationRequestFactory
from tests.services.doings import at, standing, the, they_write, you_write
from tracker.models import Estimate
from tracker.planning.facts import Channel, Purpose, Stage
from tracker.services.applications import change_stage
from tracker.services.debriefs import Said
from tracker.services.messages import delete_message
from tracker.services.pacing import TooEarly, too_early

pytestmark = pytest.mark.django_db


def test_a_message_from_them_starts_the_count_anew(application, interview):
    they_write(application, now=at(25, 10))
    assert the("check-in", application).due.date() == date(2026, 12, 2)
    assert standing(application)["check-in:interview"] == "withdrawn"


def test_a_message_from_them_may_name_a_date(application, interview):
    they_write(application, said=Said("by Friday", date(2026, 12, 4)), now=at(25, 10))
    assert the("check-in", application).why.startswith("They said Fri 4 Dec;")
    assert Estimate.objects.get().said_on == date(2026, 11, 25)


def test_said_on_is_the_owners_day(application, interview):
    they_write(application, said=Said("today", None), now=at(26, 0, 30))
    assert Estimate.objects.get().said_on == date(2026, 11, 26)


def test_deleted_it_takes_the_date_that_it_named_with_it(application, interview):
    message = they_write(application, said=Said("by Friday", date(2026, 12, 4)), now=at(25, 10))
    delete_message(message, now=at(25, 11))
    assert not Estimate.objects.exists()
    assert the("check-in", application).why.startswith("No date is named yet.")


def test_a_message_of_mine_settles_what_it_was_for(application, interview, dana):
    you_write(application, Purpose.THANK_YOU, dana, now=at(24, 16))
    assert standing(application)["thank-you:interview:contact"] == "done"
    assert standing(application)["check-in:interview"] == "open"


def test_a_check_in_of_mine_settles_the_check_in(application, interview, dana):
    you_write(application, Purpose.CHECK_IN, dana, now=at(30, 16))
    assert standing(application)["check-in:interview"] == "done"


def test_a_message_of_mine_for_nothing_settles_nothing(application, interview, dana):
    before = standing(application)
    you_write(application, Purpose.OTHER, dana, now=at(24, 16))
    assert standing(application) == before


def test_thanks_to_somebody_else_are_not_thanks_to_dana(application, interview, dana):
    somebody = type(dana).objects.create(
        owner=dana.owner, company=dana.company, name="Max", entered_at=at(24, 9)
    )
    you_write(application, Purpose.THANK_YOU, somebody, now=at(24, 16))
    assert standing(application)["thank-you:interview:contact"] == "open"


@pytest.mark.parametrize("stage", [Stage.SCREENING, Stage.INTERVIEWING, Stage.OFFER])
def test_b8_a_late_word_reopens_what_was_put_down_as_no_reply(application, interview, now, stage):
    change_stage(application, stage, now=now)
    change_stage(application, Stage.NO_REPLY, now=at(28, 10))
    they_write(application, now=at(30, 10))
    application.refresh_from_db()
    assert application.stage == stage
    assert standing(application)["check-in:message"] == "open"
    assert [change.new for change in application.stage_changes.all()][-2:] == [
        Stage.NO_REPLY,
        stage,
    ]


def test_a_word_of_mine_reopens_nothing(application, interview, dana, now):
    change_stage(application, Stage.NO_REPLY, now=at(28, 10))
    you_write(application, Purpose.KEEP_IN_TOUCH, dana, now=at(30, 10))
    application.refresh_from_db()
    assert application.stage == Stage.NO_REPLY


@pytest.mark.parametrize("purpose", [Purpose.INFORMATION, Purpose.PROMISE])
def test_what_was_sent_without_a_plan_settles_what_was_planned(application, dana, now, purpose):
    InformationRequestFactory(
        application=application, asked_at=at(17, 10), can_send_on=date(2026, 11, 20), asked_by=dana
    )
    you_write(application, purpose, dana, now=at(17, 12))
    kind = {Purpose.INFORMATION: "send-information", Purpose.PROMISE: "promise-information"}[
        purpose
    ]
    assert the(kind, application).status == "done"


def test_of_two_reasons_to_wait_the_later_one_is_said(application, interview, dana):
    application.not_before = date(2026, 11, 30)
    application.save()
    you_write(application, Purpose.MID_TIMELINE, dana, now=at(26, 10))
    early = too_early(
        application,
        purpose=Purpose.CHECK_IN,
        channel=Channel.EMAIL,
        contact=dana,
        at=at(27, 10),
    )
    assert early == TooEarly(
        date(2026, 12, 3),
        "five business days lie between two messages that nobody asked for",
    )
