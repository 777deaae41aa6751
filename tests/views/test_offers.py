"""Offers: logged, decided, taken back; and what becomes of the rest of the search."""

from datetime import date, timedelta

import pytest

from tests.factories import (
    ApplicationFactory,
    ContactFactory,
    FollowUpFactory,
    InterviewFactory,
)
from tests.views.pages import (
    NASTY,
    errors_of,
    everything_stored,
    offer_of,
    text_of,
    token,
    undo_of,
)
from tracker.models import Application, FollowUp, Offer, Reminder, StageChange
from tracker.services.follow_ups import snooze
from tracker.services.letters import change_template
from tracker.services.replan import replan
from tracker.text import clean_line
from tracker.writing.letters import Kind, Register, Template

TYPED = {
    "received_on": "2026-11-16",
    "answer_by": "2026-11-27",
    "amount": "62,000 a year",
    "standing": "open",
}
WRONG = [
    ("received_on", "", "This field is required."),
    ("received_on", "2026-11-18", "That has not happened yet"),
    ("received_on", "0001-01-01", "2000 or later"),
    ("answer_by", "2026-11-15", "That is before Mon 16 Nov, when it came."),
    ("answer_by", "2026-11-16", "Mon 16 Nov has passed. If the offer is gone, say so"),
    ("answer_by", "9999-12-31", "2100 or earlier"),
    ("amount", "1" * 201, "at most 200 characters"),
    ("standing", "maybe", "maybe is not one of"),
]


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind")


@pytest.fixture
def log(as_alice, application):
    def log(**typed):
        typed = {"form_token": token()} | TYPED | typed
        return as_alice.post(f"/applications/{application.pk}/offers/new/", typed)

    return log


@pytest.fixture
def offer(application, now):
    return offer_of(application, now, answer_by=date(2026, 11, 27))


@pytest.fixture
def other(alice):
    """Another application, still live, with an interview behind it and something planned."""
    row = ApplicationFactory(owner=alice, company__name="Acme", role="Writer")
    dana = ContactFactory(owner=alice, company=row.company, kind="hr")
    InterviewFactory(application=row, date=date(2026, 11, 10))
    FollowUpFactory(application=row, contact=dana, title="Check in with Dana Reyes")
    return row


def decide(client, offer, status):
    return client.post(f"/offers/{offer.pk}/decide/", {"status": status})


def test_what_is_logged_is_shown_and_its_answer_is_planned(as_alice, application, log):
    page = text_of(as_alice.get(log()["Location"]))
    assert "It came yesterday 62,000 a year. Answer by Fri 27 Nov." in page
    assert "They made you an offer" in page
    assert "Answer the offer of Northwind" in page
    application.refresh_from_db()
    assert application.stage == "offer"


def test_an_offer_of_today_came_now(log, now):
    log(received_on="2026-11-17")
    assert Offer.objects.get().received_at == now


def test_an_offer_without_a_day_is_taken_and_says_so(as_alice, log):
    page = text_of(as_alice.get(log(answer_by="", amount="")["Location"]))
    assert "They named no day for an answer." in page


@pytest.mark.parametrize(("field", "typed", "said"), WRONG)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_logged(log, field, typed, said):
    before = everything_stored()
    response = log(**{field: typed})
    assert response.status_code == 422
    assert said in errors_of(response)[field]
    assert "62,000" in response.content.decode() or field == "amount"
    assert everything_stored() == before


@pytest.mark.parametrize("standing", ["declined", "lapsed"])
def test_a_deadline_that_has_passed_is_fine_for_an_offer_that_is_decided(log, standing):
    assert log(answer_by="2026-11-16", standing=standing).status_code == 302
    assert Offer.objects.get().status == standing


def test_a_logged_offer_can_be_undone(as_alice, application, log):
    as_alice.post(undo_of(as_alice.get(log()["Location"])))
    application.refresh_from_db()
    assert not Offer.objects.exists()
    assert application.stage == "interviewing"


def test_sent_twice_it_is_one_offer(log):
    once = token()
    assert log(form_token=once)["Location"] == log(form_token=once)["Location"]
    assert Offer.objects.count() == 1


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
def test_nasty_text_is_kept_clean_and_shown_escaped(as_alice, log, words):
    page = as_alice.get(log(amount=words)["Location"]).content.decode()
    assert Offer.objects.get().amount == clean_line(words)
    assert "<script>alert" not in page


