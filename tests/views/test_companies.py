"""The page of a company, its name and its double."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import ApplicationFactory, CompanyFactory, ContactFactory
from tests.views.pages import errors_of, text_of, token
from tracker.models import Application, Company, Contact


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind", role="Writer")


@pytest.fixture
def page(application):
    return reverse("company", args=[application.company_id])


def test_it_shows_applications_and_people(as_alice, application, page):
    ContactFactory(owner=application.owner, company=application.company, name="Dana Reyes")
    text = text_of(as_alice.get(page))
    assert "Writer Interviewing" in text
    assert "Dana Reyes" in text


def test_a_company_gets_another_name(as_alice, application, page):
    as_alice.post(page, {"name": "Northwind Atlas"})
    application.company.refresh_from_db()
    assert application.company.name == "Northwind Atlas"


def test_a_name_that_was_given_in_another_tab_is_not_lost(as_alice, application, page):
    opened = as_alice.get(page).context["form"]["was"].value()
    as_alice.post(page, {"name": "Northwind Atlas", "was": opened})
    second = as_alice.post(page, {"name": "North", "was": opened})
    assert second.status_code == 422
    assert "This was changed elsewhere" in text_of(second)
    application.company.refresh_from_db()
    assert application.company.name == "Northwind Atlas"
    as_alice.post(page, {"name": "North", "was": second.context["form"]["was"].value()})
    application.company.refresh_from_db()
    assert application.company.name == "North"


def test_it_keeps_its_name_when_none_is_given(as_alice, page):
    response = as_alice.post(page, {"name": "  "})
    assert response.status_code == 422
    assert errors_of(response) == {"name": "This field is required."}


def test_a_name_that_another_has_is_not_taken_and_the_way_on_is_said(as_alice, alice, page):
    CompanyFactory(owner=alice, name="Acme")
    response = as_alice.post(page, {"name": "acme"}, follow=True)
    assert "There is a Acme already: choose it below" in text_of(response)


def test_two_become_one(as_alice, alice, application, page):
    other = CompanyFactory(owner=alice, name="Acme")
    as_alice.post(reverse("company-merge", args=[application.company_id]), {"other": other.pk})
    assert list(Company.objects.all()) == [application.company]


@pytest.mark.parametrize("other", ["", "x", "0", "9" * 40, "itself", "charlie's"])
def test_nothing_else_becomes_one_with_it(as_alice, application, charlie, other):
    theirs = CompanyFactory(owner=charlie)
    sent = {"itself": application.company_id, "charlie's": theirs.pk}.get(other, other)
    path = reverse("company-merge", args=[application.company_id])
    assert "Choose which one it is." in text_of(as_alice.post(path, {"other": sent}, follow=True))
    assert Company.objects.count() == 2


def test_two_people_become_one(as_alice, application):
    facts = {"owner": application.owner, "company": application.company}
    keep, other = ContactFactory(**facts, name="Dana"), ContactFactory(**facts, name="D. Reyes")
    path = reverse("contact-merge", args=[keep.pk])
    response = as_alice.post(path, {"other": other.pk}, follow=True)
    assert "D. Reyes and Dana are one person now." in text_of(response)
    assert list(Contact.objects.all()) == [keep]


@pytest.mark.parametrize("what", ["company", "contact"])
def test_which_other_entry_it_is_has_to_be_chosen(as_alice, application, what):
    CompanyFactory(owner=application.owner)
    people = {"owner": application.owner, "company": application.company}
    dana, _ = ContactFactory.create_batch(2, **people)
    page = as_alice.get(
        reverse(what, args=[{"contact": dana.pk}.get(what, application.company_id)])
    )
    choice = '<select id="other" name="other" required><option value="">Choose …</option>'
    assert choice in page.text


@pytest.mark.parametrize("other", ["", "x", "987654"])
def test_somebody_unknown_becomes_nobody(as_alice, application, other):
    keep = ContactFactory(owner=application.owner, company=application.company)
    path = reverse("contact-merge", args=[keep.pk])
    assert "Choose who it is." in text_of(as_alice.post(path, {"other": other}, follow=True))


NEW = "/applications/new/"
PASTED = "Writer at Northwind\nLocation: Utrecht\nhttps://northwind.example/jobs/1"


@pytest.mark.parametrize("same", [{"email": "Rita@agents.example"}, {"name": "RITA"}])
def test_who_was_entered_at_another_company_too_is_offered(as_alice, application, charlie, same):
    one = {"name": "Rita", "email": "rita@agents.example"}
    keep = ContactFactory(owner=application.owner, company=application.company, **one)
    another = {"name": "R. Maier", "email": ""} | same
    gone = ContactFactory(owner=application.owner, company__name="Agents", **another)
    for who in (application.owner, charlie):
        ContactFactory(owner=who, name="Noor", email="", company__name="Elsewhere")
    ContactFactory(owner=charlie, **one)
    page = as_alice.get(f"/contacts/{keep.pk}/")
    assert list(page.context["namesakes"]) == [gone]
    assert f"{gone.name}, Agents" in text_of(page)
    as_alice.post(reverse("contact-merge", args=[keep.pk]), {"other": gone.pk})
    assert not Contact.objects.filter(pk=gone.pk).exists()


def test_who_has_no_address_is_not_everybody_without_one(as_alice, application):
    keep = ContactFactory(owner=application.owner, company=application.company, email="")
    ContactFactory(owner=application.owner, name="Noor", email="")
    assert not as_alice.get(f"/contacts/{keep.pk}/").context["namesakes"]


def test_a_posting_that_was_pasted_fills_the_form_and_saves_nothing(as_alice):
    response = as_alice.post(NEW, {"read": "1", "pasted": PASTED})
    assert response.status_code == 302  # to a page to which one can come back
    page = as_alice.get(response["Location"]).content.decode()
    for value in ("Writer", "Northwind", "Utrecht", "https://northwind.example/jobs/1"):
        assert f'value="{value}"' in page
    assert "Location: Utrecht" in page
    assert not Application.objects.exists()


def test_what_was_read_is_forgotten_once_it_is_logged(as_alice):
    read = as_alice.post(NEW, {"read": "1", "pasted": PASTED})["Location"]
    typed = {"form_token": token(), "company": "Northwind", "role": "Writer", "stage": "saved"}
    as_alice.post(read, typed)
    assert "Utrecht" not in as_alice.get(read).content.decode()
    assert "Utrecht" not in as_alice.get(NEW).content.decode()


def test_what_was_typed_goes_over_what_was_read(as_alice):
    response = as_alice.post(
        NEW, {"read": "1", "pasted": PASTED, "role": "Editor", "notes": "Mine"}, follow=True
    )
    page = response.content.decode()
    assert 'value="Editor"' in page
    assert "Mine" in page


def test_a_second_posting_takes_the_place_of_the_first_and_not_of_what_was_typed(as_alice):
    first = as_alice.post(NEW, {"read": "1", "pasted": PASTED})["Location"]
    shown = as_alice.get(first).context["form"].initial
    sent = {name: str(text).replace("\n", "\r\n") for name, text in shown.items()}
    other = "Baker at Acme\nhttps://acme.example/jobs/2"
    sent |= {"read": "1", "pasted": other, "source": "A friend"}
    page = as_alice.post(first, sent, follow=True).content.decode()
    for value in ("Baker", "Acme", "https://acme.example/jobs/2", "A friend"):
        assert f'value="{value}"' in page
    assert "Utrecht" not in page


def test_a_posting_that_was_read_on_another_page_is_no_reason_to_doubt_what_is_typed(as_alice):
    as_alice.post(NEW, {"read": "1", "pasted": PASTED})
    sent = {"read": "1", "pasted": "Baker at Acme", "role": "Writer"}
    assert 'value="Writer"' in as_alice.post(NEW, sent, follow=True).content.decode()


@pytest.mark.parametrize(
    ("stage", "said"), [("rejected", "they said no"), ("no reply", "no reply")]
)
def test_applying_again_where_it_ended_is_said(as_alice, application, stage, said):
    Application.objects.update(stage=stage)
    typed = {"form_token": token(), "company": "Northwind", "role": "Editor", "stage": "saved"}
    response = as_alice.post(NEW, typed, follow=True)
    assert f"You applied at Northwind before: Writer ({said})." in text_of(response)


def log_at_northwind(client, role):
    typed = {"form_token": token(), "company": "Northwind", "role": role, "stage": "applied"}
    return text_of(client.post(NEW, typed, follow=True))


def test_the_same_one_logged_twice_is_said(as_alice, application):
    Application.objects.update(stage="interviewing", applied_on=date(2026, 11, 2))
    said = log_at_northwind(as_alice, "writer")
    assert "writer at Northwind stood here already (interviewing, sent Mon 2 Nov)." in said
    assert "delete it again" in said


def test_another_one_there_that_goes_on_is_said(as_alice, application):
    Application.objects.update(stage="interviewing", applied_on=None)
    said = log_at_northwind(as_alice, "Editor")
    assert "You are in touch with Northwind already: Writer (interviewing)." in said
    assert "delete it again" not in said


@pytest.mark.parametrize(
    ("sent", "said"), [(date(2026, 11, 5), "Thu 5 Nov"), (date(2025, 11, 5), "Wed 5 Nov 2025")]
)
def test_what_goes_on_hides_nothing_that_ended_there(as_alice, application, now, sent, said):
    there = {"owner": application.owner, "company": application.company, "role": "Baker"}
    ApplicationFactory(stage="rejected", applied_on=sent, **there)
    page = log_at_northwind(as_alice, "Editor")
    assert "You are in touch with Northwind already: Writer (interviewing" in page
    assert f"You applied at Northwind before: Baker (they said no, sent {said})." in page


def test_contacts_are_found_by_name_or_company(as_alice, application):
    ContactFactory(owner=application.owner, company=application.company, name="Dana Reyes")
    ContactFactory(owner=application.owner, company__owner=application.owner, name="Max Weber")
    assert "Max" not in text_of(as_alice.get("/contacts/", {"q": "rey north"}))
    assert "Nobody fits" in text_of(as_alice.get("/contacts/", {"q": "zoe"}))


def test_more_than_a_page_of_it_says_so(as_alice, application, page):
    others = {"owner": application.owner, "company": application.company}
    assert "are not all" not in text_of(as_alice.get(page))
    ApplicationFactory.create_batch(50, **others)
    ContactFactory.create_batch(101, **others)
    text = text_of(as_alice.get(page))
    assert "These 50 are not all of them." in text
    assert "These 100 are not all of them." in text
