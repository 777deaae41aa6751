"""Every deletion offers an undo on the next page (experience: undo rather than "are you sure")."""

import pytest

from tests.factories import CompanyFactory, ContactFactory, InterviewFactory
from tests.views.pages import everything_stored, one_of_everything, text_of, undo_of
from tracker.models import Contact, Deleted, Interview, Offer
from tracker.views import offers

DELETED = {
    "application": "/applications/{}/delete/",
    "interview": "/interviews/{}/delete/",
    "contact": "/contacts/{}/delete/",
    "message": "/messages/{}/delete/",
    "offer": "/offers/{}/delete/",
    "request": "/requests/{}/delete/",
    "question": "/questions/{}/delete/",
    "news": "/news/{}/delete/",
    "document": "/files/{}/delete/",
    "attendance": "/attendances/{}/delete/",
    "estimate": "/estimates/{}/delete/",
    "stage": "/stages/{}/delete/",
}


@pytest.fixture
def rows(alice, now):
    return one_of_everything(alice, now)


@pytest.mark.parametrize("what", DELETED)
def test_what_was_deleted_comes_back_by_one_click(as_alice, rows, what):
    table = {"request": "informationrequest", "stage": "stagechange"}.get(what, what)
    there = f"tracker_{table}"
    before = everything_stored()[there]
    page = as_alice.post(DELETED[what].format(rows[what]), follow=True)
    assert len(everything_stored()[there]) == len(before) - 1
    back = as_alice.post(undo_of(page), follow=True)
    assert back.status_code == 200
    assert "It is back." in text_of(back)
    assert len(everything_stored()[there]) == len(before)


def test_a_company_goes_when_nothing_is_left_with_it(as_alice, alice, rows):
    path = f"/companies/{rows['company']}/"
    assert "Delete this company" not in text_of(as_alice.get(path))
    page = as_alice.post(f"{path}delete/", follow=True)
    assert "there are applications, or people, at this company" in text_of(page)
    empty = CompanyFactory(owner=alice, name="Left over")
    assert "Delete this company" in text_of(as_alice.get(f"/companies/{empty.pk}/"))
    undo = undo_of(as_alice.post(f"/companies/{empty.pk}/delete/", follow=True))
    assert not alice.companies.filter(pk=empty.pk).exists()
    assert "Left over" in text_of(as_alice.post(undo, follow=True))


@pytest.mark.parametrize("kept", [True, False])
def test_what_another_tab_has_just_deleted_is_not_deleted_again(as_alice, rows, monkeypatch, kept):
    offer = Offer.objects.select_related("application").get(pk=rows["offer"])
    path = DELETED["offer"].format(offer.pk)
    undo = undo_of(as_alice.post(path, follow=True))
    if not kept:
        Deleted.objects.all().delete()
    monkeypatch.setattr(offers, "own_offer", lambda *_: offer)  # fetched before
    page = as_alice.post(path, follow=True)
    if kept:
        assert undo_of(page) == undo
    else:
        assert "Nothing was changed: that is deleted already." in text_of(page)


def test_a_second_undo_says_that_it_was_none(as_alice, rows):
    undo = undo_of(as_alice.post(DELETED["offer"].format(rows["offer"]), follow=True))
    as_alice.post(undo)
    assert "Nothing was changed" in text_of(as_alice.post(undo, follow=True))


def test_after_an_hour_it_says_that_it_is_too_late(as_alice, rows, time_machine, now):
    undo = undo_of(as_alice.post(DELETED["offer"].format(rows["offer"]), follow=True))
    time_machine.move_to(now.replace(hour=14), tick=False)
    response = as_alice.post(undo, follow=True)
    assert "that can be undone for an hour, and once" in text_of(response)


def test_nobody_brings_back_what_was_charlies(as_alice, charlie, now):
    theirs = Deleted.objects.create(owner=charlie, name="x", home="/", rows="[]", links=[], at=now)
    before = everything_stored()
    assert as_alice.post(f"/deleted/{theirs.pk}/restore/").status_code == 404
    assert {k: v for k, v in everything_stored().items() if k != "django_session"} == {
        k: v for k, v in before.items() if k != "django_session"
    }


def test_the_pages_of_an_interview_and_of_a_person_can_delete_them(as_alice, alice):
    talk = InterviewFactory(application__owner=alice)
    dana = ContactFactory(owner=alice)
    for path in (f"/interviews/{talk.pk}/change/", f"/contacts/{dana.pk}/"):
        assert "Delete this" in text_of(as_alice.get(path))
    as_alice.post(f"/interviews/{talk.pk}/delete/")
    as_alice.post(f"/contacts/{dana.pk}/delete/")
    assert not Interview.objects.exists()
    assert not Contact.objects.exists()