def test_a_change_is_saved_and_the_moment_is_kept(as_alice, offer):
    typed = TYPED | {"received_on": "2026-11-16", "amount": "65,000", "version": 0}
    response = as_alice.post(f"/offers/{offer.pk}/change/", typed)
    came = offer.received_at
    offer.refresh_from_db()
    assert response["Location"] == f"/applications/{offer.application_id}/"
    assert (offer.amount, offer.received_at) == ("65,000", came)


def test_a_changed_deadline_lies_ahead(as_alice, offer):
    before = everything_stored()
    typed = TYPED | {"answer_by": "2026-11-16", "version": 0}
    response = as_alice.post(f"/offers/{offer.pk}/change/", typed)
    assert "has passed" in errors_of(response)["answer_by"]
    assert everything_stored() == before


def test_a_deadline_that_passed_meanwhile_is_in_nobodys_way(as_alice, application, now):
    offer = offer_of(application, now, answer_by=date(2026, 11, 16))
    typed = TYPED | {"answer_by": "2026-11-16", "amount": "65,000", "version": 0}
    assert as_alice.post(f"/offers/{offer.pk}/change/", typed).status_code == 302


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("accepted", "The offer is accepted."),
        ("declined", "The offer is declined."),
        ("lapsed", "The offer is put down as lapsed."),
    ],
)
def test_an_offer_is_decided_by_one_click_and_that_can_be_undone(as_alice, offer, status, said):
    page = as_alice.get(decide(as_alice, offer, status)["Location"])
    assert said in text_of(page)
    as_alice.post(undo_of(page))
    offer.refresh_from_db()
    assert offer.status == "open"


@pytest.mark.parametrize("status", ["", "open", "burnt", "accepted"])
def test_what_cannot_be_decided_changes_nothing_and_says_so(as_alice, application, now, status):
    offer = offer_of(application, now, status="declined", decided_at=now)
    response = decide(as_alice, offer, status)
    assert "Nothing was changed" in text_of(as_alice.get(response["Location"]))
    assert Offer.objects.get().status == "declined"


def test_an_offer_that_is_open_is_not_opened_again(as_alice, offer):
    response = as_alice.post(f"/offers/{offer.pk}/reopen/", follow=True)
    assert "Nothing was changed: the offer is open already." in text_of(response)


def test_deleted_from_the_timeline_it_is_gone(as_alice, offer):
    response = as_alice.post(f"/offers/{offer.pk}/delete/", follow=True)
    assert "The offer is deleted" in text_of(response)
    assert not Offer.objects.exists()


def test_an_accepted_offer_asks_about_the_rest_of_the_search(as_alice, offer, other):
    response = decide(as_alice, offer, "accepted")
    assert response["Location"] == f"/offers/{offer.pk}/rest/"
    page = text_of(as_alice.get(response["Location"]))
    assert "Writer at Acme" in page
    assert "Withdrawn with it:" in page
    assert "Check in with Dana Reyes" in page
    assert as_alice.get(response["Location"]).content.decode().count("checked") == 1


def test_each_gets_a_kind_word_of_its_own(as_alice, offer, other, alice):
    ApplicationFactory(owner=alice, company__name="Zenith", role="Baker")
    decide(as_alice, offer, "accepted")
    page = text_of(as_alice.get(f"/offers/{offer.pk}/rest/"))
    said = "I have accepted an offer elsewhere, and therefore withdraw my application for"
    assert f"Hello Dana, {said} the Writer role at Acme." in page
    assert f"Hello, {said} the Baker role at Zenith." in page
    assert page.count("Kind regards, Alice") == 2
    assert page.count("Open in my mail program") == 1  # nobody is known at Zenith


def test_nobody_hears_of_an_application_that_was_never_sent(as_alice, offer, alice):
    ApplicationFactory(owner=alice, company__name="Zenith", role="Baker", stage="saved")
    decide(as_alice, offer, "accepted")
    page = text_of(as_alice.get(f"/offers/{offer.pk}/rest/"))
    assert "Baker at Zenith" in page
    assert "It was never sent: nobody waits for a word." in page
    assert "kind word" not in page.lower()


def test_a_sample_is_no_part_of_the_search(as_alice, offer, alice):
    ApplicationFactory(owner=alice, company__name="Zenith", is_sample=True)
    assert (
        decide(as_alice, offer, "accepted")["Location"] == f"/applications/{offer.application_id}/"
    )


