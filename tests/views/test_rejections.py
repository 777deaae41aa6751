"""They said no: one small form, and the way back."""

from datetime import timedelta

import pytest

from tests.factories import (
    ApplicationFactory,
    ContactFactory,
    FollowUpFactory,
    MessageFactory,
)
from tests.views.pages import errors_of, everything_stored, text_of, token, undo_of
from tracker.models import Application, Message, StageChange
from tracker.planning.facts import Stage
from tracker.services.applications import change_stage

TYPED = {
    "rejected_on": "2026-11-16",
    "good_terms": "yes",
    "channel": "email",
    "words": "We chose another candidate.",
}
WRONG = [
    ("rejected_on", "", "This field is required."),
    ("rejected_on", "2026-11-18", "That has not happened yet"),
    ("rejected_on", "9999-12-31", "2100 or earlier"),
    ("good_terms", "perhaps", "perhaps is not one of"),
    ("channel", "pigeon", "pigeon is not one of"),
    ("contact", "0", "not one of the available choices"),
    ("words", "w" * 20_001, "at most 20000 characters"),
]


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind")


@pytest.fixture
def log(as_alice, application):
    def log(**typed):
        typed = {"form_token": token()} | TYPED | typed
        return as_alice.post(f"/applications/{application.pk}/rejected/", typed)

    return log


def test_it_ends_on_that_day_with_their_words_kept(as_alice, application, log, now):
    page = text_of(as_alice.get(log()["Location"]))
    assert "yesterday Stage: Rejected" in page
    assert "They wrote (e-mail) We chose another candidate." in page
    assert StageChange.objects.get(new="rejected").at == now - timedelta(days=1)
    application.refresh_from_db()
    assert (application.stage, application.good_terms) == ("rejected", True)


def test_what_waited_for_them_is_withdrawn(application, log):
    waits = FollowUpFactory(application=application, kind="check-in", key="check-in:interview-0")
    log()
    waits.refresh_from_db()
    assert waits.status == "withdrawn"


def test_a_short_reply_is_planned(as_alice, application, log):
    log(rejected_on="2026-11-17")
    assert application.follow_ups.get(kind="reply-to-rejection").status == "open"


@pytest.mark.parametrize(("answer", "kept"), [("yes", True), ("no", False)])
def test_on_which_terms_is_kept(application, log, answer, kept):
    log(good_terms=answer)
    application.refresh_from_db()
    assert application.good_terms is kept


def test_without_words_no_message_is_made_up(log):
    log(words="")
    assert not Message.objects.exists()


@pytest.mark.parametrize(("field", "typed", "said"), WRONG)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_changed(log, field, typed, said):
    before = everything_stored()
    response = log(**{field: typed})
    assert response.status_code == 422
    assert said in errors_of(response)[field]
    assert "We chose another" in response.content.decode() or field == "words"
    assert everything_stored() == before


def test_somebody_of_charlies_did_not_say_so(log, charlie):
    assert log(contact=ContactFactory(owner=charlie).pk).status_code == 422


def test_it_can_be_taken_back_with_their_words_and_nothing_else(as_alice, application, log, now):
    stays = MessageFactory(application=application, at=now - timedelta(days=3))
    as_alice.post(undo_of(as_alice.get(log()["Location"])))
    application.refresh_from_db()
    assert application.stage == "interviewing"
    assert Message.objects.get() == stays


@pytest.mark.parametrize("stage", ["applied", "no reply", "offer"])
@pytest.mark.parametrize("terms", [True, False])
def test_taken_back_it_stands_as_it_stood(as_alice, application, log, now, stage, terms):
    change_stage(application, Stage(stage), now=now)
    Application.objects.update(good_terms=terms)
    before = list(StageChange.objects.values_list("old", "new"))
    as_alice.post(undo_of(as_alice.get(log(good_terms="no" if terms else "yes")["Location"])))
    application.refresh_from_db()
    assert (application.stage, application.good_terms) == (stage, terms)
    assert list(StageChange.objects.values_list("old", "new")) == before


@pytest.mark.parametrize("words", ["", "We chose another candidate."])
def test_taken_back_another_message_of_that_moment_stays(as_alice, application, log, words):
    undo = undo_of(as_alice.get(log(words=words)["Location"]))
    at = StageChange.objects.get(new="rejected").at
    stays = MessageFactory(application=application, at=at, text="Another word")
    as_alice.post(undo)
    assert Message.objects.get() == stays


def test_what_was_no_rejection_cannot_be_taken_back(as_alice, application):
    response = as_alice.post(f"/applications/{application.pk}/rejected/undo/", follow=True)
    assert "Nothing was changed: it does not stand as rejected." in text_of(response)


def test_a_second_no_changes_nothing_and_says_so(as_alice, log):
    log()
    before = StageChange.objects.count()
    page = text_of(as_alice.get(log(words="Again")["Location"]))
    assert "Nothing was changed: it stands as rejected already." in page
    assert (StageChange.objects.count(), Message.objects.count()) == (before, 1)


def test_a_stage_that_was_set_by_hand_gets_its_day_and_their_words(as_alice, application, log, now):
    as_alice.post(f"/applications/{application.pk}/move/", {"stage": "rejected"})
    response = as_alice.get(log()["Location"])
    assert "They wrote (e-mail) We chose another candidate." in text_of(response)
    assert "/rejected/undo/" not in response.content.decode()  # it would undo the move as well
    assert StageChange.objects.get(new="rejected").at == now - timedelta(days=1)
    assert application.follow_ups.get(kind="reply-to-rejection").due.day == 17
