"""Whatever is pressed on the page of a letter, what was typed is not lost; and what another letter took
the place of can be had back.
"""

import re
from datetime import timedelta
from html import unescape

import pytest

from tests.factories import (
    ApplicationFactory,
    AttendanceFactory,
    ContactFactory,
    FollowUpFactory,
    InterviewFactory,
)
from tests.views.pages import errors_of, text_of, undo_of
from tracker.services.replan import replan

MINE = "Hello Dana,\n\nmy very own words about Sailing."


@pytest.fixture(autouse=True)
def _clock(time_machine, now):
    time_machine.move_to(now.replace(hour=16), tick=False)


@pytest.fixture
def row(alice, now):
    """The thank-you that follows from an interview with Dana."""
    application = ApplicationFactory(owner=alice, company__name="Northwind", role="Engineer")
    dana = ContactFactory(owner=alice, company=application.company)
    interview = InterviewFactory(application=application)
    AttendanceFactory(interview=interview, contact=dana, talking_point="Sailing")
    replan(application, because="", now=now.replace(hour=16))
    return application.follow_ups.get(kind="thank-you")


@pytest.fixture
def press(as_alice, row):
    """Press a button of the letter's form, with what stands in it."""

    def press(address, body=MINE, **typed):
        values = {"subject": "Mine", "body": body, "register": "neutral", "channel": "email"}
        path = f"/follow-ups/{row.pk}/{address}/"
        here = {"Referer": f"http://testserver/follow-ups/{row.pk}/"}
        return as_alice.post(path, values | typed, headers=here, follow=True)

    return press


def editor_of(response):
    (text,) = re.findall(
        r'<textarea name="body"[^>]*>\n?(.*?)</textarea>', response.content.decode(), re.DOTALL
    )
    return unescape(text)


def tone_of(response):
    return re.findall(r'value="(\w+)" selected>', response.content.decode())[0]


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("done", {}),
        ("skip", {}),
        ("snooze", {"days": "1"}),
        ("snooze", {"day": "2026-11-20"}),
        ("letter/save", {}),
        ("letter/save", {"then": "template"}),
        ("letter/save", {"then": "address"}),
        ("letter/save", {"then": "enter", "day": "2026-11-20"}),
    ],
)
def test_every_button_of_the_page_keeps_what_was_typed(press, row, address, typed):
    press(address, **typed)
    row.refresh_from_db()
    assert (row.draft_subject, row.draft_body) == ("Mine", MINE)


def test_after_undo_of_done_the_words_are_there(as_alice, press, row):
    as_alice.post(undo_of(press("done")))
    assert editor_of(as_alice.get(f"/follow-ups/{row.pk}/")) == MINE


def test_enter_in_the_day_puts_it_off(press, row):
    press("letter/save", then="enter", day="2026-11-20")
    row.refresh_from_db()
    assert row.snoozed_until is not None


def test_a_day_that_is_refused_loses_no_words(press):
    response = press("snooze", day="2026-11-01")
    assert response.status_code == 422
    assert "Choose a day after today." in errors_of(response)["day"]
    assert editor_of(response) == MINE


def test_a_letter_that_is_too_long_stays_on_the_page_and_nothing_is_decided(press, row):
    response = press("done", body="x" * 10_001)
    assert response.status_code == 422
    assert editor_of(response) == "x" * 10_001
    row.refresh_from_db()
    assert row.status == "open"


def test_another_tab_is_not_written_over_by_done(press, row):
    press("letter/save", body="Written in the other tab.")
    response = press("done", was="0123456789abcdef")
    assert response.status_code == 422
    assert editor_of(response) == MINE
    row.refresh_from_db()
    assert (row.status, row.draft_body) == ("open", "Written in the other tab.")


def test_what_was_not_touched_still_follows_the_facts_when_put_off(as_alice, press, row):
    page = as_alice.get(f"/follow-ups/{row.pk}/")
    (subject,) = re.findall(r'name="subject" value="([^"]*)"', page.content.decode())
    press("snooze", days="1", body=editor_of(page), subject=unescape(subject))
    row.refresh_from_db()
    assert row.draft_body == ""


def test_from_a_list_there_is_no_letter_to_keep(as_alice, row):
    as_alice.post(f"/follow-ups/{row.pk}/done/")
    row.refresh_from_db()
    assert (row.status, row.draft_body) == ("done", "")


def test_writing_it_anew_is_taken_back_with_every_word_and_its_tone(as_alice, press):
    response = press("letter/save", register="formal", compose="thank-you")
    assert editor_of(response).startswith("Dear Dana Reyes,")
    response = as_alice.post(undo_of(response), follow=True)
    assert (editor_of(response), tone_of(response)) == (MINE, "neutral")
    assert 'name="subject" value="Mine"' in response.content.decode()
    response = as_alice.post(undo_of(response), follow=True)  # and that is taken back as well
    assert editor_of(response).startswith("Dear Dana Reyes,")