def test_the_kind_word_is_written_by_the_owners_template(as_alice, offer, other, alice, now):
    kind, mine = Kind.WITHDRAW_AFTER_ACCEPTING, Template("Bye", "{greeting}\n\nI am off.")
    change_template(alice, kind, Register.NEUTRAL, mine, now=now)
    decide(as_alice, offer, "accepted")
    assert "Hello Dana, I am off." in text_of(as_alice.get(f"/offers/{offer.pk}/rest/"))


def test_those_that_are_ticked_are_withdrawn_and_the_others_stay(as_alice, offer, other, alice):
    stays = ApplicationFactory(owner=alice, company__name="Zenith")
    decide(as_alice, offer, "accepted")
    response = as_alice.post(f"/offers/{offer.pk}/rest/", {"withdraw": [other.pk]}, follow=True)
    assert "One application is withdrawn." in text_of(response)
    other.refresh_from_db()
    stays.refresh_from_db()
    assert (other.stage, stays.stage) == ("withdrawn", "interviewing")
    assert not other.follow_ups.filter(status="open", kind="thank-you").exists()


def test_what_was_withdrawn_comes_back_exactly_as_it_was(as_alice, offer, other, alice, now):
    third = ApplicationFactory(owner=alice, company__name="Zenith", stage="applied")
    replan(third, because="", now=now)
    decide(as_alice, offer, "accepted")
    put_off = other.follow_ups.get(kind="check-in")
    snooze(put_off, until=now + timedelta(days=9), now=now)
    as_alice.get(f"/offers/{offer.pk}/rest/")
    before = standing_of([other, third])
    typed = {"withdraw": [other.pk, third.pk]}
    page = as_alice.post(f"/offers/{offer.pk}/rest/", typed, follow=True)
    assert standing_of([other, third]) != before
    assert "Back where it was." in text_of(as_alice.post(undo_of(page), follow=True))
    assert standing_of([other, third]) == before


def standing_of(applications):
    """Their stages with their history, and all that is planned, or was withdrawn before, there."""
    plans = FollowUp.objects.filter(application__in=applications).exclude(kind="nurture")
    reminders = Reminder.objects.filter(follow_up__application__in=applications)
    return (
        list(Application.objects.order_by("pk").values_list("pk", "stage")),
        list(StageChange.objects.order_by("pk").values_list("application", "old", "new", "at")),
        list(plans.order_by("pk").values_list("pk", "status", "due", "snoozed_until")),
        sorted(reminders.values_list("send_at", "state", "follow_up")),
    )


def test_none_ticked_is_refused_and_nothing_is_withdrawn(as_alice, offer, other):
    decide(as_alice, offer, "accepted")
    before = everything_stored()
    response = as_alice.post(f"/offers/{offer.pk}/rest/")
    assert response.status_code == 422
    assert "Choose at least one, or leave them all as they are." in text_of(response)
    assert everything_stored() == before


@pytest.mark.parametrize("smuggled", ["charlies", "0", "x", "9" * 30])
def test_nothing_of_charlies_is_withdrawn(as_alice, offer, other, charlie, smuggled):
    theirs = ApplicationFactory(owner=charlie)
    decide(as_alice, offer, "accepted")
    before = everything_stored()
    number = theirs.pk if smuggled == "charlies" else smuggled
    response = as_alice.post(f"/offers/{offer.pk}/rest/", {"withdraw": [other.pk, number]})
    assert response.status_code == 422
    assert everything_stored() == before


def test_an_offer_that_is_not_accepted_ends_nothing(as_alice, offer, other):
    page = text_of(as_alice.get(f"/offers/{offer.pk}/rest/"))
    assert "Nothing is left to withdraw" in page
    response = as_alice.post(f"/offers/{offer.pk}/rest/", {"withdraw": [other.pk]})
    other.refresh_from_db()
    assert (response.status_code, other.stage) == (422, "interviewing")


def test_with_nothing_else_open_nothing_is_asked(as_alice, offer):
    response = decide(as_alice, offer, "accepted")
    assert response["Location"] == f"/applications/{offer.application_id}/"


def test_an_offer_is_answered_where_it_is_decided(as_alice, application, offer, now):
    replan(application, because="", now=now)
    page = as_alice.get("/").content.decode()
    assert f'href="/applications/{application.pk}/">Decide</a>' in page
