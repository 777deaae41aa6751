"""What comes after an application has ended is not lost (decision 33)."""

from datetime import date

import pytest

from tests.services.doings import at, standing, they_write
from tracker.planning.facts import OfferStatus, Stage
from tracker.services.applications import change_stage
from tracker.services.messages import log_message
from tracker.services.offers import decide_offer, delete_offer, log_offer, reopen_offer
from tracker.services.requests import add_request

pytestmark = pytest.mark.django_db

OFFERED = {"received_at": at(30, 9), "answer_by": date(2026, 12, 4)}


def stage_of(application) -> str:
    application.refresh_from_db()
    return application.stage


def test_what_they_ask_for_reopens_what_was_put_down_as_no_reply(application, interview):
    before = application.stage
    change_stage(application, Stage.NO_REPLY, now=at(28, 10))
    add_request(application, values={"what": "a plan", "asked_at": at(30, 9)}, now=at(30, 10))
    assert stage_of(application) == before
    assert standing(application)["send-information:request"] == "open"


@pytest.mark.parametrize("stage", [Stage.REJECTED, Stage.WITHDRAWN, Stage.ACCEPTED])
def test_who_wants_an_answer_after_the_end_gets_one(application, interview, stage):
    change_stage(application, stage, now=at(28, 10))
    values = {"direction": "in", "at": at(30, 9), "wants_answer": True}
    log_message(application, values=values, said=None, now=at(30, 10))
    assert standing(application)["answer-them:message"] == "open"
    assert stage_of(application) == stage


def test_a_plain_word_after_the_end_asks_for_nothing(application, interview):
    change_stage(application, Stage.REJECTED, now=at(28, 10))
    they_write(application, now=at(30, 10))
    assert "answer-them:message" not in standing(application)


@pytest.mark.parametrize("stage", [Stage.REJECTED, Stage.WITHDRAWN, Stage.NO_REPLY])
def test_an_offer_after_the_end_is_answered_and_deleted_leaves_it_as_it_was(
    application, interview, stage
):
    change_stage(application, stage, now=at(28, 10))
    offer = log_offer(application, values=OFFERED, now=at(30, 10))
    assert stage_of(application) == Stage.OFFER
    assert standing(application)["answer-offer:offer"] == "open"
    delete_offer(offer, now=at(30, 11))
    assert stage_of(application) == stage


def test_declined_and_opened_again_before_it_is_deleted_it_still_does(application, interview):
    change_stage(application, Stage.REJECTED, now=at(28, 10))
    offer = log_offer(application, values=OFFERED, now=at(30, 10))
    decide_offer(offer, OfferStatus.DECLINED, now=at(30, 11))
    reopen_offer(offer, now=at(30, 12))
    delete_offer(offer, now=at(30, 13))
    assert stage_of(application) == Stage.REJECTED
