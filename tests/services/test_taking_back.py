"""What is taken back leaves the stage, and how it was come by, as it was (decision 23)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import ApplicationFactory
from tests.services.doings import at, schedule, the, they_write
from tracker.models import Application, FollowUp, StageChange
from tracker.planning.facts import OfferStatus, Stage
from tracker.services.applications import change_stage
from tracker.services.deleted import delete_kept, restore_deleted
from tracker.services.follow_ups import complete, reopen
from tracker.services.interviews import delete_interview
from tracker.services.messages import delete_message
from tracker.services.offers import decide_offer, delete_offer, log_offer, reopen_offer
from tracker.services.rejections import log_rejection

pytestmark = pytest.mark.django_db


def came(application: Application) -> list[Any]:
    """Its stage, and the moves that led there."""
    moves = StageChange.objects.filter(application=application).order_by("pk")
    stage = Application.objects.values_list("stage", flat=True).get(pk=application.pk)
    return [stage, *moves.values_list("pk", "old", "new", "at")]


def offered(application: Application) -> Any:
    return log_offer(application, values={"received_at": at(25, 9)}, now=at(25, 10))


def accepted(application: Application) -> Any:
    offer = offered(application)
    decide_offer(offer, OfferStatus.ACCEPTED, now=at(25, 11))
    return offer


def written(application: Application) -> Any:
    return they_write(application, now=at(25, 10))


def agreed(application: Application) -> Any:
    return schedule(application, day=27, now=at(25, 10))


FACTS: dict[str, tuple[Stage, Callable[[Application], Any], Callable[..., None]]] = {
    "an offer": (Stage.SCREENING, offered, delete_offer),
    "an accepted offer": (Stage.SCREENING, accepted, delete_offer),
    "a late word": (Stage.NO_REPLY, written, delete_message),
    "an interview": (Stage.SAVED, agreed, delete_interview),
}


@pytest.fixture
def moved(alice) -> Callable[[Stage], Application]:
    def make(stage: Stage) -> Application:
        row = ApplicationFactory(owner=alice, stage=Stage.APPLIED)
        StageChange.objects.create(application=row, new=Stage.APPLIED, at=at(2, 9))
        change_stage(row, stage, now=at(3, 9))
        return row

    return make


@pytest.mark.parametrize("what", FACTS)
def test_a_deleted_fact_takes_its_move_along_and_its_undo_brings_that_back(moved, what):
    stage, happen, delete = FACTS[what]
    application = moved(stage)
    before = came(application)
    fact = happen(application)
    after = came(application)
    assert after != before
    kept = delete_kept(fact, delete, home="/", now=at(26, 9))
    assert came(application) == before
    assert kept
    assert restore_deleted(kept, now=at(26, 10))
    assert came(application) == after


@pytest.mark.parametrize("what", FACTS)
def test_a_deleted_fact_leaves_a_move_that_was_made_since(moved, what):
    stage, happen, delete = FACTS[what]
    application = moved(stage)
    fact = happen(application)
    change_stage(application, Stage.REJECTED, now=at(25, 12))
    after = came(application)
    kept = delete_kept(fact, delete, home="/", now=at(26, 9))
    assert came(application) == after
    assert kept
    assert restore_deleted(kept, now=at(26, 10))
    assert came(application) == after


@pytest.mark.parametrize("what", ["a late word", "an interview"])
def test_what_they_did_since_keeps_the_stage_where_it_is(moved, what):
    stage, happen, delete = FACTS[what]
    application = moved(stage)
    fact = happen(application)
    after = came(application)
    happen(application)
    delete(fact, now=at(26, 9))
    assert came(application) == after


def test_the_words_of_a_rejection_can_be_deleted_without_it(moved):
    application = moved(Stage.SCREENING)
    log_rejection(application, at=at(25, 10), good_terms=True, words="Alas.", now=at(25, 10))
    after = came(application)
    delete_message(application.messages.get(), now=at(25, 11))
    assert came(application) == after


@pytest.mark.parametrize("status", [OfferStatus.ACCEPTED, OfferStatus.DECLINED])
def test_an_offer_that_is_open_again_never_ended_anything(moved, status):
    offer = offered(moved(Stage.SCREENING))
    before = came(offer.application)
    decide_offer(offer, status, now=at(25, 11))
    assert reopen_offer(offer, now=at(25, 12))
    assert came(offer.application) == before


@pytest.fixture
def moved_on(application, interview) -> FollowUp:
    """Nothing came after the interview, and it was put down as no reply."""
    row = the("move-on", application)
    assert complete(row, now=at(25, 9))
    return row


def test_who_would_rather_wait_on_never_put_it_down(application, moved_on):
    assert the("move-on", application).status == "done"
    moves = application.stage_changes.count()
    assert reopen(moved_on, now=at(25, 10))
    assert came(application)[0] == Stage.INTERVIEWING
    assert application.stage_changes.count() == moves - 1


def test_who_opens_it_again_when_they_have_said_no_changes_no_stage(application, moved_on):
    they_write(application, now=at(26, 9))
    change_stage(application, Stage.REJECTED, now=at(27, 9))
    before = came(application)
    reopen(moved_on, now=at(28, 9))
    assert came(application) == before
