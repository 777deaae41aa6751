"""F42: of all that may come of a link in a mail, only a valid POST acts, and it acts once."""

import re
from datetime import UTC, timedelta

import pytest
from django.test import Client

from tests.factories import ApplicationFactory, AttendanceFactory, ContactFactory, InterviewFactory
from tests.services.conftest import at_once  # noqa: F401
from tests.views.conftest import _static_files_need_no_collecting  # noqa: F401
from tests.views.pages import everything_stored, text_of, token_of
from tracker.mail_links import (
    KINDS,
    Act,
    ActionLink,
    StopLink,
    action_address,
    read_action,
    read_stop,
    stop_address,
)
from tracker.models import Estimate, FollowUp, MailKind, Message, Preferences, User
from tracker.services.replan import replan

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
ACTS = list(Act)
STATUS = {Act.DONE: "done", Act.SKIP: "skipped", Act.SNOOZE: "open", Act.ANSWERED: "open"}
ANSWER = {"who": "else", "date": "2026-11-17", "named": "no"}


@pytest.fixture(autouse=True)
def _clock(time_machine, now):
    time_machine.move_to(now, tick=False)


@pytest.fixture
def browser():
    """A stranger's, which insists on CSRF tokens wherever any are asked for."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def row(alice, now):
    """The check-in that follows from an interview with Dana."""
    application = ApplicationFactory(owner=alice, company__name="Northwind")
    dana = ContactFactory(owner=alice, company=application.company)
    AttendanceFactory(interview=InterviewFactory(application=application), contact=dana)
    replan(application, because="", now=now)
    return application.follow_ups.get(kind="check-in")


@pytest.fixture
def address(row, now):
    """Of the link that does `act` to the follow-up, without the host."""

    def address(act: Act, **values):
        until = now + timedelta(days=3) if act == Act.SNOOZE else None
        link = ActionLink(act, row.uid, row.version, until)._replace(**values)
        return f"/m/{token_of(action_address(link, now))}"

    return address


@pytest.fixture
def stop(alice, now):
    def stop(kind: MailKind = MailKind.FOLLOW_UPS):
        return f"/u/{token_of(stop_address(StopLink(kind, alice.pk), now))}"

    return stop


def status_of(row):
    return FollowUp.objects.values_list("status", "snoozed_until").get(pk=row.pk)


@pytest.mark.parametrize("act", ACTS)
def test_a_post_without_a_cookie_acts(browser, row, address, now, act):
    response = browser.post(address(act), ANSWER)
    assert (response.status_code, response.cookies) == (200, {})
    until = now + timedelta(days=3) if act == Act.SNOOZE else None
    assert status_of(row) == (STATUS[act], until)
    assert Message.objects.count() == (act == Act.ANSWERED)


@pytest.mark.parametrize("act", ACTS)
def test_looking_a_hundred_times_changes_nothing(browser, row, address, act):
    before, path = everything_stored(), address(act)
    seen = {
        (response.status_code, len(response.cookies))
        for _ in range(50)
        for response in (browser.get(path), browser.head(path))
    }
    assert seen == {(200, 0)}
    assert everything_stored() == before


@pytest.mark.parametrize("act", ACTS)
def test_a_head_has_no_body(browser, address, act):
    assert browser.head(address(act)).content == b""


@pytest.mark.parametrize("act", ACTS)
def test_a_replay_does_nothing_more(browser, row, address, time_machine, now, act):
    path = address(act)
    browser.post(path, ANSWER)
    before = everything_stored()
    time_machine.move_to(now + timedelta(days=1), tick=False)
    again = browser.post(path, ANSWER)
    assert again.status_code == 200
    assert "Nothing was changed now." in text_of(again)
    assert everything_stored() == before


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("first", [Act.DONE, Act.SKIP, Act.SNOOZE])
def test_what_has_changed_since_the_mail_says_how_it_stands(browser, row, address, first, act):
    paths = address(first), address(act)
    browser.post(paths[0])
    before = everything_stored()
    for response in (browser.get(paths[1]), browser.post(paths[1], ANSWER)):
        text = text_of(response)
        assert "This has changed" in text
        assert f'href="/follow-ups/{row.pk}/"' in response.content.decode()
    assert {"done": "Done today", "skipped": "Skipped today", "open": "You put it off until"}[
        STATUS[first]
    ] in text
    assert everything_stored() == before


def test_a_snooze_whose_day_has_come_does_nothing(browser, row, address, time_machine, now):
    path = address(Act.SNOOZE)
    time_machine.move_to(now + timedelta(days=4), tick=False)
    before = everything_stored()
    for response in (browser.get(path), browser.post(path)):
        assert "That day has come" in text_of(response)
    assert everything_stored() == before


def other_letter(path, place):
    letter = "A" if path[place] != "A" else "B"
    return path[:place] + letter + path[place + 1 :]


def delete(alice):
    alice.applications.all().delete()
    alice.contacts.all().delete()
    alice.companies.all().delete()
    alice.delete()


# What is wrong with an address: how it is written.
MISWRITTEN = {
    "tampered": lambda path, _: other_letter(path, 10),
    "with another MAC": lambda path, _: other_letter(path, len(path) - 4),
    "with the MAC of another version": lambda path, other: path[:-22] + other[-22:],
    "of another purpose": lambda path, _: path.replace("/m/", "/u/"),
    "cut short": lambda path, _: path[:-1],
    "too long": lambda path, _: path + "A",
    "one letter": lambda *_: "/m/A",
    "not in our letters": lambda *_: "/m/%C3%BC%00%F0%9F%8E%89" + "é" * 50,
}
# Or what became of all that it is about.
GONE = {
    "to a deleted row": lambda row: row.delete(),
    "to a deleted user": lambda row: delete(row.owner),
    "to somebody who may not log in": lambda _: User.objects.update(is_active=False),
}


def refused(browser, path):
    """A page that says neither what is wrong nor anything else."""
    neutral, before = browser.get("/m/nothing"), everything_stored()
    for response in (browser.get(path), browser.post(path), browser.post(path, ONE_CLICK)):
        assert (response.status_code, response.content) == (404, neutral.content)
        assert (response.headers, response.cookies) == (neutral.headers, {})
    assert browser.head(path).status_code == 404
    return everything_stored() == before


@pytest.mark.parametrize("wrong", MISWRITTEN.values(), ids=MISWRITTEN)
def test_a_link_that_we_did_not_write_is_refused(browser, address, wrong):
    assert refused(browser, wrong(address(Act.DONE), address(Act.DONE, version=7)))


@pytest.mark.parametrize("gone", GONE.values(), ids=GONE)
def test_a_link_to_what_is_gone_is_refused_likewise(browser, row, address, gone):
    path = address(Act.DONE)
    gone(row)
    assert refused(browser, path)


def test_a_link_of_the_other_purpose_is_refused_likewise(browser, stop):
    assert refused(browser, stop().replace("/u/", "/m/"))


def test_a_link_that_has_expired_is_refused_likewise(browser, address, time_machine, now):
    path = address(Act.DONE)
    time_machine.move_to(now + timedelta(days=30, seconds=1), tick=False)
    assert refused(browser, path)


def test_with_another_secret_key_links_have_expired(browser, address, stop, settings):
    paths = address(Act.DONE), stop()
    settings.SECRET_KEY = "another-key-than-the-one-of-the-mail"
    for path in paths:
        assert "It has expired" in text_of(browser.post(path))


def test_there_is_one_way_to_write_a_link(now, alice):
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    path = token_of(stop_address(StopLink(MailKind.REVIEW, alice.pk), now))
    assert [last for last in letters if read_stop(path[:-1] + last, now)] == [path[-1]]


@pytest.mark.parametrize("act", ACTS)
def test_a_link_says_what_was_written_into_it(row, now, act):
    link = ActionLink(act, row.uid, 3, (now + timedelta(days=1)).astimezone(UTC))
    assert read_action(token_of(action_address(link, now)), now) == link
    assert read_action(token_of(action_address(link, now)), now + timedelta(days=29)) == link


@pytest.mark.parametrize("act", ACTS)
def test_its_pages_are_stored_nowhere_and_their_address_goes_nowhere(browser, address, act):
    path = address(act)
    for response in (browser.get(path), browser.post(path, {"date": "x"}), browser.post(path)):
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["Cache-Control"] == "no-store"
        assert "http" not in re.sub(r"https?://\S*w3\.org", "", text_of(response))


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_refused(browser, address, stop, method):
    before = everything_stored()
    for path in (address(Act.DONE), stop()):
        assert getattr(browser, method)(path).status_code == 405
    assert everything_stored() == before


@pytest.mark.parametrize("act", ACTS)
def test_pressed_three_times_at_once_it_acts_once(at_once, row, address, act):  # noqa: F811
    path = address(act)
    pages = [text_of(page) for page in at_once(*[lambda: Client().post(path, ANSWER)] * 3)]
    assert sum("Nothing was changed now." in page for page in pages) == 2
    assert sum("See it in Heardback" in page for page in pages) == 3


def test_an_answer_says_who_when_and_that_they_named_a_day(browser, row, address):
    page = browser.get(address(Act.ANSWERED)).content.decode()
    assert "Dana Reyes" in page
    typed = {"who": row.contact_id, "date": "2026-11-16", "named": "yes"}
    browser.post(address(Act.ANSWERED), typed | {"decides_on": "2026-11-24"})
    message = Message.objects.get()
    assert (message.direction, message.contact) == ("in", row.contact)
    assert message.at.isoformat() == "2026-11-16T22:59:59+00:00"  # the end of that day in Berlin
    assert Estimate.objects.get().latest.isoformat() == "2026-11-24"


def test_an_answer_of_somebody_else_is_nobodys_by_name(browser, address, now):
    browser.post(address(Act.ANSWERED), ANSWER)
    message = Message.objects.get()
    assert (message.contact, message.at) == (None, now)
    assert not Estimate.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"date": "2026-11-18"}, "That has not happened yet"),
        ({"date": ""}, "This field is required."),
        ({"who": "987654"}, "Select a valid choice"),
        ({"named": "yes"}, "Which day did they name?"),
        ({"named": "yes", "decides_on": "2026-11-16"}, "That is before Tue 17 Nov"),
        ({"decides_on": "2026-11-24"}, "You gave a day: did they name it?"),
        ({"named": "yes", "decides_on": "soon"}, "Enter a day as year-month-day"),
    ],
)
def test_what_is_wrong_with_an_answer_is_said_and_nothing_is_logged(browser, address, typed, said):
    before = everything_stored()
    response = browser.post(address(Act.ANSWERED), ANSWER | typed)
    assert response.status_code == 422
    assert said in text_of(response)
    assert everything_stored() == before


def test_an_answer_page_names_nobody_but_whom_the_mail_is_about(browser, row, address):
    company = row.application.company
    ContactFactory(owner=row.owner, company=company, name="Kim Secret")
    assert "Kim Secret" not in browser.get(address(Act.ANSWERED)).content.decode()


MULTIPART = (
    "--limit\r\nContent-Disposition: form-data; name=List-Unsubscribe\r\n\r\nOne-Click\r\n"
    "--limit--\r\n"
)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"),
        (MULTIPART, "multipart/form-data; boundary=limit"),
        ("", "application/x-www-form-urlencoded"),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_one_click_switches_off_without_cookie_or_redirect(
    browser, stop, alice, kind, body, content_type
):
    for _ in range(2):  # asked twice, it is off all the same
        response = browser.post(stop(kind), body, content_type=content_type)
        assert (response.status_code, response.cookies) == (200, {})
    preferences = Preferences.objects.get(user=alice)
    assert [each for each in KINDS if not preferences.wants(each)] == [kind]


def test_looking_at_it_switches_nothing_off(browser, stop):
    before = everything_stored()
    for _ in range(100):
        assert browser.get(stop()).status_code == 200
        browser.head(stop())
    assert everything_stored() == before


def test_what_was_switched_off_can_be_switched_on_there(browser, stop, alice):
    off = text_of(browser.post(stop(), ONE_CLICK))
    assert "Switch them back on" in off
    assert "Switch them back on" in text_of(browser.get(stop()))
    assert "You get mails about follow-ups again." in text_of(browser.post(stop(), {"again": "1"}))
    assert Preferences.objects.get(user=alice).mails_follow_ups


def test_settings_that_were_opened_before_do_not_switch_it_on_again(browser, stop, alice):
    browser.post(stop(), ONE_CLICK)
    assert Preferences.objects.get(user=alice).version == 1
    browser.post(stop(), ONE_CLICK)
    assert Preferences.objects.get(user=alice).version == 1


def test_the_page_of_a_link_is_in_the_owners_zone(browser, row, address, alice):
    Preferences.objects.update(time_zone="Asia/Tokyo")
    assert "Put it off until Fri 20 Nov 20:00" in text_of(browser.get(address(Act.SNOOZE)))
