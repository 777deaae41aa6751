"""Questions to ask (C15): added in one line, ticked, deleted, and at hand before an interview."""

from datetime import date

import pytest

from tests.factories import ApplicationFactory, InterviewFactory
from tests.views.pages import (
    NASTY,
    errors_of,
    everything_stored,
    question_of,
    text_of,
    token,
    undo_of,
)
from tracker.models import Question
from tracker.text import clean_line


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind")


@pytest.fixture
def question(application, now):
    return question_of(application, now, "How large is the team?")


@pytest.fixture
def add(as_alice, application):
    def add(text="Who decides?", **typed):
        typed = {"form_token": token(), "text": text} | typed
        return as_alice.post(f"/applications/{application.pk}/questions/new/", typed)

    return add


def test_a_question_is_added_in_one_line_and_can_be_undone(as_alice, add):
    page = as_alice.get(add()["Location"])
    assert "Who decides? I have asked it Change Delete" in text_of(page)
    as_alice.post(undo_of(page))
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"), [("", "A few words are enough"), ("q" * 501, "at most 500 characters")]
)
def test_what_is_wrong_is_said_on_the_same_page_with_what_was_typed(add, text, said):
    before = everything_stored()
    response = add(text)
    assert response.status_code == 422
    assert said in errors_of(response)["text"]
    assert text in response.content.decode()
    assert everything_stored() == before


def test_sent_twice_it_is_one_question(add):
    once = token()
    assert add(form_token=once)["Location"] == add(form_token=once)["Location"]
    assert Question.objects.count() == 1


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
def test_nasty_text_is_kept_clean_and_shown_escaped(as_alice, add, words):
    page = as_alice.get(add(words)["Location"]).content.decode()
    assert Question.objects.get().text == clean_line(words)
    assert "<script>alert" not in page


def test_once_asked_it_is_ticked_and_stands_in_the_timeline(as_alice, question, now):
    page = as_alice.post(f"/questions/{question.pk}/asked/", follow=True)
    assert "You asked How large is the team?" in text_of(page)
    assert Question.objects.get().asked_at == now
    as_alice.post(undo_of(page))
    assert Question.objects.get().asked_at is None


@pytest.mark.parametrize("way", ["asked", "not-asked"])
def test_a_second_click_changes_nothing_and_says_so(as_alice, question, way):
    for _ in range(2):
        response = as_alice.post(f"/questions/{question.pk}/{way}/", follow=True)
    assert "Nothing was changed" in text_of(response)


def test_deleted_it_is_gone(as_alice, question):
    response = as_alice.post(f"/questions/{question.pk}/delete/", follow=True)
    assert "The question is deleted." in text_of(response)
    assert not Question.objects.exists()


def test_before_an_interview_what_is_still_to_be_asked_is_at_hand(as_alice, question, now):
    question_of(question.application, now, "Asked long ago?", asked_at=now)
    row = InterviewFactory(application=question.application, date=date(2026, 11, 24))
    row.starts_at = now.replace(day=24)
    row.ends_at = now.replace(day=24, hour=13)
    row.save()
    page = text_of(as_alice.get(f"/interviews/{row.pk}/"))
    assert "How large is the team?" in page
    assert "Asked long ago?" not in page


def test_a_question_is_changed_in_its_words_alone(client, alice, now):
    client.force_login(alice)
    row = question_of(ApplicationFactory(owner=alice), now, "How big is the team?", asked_at=now)
    path = f"/questions/{row.pk}/change/"
    assert 'value="How big is the team?"' in client.get(path).content.decode()
    assert client.post(path, {"text": " "}).status_code == 422
    client.post(path, {"text": "How large is the team?"})
    row.refresh_from_db()
    assert (row.text, row.asked_at) == ("How large is the team?", now)


def test_a_question_that_was_changed_in_another_tab_is_not_lost(as_alice, question):
    path = f"/questions/{question.pk}/change/"
    opened = as_alice.get(path).context["form"]["was"].value()
    as_alice.post(path, {"text": "How large is it?", "was": opened})
    second = as_alice.post(path, {"text": "How old is it?", "was": opened})
    assert second.status_code == 422
    assert "How old is it?" in second.content.decode()
    question.refresh_from_db()
    assert question.text == "How large is it?"
    as_alice.post(path, {"text": "Old?", "was": second.context["form"]["was"].value()})
    question.refresh_from_db()
    assert question.text == "Old?"
