"""One filtered set, as a list and as a board, and what is done to several at once."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from tests.factories import (
    ApplicationFactory,
    ContactFactory,
    FollowUpFactory,
    InterviewFactory,
    MessageFactory,
)
from tests.views.pages import text_of, undo_of
from tracker.models import Application
from tracker.planning.facts import OfferStatus
from tracker.services.lists import keep_view, set_tags
from tracker.services.offers import decide_offer, log_offer

LIST, BOARD, CHOSEN = "/applications/", "/applications/board/", "/applications/chosen/"


@pytest.fixture
def writer(alice, now):
    row = ApplicationFactory(
        owner=alice,
        company__name="Acme",
        role="Writer",
        stage="applied",
        source="A friend",
        applied_on=now.date() - timedelta(days=20),
        interest=2,
        entered_at=now - timedelta(days=20),
        changed_at=now,
    )
    set_tags(row, ["Remote"])
    return row


@pytest.fixture
def baker(alice, now):
    return ApplicationFactory(
        owner=alice,
        company__name="Northwind",
        role="Baker",
        stage="interviewing",
        applied_on=now.date() - timedelta(days=3),
        interest=5,
        changed_at=now - timedelta(days=1),
    )


def shown(client, page=LIST, **asked):
    return text_of(client.get(page, asked))


@pytest.mark.parametrize("page", [LIST, BOARD])
@pytest.mark.parametrize(
    "asked",
    [
        {"q": "wri"},
        {"q": "acme friend"},
        {"stage": "applied"},
        {"tag": "remote"},
        {"source": "a FRIEND"},
        {"company": "acme"},
        {"quiet": "14"},
        {"q": "writer", "stage": "applied", "quiet": "7"},
    ],
)
def test_a_filter_lets_through_what_fits(as_alice, alice, writer, baker, page, asked):
    if "tag" in asked:
        asked = {"tag": alice.tags.get().pk}
    if "company" in asked:
        asked = {"company": writer.company_id}
    text = shown(as_alice, page, **asked)
    assert "Writer" in text
    assert "Baker" not in text


@pytest.mark.parametrize(
    "asked",
    [{"company": "x"}, {"tag": "-1"}, {"quiet": "\u0664"}, {"sort": "x"}, {"company": "9" * 30}],
)
def test_what_cannot_be_understood_is_as_if_it_were_not_there(as_alice, writer, asked):
    assert "Writer" in shown(as_alice, **asked)


def test_whoever_wrote_or_met_lately_is_not_quiet(as_alice, writer, baker, now):
    MessageFactory(application=writer, at=now - timedelta(days=6))
    assert "None of them fits" in shown(as_alice, quiet=14)
    InterviewFactory(application=baker, date=date(2026, 11, 16))
    assert "Baker" not in shown(as_alice, quiet=2)


def test_a_day_of_silence_is_a_day_where_the_owner_is(as_alice, writer, time_machine, now):
    time_machine.move_to(now.replace(hour=0, minute=30), tick=False)  # in UTC it is the day before
    Application.objects.update(applied_on=date(2026, 11, 3))
    assert "Writer" in shown(as_alice, quiet=14)


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("changed", "Writer"),
        ("applied", "Baker"),
        ("company", "Writer"),
        ("interest", "Baker"),
        ("next", "Baker"),
    ],
)
def test_the_order_is_chosen(as_alice, writer, baker, sort, first):
    FollowUpFactory(application=baker)
    page = as_alice.get(LIST, {"sort": sort}).content.decode()
    other = {"Writer": "Baker", "Baker": "Writer"}[first]
    assert page.index(f"Choose {first}") < page.index(f"Choose {other}")


def test_the_board_shows_each_stage_with_its_cards(as_alice, writer, baker):
    text = shown(as_alice, BOARD)
    assert text.index("Applied 1") < text.index("Writer") < text.index("Interviewing 1")


def test_a_card_moves_by_its_menu_and_back_by_undo(as_alice, writer):
    path = reverse("application-move", args=[writer.pk])
    response = as_alice.post(path, {"stage": "screening", "shown": "board", "query": "q=wri"})
    assert response["Location"] == f"{BOARD}?q=wri"
    page = as_alice.get(response["Location"])
    assert "One application: screening." in text_of(page)
    assert as_alice.post(undo_of(page))["Location"] == f"{BOARD}?q=wri"
    writer.refresh_from_db()
    assert writer.stage == "applied"


@pytest.mark.parametrize(
    ("stage", "form"),
    [
        ("offer", "offers/new/"),
        ("accepted", "offers/new/"),
        ("rejected", "rejected/"),
        ("screening", None),
        ("withdrawn", None),
    ],
)
def test_a_stage_that_belongs_to_a_fact_leads_to_the_form_that_takes_it(
    as_alice, writer, stage, form
):
    path = reverse("application-move", args=[writer.pk])
    page = as_alice.post(path, {"stage": stage, "shown": "board"}, follow=True)
    links = re.findall(r'href="([^"]*)"', notice_of(page))
    assert links == ([f"/applications/{writer.pk}/{form}"] if form else [])
    for link in links:
        assert as_alice.get(link).status_code == 200


def test_an_offer_that_is_known_is_not_asked_for_again(as_alice, writer, now):
    values = {"received_at": now, "answer_by": None, "amount": ""}
    offer = log_offer(writer, values=values, now=now)
    path = reverse("application-move", args=[writer.pk])
    as_alice.post(path, {"stage": "screening"}, follow=True)
    assert "href" not in notice_of(as_alice.post(path, {"stage": "offer"}, follow=True))
    page = as_alice.post(path, {"stage": "accepted"}, follow=True)
    assert f'href="/applications/{writer.pk}/#offers"' in notice_of(page)
    decide_offer(offer, OfferStatus.ACCEPTED, now=now)
    as_alice.post(path, {"stage": "offer"}, follow=True)
    assert "href" not in notice_of(as_alice.post(path, {"stage": "accepted"}, follow=True))


def notice_of(page):
    """What has just been done, as HTML."""
    (notice,) = re.findall(r'<div class="notice [^"]*">\s*<p>(.*?)</p>', page.content.decode())
    return notice


@pytest.mark.parametrize("page", [LIST, "/find/"])
def test_the_words_around_a_hit_are_shown(as_alice, writer, page):
    MessageFactory(application=writer, text="They keep a <zebra> there.")
    html = as_alice.get(page, {"q": "zeb"}).content.decode()
    assert "A message: They keep a &lt;<mark>zebra</mark>&gt; there." in html


@pytest.mark.parametrize("name", ["Müller", "Muller"])
def test_people_and_companies_are_found_whatever_accents_are_typed(as_alice, alice, name):
    person = ContactFactory(owner=alice, name="Jörg Müller", company__owner=alice)
    person.company.name = "Müller & Söhne"
    person.company.save()
    html = as_alice.get("/find/", {"q": name}).content.decode()
    assert f'href="/contacts/{person.pk}/"' in html
    assert f'href="/companies/{person.company_id}/"' in html


def test_a_stage_that_does_not_exist_is_not_found(as_alice, writer):
    path = reverse("application-move", args=[writer.pk])
    assert as_alice.post(path, {"stage": "hired"}).status_code == 404


def test_what_is_ticked_moves_and_is_tagged_at_once(as_alice, alice, writer, baker):
    sent = {"chosen": [writer.pk, baker.pk], "stage": "no reply", "tag": "Summer"}
    response = as_alice.post(CHOSEN, sent, follow=True)
    assert "Two applications: no reply." in text_of(response)
    assert "Two applications tagged Summer." in text_of(response)
    assert set(alice.applications.values_list("stage", flat=True)) == {"no reply"}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"stage": "applied"}, "Tick the applications that you mean."),
        ({"chosen": "the writer"}, "Choose a stage, or write a tag."),
        ({"chosen": "the writer", "stage": "hired"}, "hired is not one of the available choices"),
        ({"chosen": "987654", "stage": "applied"}, "is not one of the available choices"),
        ({"chosen": "x", "stage": "applied"}, "is not a valid value"),
    ],
)
def test_nothing_is_changed_when_something_is_missing(as_alice, writer, sent, said):
    if sent.get("chosen") == "the writer":
        sent = sent | {"chosen": writer.pk}
    before = Application.objects.values().get()
    assert said in text_of(as_alice.post(CHOSEN, sent, follow=True))
    assert Application.objects.values().get() == before


def test_nobody_ticks_what_is_somebody_elses(client, charlie, writer):
    client.force_login(charlie)
    client.post(CHOSEN, {"chosen": writer.pk, "stage": "rejected"})
    writer.refresh_from_db()
    assert writer.stage == "applied"


@pytest.mark.parametrize("token", ["x", "eyJ:x:y"])
def test_an_undo_that_was_tampered_with_is_not_found(as_alice, token):
    assert as_alice.post(reverse("moves-undo", args=[token])).status_code == 404


def test_a_view_is_kept_and_forgotten(as_alice, alice, writer, baker):
    as_alice.post(reverse("view-keep"), {"name": "Friends", "query": "source=A+friend"})
    view = alice.saved_views.get()
    assert '<a class="button quiet" href="?source=A+friend"' in as_alice.get(LIST).content.decode()
    assert "Baker" not in text_of(as_alice.get(f"{LIST}?{view.query}"))
    as_alice.post(reverse("view-forget", args=[view.pk]))
    assert not alice.saved_views.exists()


def test_what_is_done_to_several_leads_back_to_their_page(as_alice, alice):
    ApplicationFactory.create_batch(51, owner=alice)
    page = as_alice.get(LIST, {"sort": "company", "page": 2})
    (query,) = re.findall(
        r'name="query" value="([^"]*)"><input[^>]*value="list">\s*<table', page.text
    )
    sent = {"chosen": page.context["rows"][0].pk, "tag": "x", "shown": "list"}
    response = as_alice.post(CHOSEN, sent | {"query": unescape(query)})
    assert response["Location"] == f"{LIST}?sort=company&page=2"


def test_a_view_that_was_forgotten_comes_back(as_alice, alice):
    view, _ = keep_view(alice, "Friends", "source=A+friend")
    page = as_alice.post(reverse("view-forget", args=[view.pk]), {"shown": "board"}, follow=True)
    assert page.redirect_chain == [(BOARD, 302)]
    as_alice.post(undo_of(page))
    assert alice.saved_views.get().query == "source=A+friend"


def test_what_a_view_showed_before_is_said_and_led_to(as_alice, alice):
    keep_view(alice, "Friends", "source=A+friend")
    sent = {"name": "friends", "query": "q=x&stage=applied", "shown": "board"}
    said = 'Kept as friends, in place of <a href="/applications/board/?source=A+friend">'
    assert said in as_alice.post(reverse("view-keep"), sent, follow=True).text
    assert "in place of" not in as_alice.post(reverse("view-keep"), sent, follow=True).text


def test_a_view_needs_a_name(as_alice, alice):
    response = as_alice.post(reverse("view-keep"), {"name": " ", "query": "q=x"}, follow=True)
    assert "Give it a name" in text_of(response)
    assert not alice.saved_views.exists()


def test_a_kept_view_leads_nowhere_else(as_alice, alice):
    keep_view(alice, "Odd", "next=https://elsewhere.example&shown=list")
    response = as_alice.post(
        reverse("view-forget", args=[alice.saved_views.get().pk]),
        {"shown": "https://elsewhere.example"},
    )
    assert response["Location"] == LIST


@pytest.mark.parametrize(
    ("typed", "names"),
    [("", []), ("a, b,a , ,A", ["A", "b"]), ("Remote,  Full time ", ["Remote", "Full time"])],
)
def test_tags_are_typed_with_commas(as_alice, alice, typed, names):
    response = as_alice.get("/applications/new/")
    token = response.context["form"]["form_token"].value()
    as_alice.post(
        "/applications/new/",
        {"form_token": token, "company": "Acme", "role": "Writer", "stage": "saved", "tags": typed},
    )
    assert [tag.name for tag in alice.applications.get().tags.all()] == sorted(names)


def test_a_silence_of_ages_is_as_if_it_were_not_asked_for(as_alice, writer):
    assert "Writer" in shown(as_alice, quiet="999999999")


def test_any_number_of_quiet_days_stays_in_the_form(as_alice, writer):
    page = as_alice.get(LIST, {"quiet": "21"}).text
    assert re.search(r'<input type="number" id="quiet" name="quiet"[^>]* value="21">', page)
