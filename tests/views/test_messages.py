"""Logging what they wrote, and what you wrote."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest

from tests.factories import ApplicationFactory, ContactFactory, FollowUpFactory
from tests.views.pages import (
    LONE_SURROGATE,
    NASTY,
    URLENCODED,
    errors_of,
    everything_stored,
    text_of,
    token,
    undo_of,
)
from tracker.models import Estimate, Message
from tracker.text import clean_text

TYPED = {
    "direction": "in",
    "channel": "email",
    "date": "2026-11-17",
    "time": "11:00",
    "purpose": "other",
    "text": "We decide soon.",
    "decides": "not-said",
}
WRONG = [
    ("date", "2026-11-18", "That has not happened yet"),
    ("date", "9999-12-31", "Choose a day in 2100 or earlier."),
    ("date", "0001-01-01", "Choose a day in 2000 or later."),
    ("date", "2026-02-30", "Enter a day as year-month-day"),
    ("time", "12:01", "That has not happened yet"),
    ("time", "25:00", "Enter a time such as 09:30"),
    ("channel", "pigeon", "pigeon is not one of the available choices."),
    ("contact", "0", "not one of the available choices"),
    ("contact", "9" * 30, "not one of the available choices"),
    ("text", "t" * 20_001, "at most 20000 characters"),
    ("decides", "", "This field is required."),
    ("decides", "by-date", "Which day did they name?"),
    ("decides", "within", "Within how many?"),
    ("decides_on", "2026-11-27", "You gave a day or a number: choose how they said it."),
    ("within_number", "3", "You gave a day or a number: choose how they said it."),
    ("delay_reason", "weather", "weather is not one of the available choices."),
    ("not_before", "9999-12-31", "Choose a day in 2100 or earlier."),
    ("not_before", "2026-11-16", "That is before Tue 17 Nov, when they wrote."),
    ("purpose", "check-in", "check-in is not one of the available choices."),
]


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind")


@pytest.fixture
def log(as_alice, application):
    def log(**typed):
        typed = {"form_token": token()} | TYPED | typed
        return as_alice.post(f"/applications/{application.pk}/messages/new/", typed)

    return log


@pytest.mark.parametrize(
    ("query", "asked", "not_asked"),
    [("", "They wrote From", "I wrote"), ("?direction=out", "I wrote", "They wrote From")],
)
def test_the_form_asks_what_it_is_for(as_alice, application, query, asked, not_asked):
    page = as_alice.get(f"/applications/{application.pk}/messages/new/{query}")
    title = page.content.decode().split("<h1>")[1].split("</h1>")[0]
    assert asked.startswith(title)
    assert not not_asked.startswith(title)
    assert 'value="12:00"' in page.content.decode()


def test_what_is_logged_is_shown_and_said(as_alice, application, log):
    response = log()
    assert response["Location"] == f"/applications/{application.pk}/"
    page = text_of(as_alice.get(response["Location"]))
    assert "Logged; the plan follows from it." in page
    assert "They wrote (e-mail) We decide soon." in page
    assert Message.objects.get().at == datetime(2026, 11, 17, 10, tzinfo=UTC)


def test_a_logged_message_can_be_undone(as_alice, log):
    undo = undo_of(as_alice.get(log()["Location"]))
    response = as_alice.post(undo, follow=True)
    assert not Message.objects.exists()
    assert "The message is deleted; what it had withdrawn is back." in text_of(response)


def test_what_they_say_of_the_time_to_come_is_kept(log):
    log(decides="within", within_number="10", within_unit="working days")
    assert Estimate.objects.get().latest == date(2026, 12, 1)
    log(decides="by-date", decides_on="2026-11-20")
    assert Estimate.objects.filter(latest=date(2026, 11, 20)).exists()


def test_a_message_of_mine_settles_what_it_was_for(as_alice, application, log):
    dana = ContactFactory(owner=application.owner, company=application.company)
    log(direction="out", contact=dana.pk, purpose="thank-you")
    assert "You wrote to Dana Reyes" in text_of(as_alice.get(f"/applications/{application.pk}/"))


@pytest.mark.parametrize(("field", "typed", "said"), WRONG)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_logged(log, field, typed, said):
    before = everything_stored()
    response = log(**{field: typed})
    places = {"12:01": "date", "by-date": "decides_on", "within": "within_number"}
    places |= {"2026-11-27": "decides", "3": "decides"}
    place = places.get(typed, field)
    assert response.status_code == 422
    assert said in errors_of(response)[place]
    assert "We decide soon." in response.content.decode() or field == "text"
    assert everything_stored() == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"decides_on": "2026-11-16"}, "Mon 16 Nov lies before Tue 17 Nov"),
        ({"decides_on": "9999-12-31"}, "Choose a day in 2100 or earlier."),
        ({"decides_on": "0001-01-01"}, "Choose a day in 2000 or later."),
    ],
)
def test_a_decision_lies_after_it_was_announced(log, typed, said):
    before = everything_stored()
    response = log(decides="by-date", **typed)
    assert response.status_code == 422
    assert said in errors_of(response)["decides_on"]
    assert everything_stored() == before


@pytest.mark.parametrize("number", ["0", "-1", "366", "9" * 5_000, "ten", "1.5"])
def test_within_takes_a_number_that_makes_sense(log, number):
    response = log(decides="within", within_number=number, within_unit="days")
    assert response.status_code == 422
    assert list(errors_of(response)) == ["within_number"]
    assert not Message.objects.exists()


def test_a_unit_that_nobody_knows_is_refused(log):
    response = log(decides="within", within_number="2", within_unit="moons")
    assert list(errors_of(response)) == ["within_unit"]


@pytest.mark.parametrize("direction", ["", "sideways"])
def test_a_message_goes_one_way_or_the_other(log, direction):
    response = log(direction=direction)
    assert response.status_code == 422
    assert not Message.objects.exists()


def test_a_purpose_that_nobody_knows_is_refused(log):
    response = log(direction="out", purpose="flattery")
    assert "flattery is not one of" in errors_of(response)["purpose"]


def test_a_time_that_clocks_skip_is_refused_with_the_one_that_was_meant(log):
    response = log(date="2026-03-29", time="02:30")
    assert response.status_code == 422
    assert "Did you mean 03:30?" in errors_of(response)["time"]


def test_a_contact_of_charlies_cannot_be_smuggled_in(log, charlie):
    theirs = ContactFactory(owner=charlie)
    before = everything_stored()
    response = log(contact=theirs.pk)
    assert "not one of the available choices" in errors_of(response)["contact"]
    assert everything_stored() == before


def test_a_contact_of_another_application_is_not_offered(log, alice):
    elsewhere = ContactFactory(owner=alice, name="Elsewhere")
    assert log(contact=elsewhere.pk).status_code == 422


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
def test_nasty_text_is_kept_clean_and_shown_escaped(as_alice, log, words):
    page = as_alice.get(log(text=words)["Location"]).content.decode()
    assert Message.objects.get().text == clean_text(words)
    assert "<script>alert" not in page


def test_a_lone_surrogate_does_no_harm(as_alice, application):
    body = f"{urlencode(TYPED | {'form_token': token()})}&text={LONE_SURROGATE}"
    path = f"/applications/{application.pk}/messages/new/"
    response = as_alice.post(path, body, content_type=URLENCODED)
    assert as_alice.get(response["Location"]).status_code == 200


def test_a_form_sent_twice_logs_one_message(as_alice, log):
    once = token()
    first = log(form_token=once)
    as_alice.get(first["Location"])
    assert log(form_token=once)["Location"] == first["Location"]
    assert Message.objects.count() == 1


def test_a_message_that_is_gone_cannot_be_deleted_again(as_alice, log):
    log()
    path = f"/messages/{Message.objects.get().pk}/delete/"
    assert as_alice.post(path).status_code == 302
    assert as_alice.post(path).status_code == 404


def test_their_word_withdraws_what_waited_for_it(as_alice, application, log):
    waits = FollowUpFactory(application=application, kind="check-in", key="check-in:interview-0")
    log()
    waits.refresh_from_db()
    assert waits.status == "withdrawn"
    assert "they wrote on Tue 17 Nov" in waits.withdrawn_because


def test_all_that_they_said_stands_in_the_timeline(as_alice, log):
    page = text_of(
        as_alice.get(
            log(wants_answer="on", delay_reason="holiday", not_before="2026-12-01")["Location"]
        )
    )
    assert "It takes longer: holidays. They asked you to wait until Tue 1 Dec." in page
    assert "They wait for your answer. We decide soon." in page


REASONS = ["approvals", "schedules", "job re-evaluated", "lost business", "another candidate", "holiday", "other"]  # fmt: skip


@pytest.mark.parametrize("reason", REASONS)
def test_c9_why_it_takes_longer_can_be_told(log, reason):
    log(delay_reason=reason)
    assert Message.objects.get().delay_reason == reason


def test_what_wants_an_answer_is_to_be_answered(application, log):
    log(wants_answer="on")
    assert application.follow_ups.get(kind="answer-them").status == "open"


def test_a_receipt_is_no_word(as_alice, application, log):
    waits = FollowUpFactory(application=application, kind="check-in", key="check-in:interview-0")
    page = text_of(as_alice.get(log(purpose="receipt")["Location"]))
    assert "They confirmed that it arrived (e-mail)" in page
    assert Message.objects.get().purpose == "receipt"
    assert waits.application.messages.count() == 1


@pytest.mark.parametrize("purpose", ["check-in", "keep-in-touch", "mid-timeline-note"])
def test_one_that_comes_too_early_is_taken_and_kindly_said(as_alice, log, purpose):
    log(direction="out", purpose="check-in", date="2026-11-16")
    page = text_of(as_alice.get(log(direction="out", purpose=purpose)["Location"]))
    assert "Logged; the plan follows from it." in page
    assert "It would have been fine from Mon 23 Nov on: five business days lie between" in page
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("purpose", "date"), [("answer-them", "2026-11-17"), ("thank-you", "2026-11-17")]
)
def test_what_is_not_held_back_is_never_too_early(as_alice, log, purpose, date):
    log(direction="out", purpose="check-in", date="2026-11-16")
    page = text_of(as_alice.get(log(direction="out", purpose=purpose, date=date)["Location"]))
    assert "It would have been fine" not in page


def test_one_that_was_written_before_the_other_is_not_too_early(as_alice, log):
    log(direction="out", purpose="check-in", date="2026-11-16")
    response = log(direction="out", purpose="check-in", date="2026-11-02")
    assert "It would have been fine" not in text_of(as_alice.get(response["Location"]))


def test_a_check_in_that_was_marked_as_done_and_then_logged_is_one(as_alice, application, log, now):
    FollowUpFactory(
        application=application, kind="check-in", key="check-in:x", status="done", decided_at=now
    )
    response = log(direction="out", purpose="check-in", time="12:00")
    assert "It would have been fine" not in text_of(as_alice.get(response["Location"]))


@pytest.fixture
def change(as_alice, log):
    """A message from them, with an estimate in it, changed."""
    log(decides="within", within_number="10", within_unit="working days")
    row = Message.objects.get()
    typed = TYPED | {"decides": "by-date", "decides_on": "2026-12-01", "version": 0}

    def change(**values):
        return as_alice.post(f"/messages/{row.pk}/change/", typed | values)

    return change


def test_a_change_is_saved_and_keeps_the_words_of_what_was_not_changed(as_alice, change):
    page = text_of(as_alice.get(change(text="We decide later.")["Location"]))
    assert "Saved; what hangs on it has moved along." in page
    assert "They decide within 10 working days (likely). We decide later." in page


def test_the_estimate_in_it_can_be_changed(change):
    change(decides_on="2026-12-04", certainty="vague")
    row = Estimate.objects.get()
    assert (row.latest, row.words, row.certainty) == (date(2026, 12, 4), "by Fri 4 Dec", "vague")


def test_the_estimate_in_it_can_be_taken_out(change):
    assert change(decides="not-said", decides_on="2026-12-01").status_code == 302
    assert not Estimate.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed"), [("date", "2026-11-18"), ("contact", "0"), ("decides_on", "2026-11-01")]
)
def test_a_change_that_is_wrong_changes_nothing(change, field, typed):
    before = everything_stored()
    response = change(**{field: typed})
    assert response.status_code == 422
    assert list(errors_of(response)) == [field]
    assert everything_stored() == before


def test_a_message_of_mine_is_changed_too(as_alice, log):
    log(direction="out", purpose="other")
    row = Message.objects.get()
    typed = TYPED | {"direction": "out", "purpose": "check-in", "version": 0}
    response = as_alice.post(f"/messages/{row.pk}/change/", typed)
    assert "You wrote to them (e-mail) Check-in." in text_of(as_alice.get(response["Location"]))


def test_a_message_goes_the_way_that_it_went(as_alice, log):
    log()
    path = f"/messages/{Message.objects.get().pk}/change/"
    assert as_alice.post(path, TYPED | {"direction": "out"}).status_code == 422