def test_another_tone_of_our_letter_is_taken_back_too(as_alice, press, row):
    page = as_alice.get(f"/follow-ups/{row.pk}/")
    (subject,) = re.findall(r'name="subject" value="([^"]*)"', page.content.decode())
    ours = {"body": editor_of(page), "subject": unescape(subject)}
    response = press("letter/save", register="relaxed", compose="thank-you", **ours)
    assert editor_of(response).startswith("Hi Dana,")
    response = as_alice.post(undo_of(response), follow=True)
    assert editor_of(response) == ours["body"]
    row.refresh_from_db()
    assert row.draft_body == ""


def test_the_undo_is_pressed_twice_and_does_it_once(as_alice, press):
    undo = undo_of(press("letter/save", compose="thank-you"))
    as_alice.post(undo)
    assert editor_of(as_alice.post(undo, follow=True)) == MINE


def test_every_letter_that_was_replaced_can_still_be_had(press, as_alice, row):
    for body in ("First words, about Sailing.", "Second words, about Sailing."):
        press("letter/save", compose="thank-you", body=body)
    page = as_alice.get(f"/follow-ups/{row.pk}/")
    assert "What stood here before Second words, about Sailing." in text_of(page)
    put_back = re.findall(
        rf'formaction="(/follow-ups/{row.pk}/letter/use/\w+/)"', page.content.decode()
    )
    response = press(put_back[-1].removeprefix(f"/follow-ups/{row.pk}/").rstrip("/"))
    assert editor_of(response) == "First words, about Sailing."
    assert MINE.rsplit("\n", maxsplit=1)[-1] in text_of(response)  # what was typed meanwhile


def test_an_empty_editor_written_anew_puts_the_kept_letter_aside(press, as_alice):
    press("letter/save")
    response = press("letter/save", compose="thank-you", body="")
    assert editor_of(as_alice.post(undo_of(response), follow=True)) == MINE


def test_a_letter_too_long_is_not_written_anew(press):
    response = press("letter/save", compose="thank-you", body="x" * 10_001)
    assert response.status_code == 422
    assert editor_of(response) == "x" * 10_001


def test_a_mark_that_is_nobodys_is_not_found(as_alice, row):
    assert as_alice.post(f"/follow-ups/{row.pk}/letter/use/0123456789abcdef/").status_code == 404


@pytest.fixture
def withdrawn(row, now):
    """A check-in that they made needless, with words that were never sent."""
    return FollowUpFactory(
        application=row.application,
        kind="check-in",
        key="check-in:1",
        title="Check in with Dana Reyes",
        status="withdrawn",
        withdrawn_at=now,
        draft_subject="How are things?",
        draft_body="Hello Dana,\n\nwords for the check-in?",
    )


@pytest.fixture
def next_one(row):
    return FollowUpFactory(
        application=row.application, contact=row.contact, kind="second-check-in", key="second:1"
    )


def test_the_words_for_a_withdrawn_check_in_are_offered_to_the_next(as_alice, withdrawn, next_one):
    """Decision 23"""
    path = f"/follow-ups/{next_one.pk}/"
    page = as_alice.get(path)
    assert (
        "You had written a letter for “Check in with Dana Reyes”, which was withdrawn."
        in text_of(page)
    )
    response = as_alice.post(f"{path}letter/use/{withdrawn.letter.mark}/", follow=True)
    assert editor_of(response) == withdrawn.draft_body
    assert "You had written" not in text_of(response)
    response = as_alice.post(undo_of(response), follow=True)
    assert "is it still open" in response.content.decode()
    assert "You had written" in text_of(response)


def test_so_are_those_that_were_put_aside_before_it_was_withdrawn(as_alice, withdrawn, next_one):
    aside = withdrawn.letter
    withdrawn.put_aside, withdrawn.draft_subject, withdrawn.draft_body = [aside], "", ""
    withdrawn.save()
    path = f"/follow-ups/{next_one.pk}/"
    assert "It begins “Hello Dana, words for the check-in?”" in text_of(as_alice.get(path))
    response = as_alice.post(f"{path}letter/use/{aside.mark}/", follow=True)
    assert editor_of(response) == aside.body


def test_they_are_offered_to_the_next_one_only(as_alice, withdrawn, next_one, now):
    FollowUpFactory(
        application=next_one.application,
        kind="check-in",
        key="check-in:2",
        status="done",
        decided_at=now + timedelta(hours=1),
    )
    assert "You had written" not in text_of(as_alice.get(f"/follow-ups/{next_one.pk}/"))


def test_they_are_not_offered_to_letters_of_another_kind(as_alice, withdrawn, row):
    assert "You had written" not in text_of(as_alice.get(f"/follow-ups/{row.pk}/"))
    path = f"/follow-ups/{row.pk}/letter/use/{withdrawn.letter.mark}/"
    assert as_alice.post(path).status_code == 404


def test_the_words_of_another_application_are_not_offered(as_alice, withdrawn, alice, next_one):
    withdrawn.application = ApplicationFactory(owner=alice)
    withdrawn.save()
    assert "You had written" not in text_of(as_alice.get(f"/follow-ups/{next_one.pk}/"))
