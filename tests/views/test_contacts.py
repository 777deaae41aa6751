"""The people: listed, added to an application, changed."""

from urllib.parse import urlencode

import pytest

from tests.factories import (
    ApplicationFactory,
    CompanyFactory,
    ContactFactory,
    MessageFactory,
)
from tests.views.pages import (
    LONE_SURROGATE,
    NASTY,
    URLENCODED,
    errors_of,
    everything_stored,
    text_of,
    token,
)
from tracker.models import Contact
from tracker.text import clean_line

TYPED = {
    "name": "Dana Reyes",
    "kind": "hr",
    "title": "Head of people",
    "email": "dana@northwind.example",
    "phone": "+49 30 123",
    "linkedin": "https://linkedin.example/in/dana",
}
WRONG = [
    ("name", "", "This field is required."),
    ("name", "\x00", "This field is required."),
    ("name", "D" * 10_000, "at most 200 characters"),
    ("kind", "boss", "boss is not one of the available choices."),
    ("title", "T" * 201, "at most 200 characters"),
    ("email", "dana@", "Enter a valid email address."),
    ("email", f"{'d' * 250}@x.de", "at most 254 characters"),
    ("phone", "1" * 51, "at most 50 characters"),
    ("linkedin", "javascript:alert(1)", "Enter a valid URL."),
    ("away_until", "9999-12-31", "Choose a day in 2100 or earlier."),
]


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind")


@pytest.fixture
def dana(application):
    return ContactFactory(owner=application.owner, company=application.company)


def add(client, application, **typed):
    typed = {"form_token": token()} | TYPED | typed
    return client.post(f"/applications/{application.pk}/contacts/new/", typed)


def change(client, contact, **typed):
    typed = {"version": contact.version, "company": contact.company.name} | TYPED | typed
    return client.post(f"/contacts/{contact.pk}/", typed)


def test_an_empty_list_says_where_people_come_from(as_alice):
    assert "Nobody yet" in text_of(as_alice.get("/contacts/"))


def test_the_list_shows_the_last_word_either_way(as_alice, application, dana, now):
    facts = {"application": application, "contact": dana, "at": now}
    MessageFactory(**facts)
    MessageFactory(**facts, direction="out")
    page = text_of(as_alice.get("/contacts/"))
    assert "Northwind Dana Reyes Interviewer, dana@example.com Wrote today" in page
    assert "You wrote today" in page


def test_who_is_added_is_shown_and_said(as_alice, application):
    response = add(as_alice, application)
    assert response["Location"] == f"/applications/{application.pk}/"
    page = text_of(as_alice.get(response["Location"]))
    assert "Dana Reyes is added." in page
    assert "Head of people, dana@northwind.example" in page


def test_an_agency_recruiter_belongs_to_the_agency(as_alice, application):
    add(as_alice, application, kind="agency recruiter", agency="Fair Winds")
    application.refresh_from_db()
    assert application.recruiter.company.name == "Fair Winds"


@pytest.mark.parametrize(("field", "typed", "said"), [*WRONG, ("agency", "A" * 201, "at most 200")])
def test_who_is_entered_wrongly_is_not_added(as_alice, application, field, typed, said):
    before = everything_stored()
    response = add(as_alice, application, **{field: typed})
    assert response.status_code == 422
    assert said in errors_of(response)[field]
    assert "Dana Reyes" in response.content.decode() or field == "name"
    assert everything_stored() == before


@pytest.mark.parametrize("field", ["name", "title", "phone"])
@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
def test_nasty_text_is_kept_clean_and_shown_escaped(as_alice, application, field, words):
    add(as_alice, application, **{field: words})
    assert getattr(Contact.objects.get(), field) == clean_line(words)
    for path in ("/contacts/", f"/applications/{application.pk}/"):
        assert "<script>alert" not in as_alice.get(path).content.decode()


def test_a_lone_surrogate_does_no_harm(as_alice, application):
    typed = TYPED | {"form_token": token(), "name": ""}
    as_alice.post(
        f"/applications/{application.pk}/contacts/new/",
        f"{urlencode(typed)}&name={LONE_SURROGATE}",
        content_type=URLENCODED,
    )
    assert Contact.objects.exists()
    assert as_alice.get("/contacts/").status_code == 200


def test_a_form_sent_twice_adds_one_and_leads_to_the_same_page(as_alice, application):
    once = token()
    places = [add(as_alice, application, form_token=once)["Location"] for _ in range(2)]
    assert places == [f"/applications/{application.pk}/"] * 2
    assert Contact.objects.count() == 1


def test_a_change_is_saved_and_said(as_alice, dana):
    response = change(as_alice, dana, name="Dana R.")
    assert response["Location"] == "/contacts/"
    page = text_of(as_alice.get("/contacts/"))
    assert "Saved." in page
    assert "Dana R. Head of people" in page


def test_who_was_entered_at_the_wrong_company_is_changed_to_the_right_one(as_alice, dana):
    change(as_alice, dana, company="Fair Winds")
    dana.refresh_from_db()
    assert dana.company.name == "Fair Winds"
    assert 'value="Fair Winds"' in as_alice.get(f"/contacts/{dana.pk}/").content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [*WRONG, ("company", "", "This field is required."), ("company", "C" * 201, "at most 200")],
)
def test_a_change_that_is_wrong_changes_nothing(as_alice, dana, field, typed, said):
    before = everything_stored()
    response = change(as_alice, dana, **{field: typed})
    assert response.status_code == 422
    assert said in errors_of(response)[field]
    assert everything_stored() == before


def test_a_stale_form_is_refused_with_what_was_typed_kept_and_then_saved(as_alice, dana):
    change(as_alice, dana, name="Someone else's")
    response = change(as_alice, dana)
    assert response.status_code == 422
    assert "This was changed elsewhere" in text_of(response)
    assert 'value="Head of people"' in response.content.decode()
    version = response.context["form"]["version"].value()
    assert change(as_alice, dana, version=version).status_code == 302


def test_a_contact_stays_with_its_owner_and_company(as_alice, dana, charlie):
    theirs = ContactFactory(owner=charlie)
    change(as_alice, dana, owner=charlie.pk, company_id=theirs.company_id, id=theirs.pk)
    dana.refresh_from_db()
    assert (dana.owner.name, dana.company.name) == ("Alice", "Northwind")


def test_who_is_away_and_who_is_connected_is_kept(as_alice, application, dana):
    change(as_alice, dana, connected="on", away_until="2026-11-20")
    dana.refresh_from_db()
    assert dana.connected
    page = text_of(as_alice.get(f"/applications/{application.pk}/"))
    assert "away until Fri 20 Nov" in page


def test_who_is_back_is_not_away(as_alice, application, dana):
    change(as_alice, dana, away_until="2026-11-16")
    assert "away until" not in text_of(as_alice.get(f"/applications/{application.pk}/"))


@pytest.mark.parametrize("words", ["öster", "OSTER", "lena oster", "hafen gmbh", "lena gmbh"])
def test_people_are_found_by_the_beginnings_of_words_whatever_accents_are_typed(
    as_alice, alice, words
):
    theirs = CompanyFactory(owner=alice, name="Hafen GmbH")
    ContactFactory(owner=alice, company=theirs, name="Lena Österberg", title="", email="")
    ContactFactory(owner=alice, name="Dana Reyes")
    text = text_of(as_alice.get("/contacts/", {"q": words}))
    assert "Lena Österberg" in text
    assert "Dana Reyes" not in text


def test_nobody_is_found_by_what_is_no_word(as_alice, alice):
    ContactFactory(owner=alice, name="Dana Reyes")
    assert "Nobody fits" in text_of(as_alice.get("/contacts/", {"q": "!! ?"}))
