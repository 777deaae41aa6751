"""One list for old applications (decision 1): closed together, kept one by one, undone."""

from datetime import date, timedelta

import pytest

from tests.factories import InterviewFactory
from tests.views.pages import everything_stored, text_of, undo_of
from tracker.services.applications import log_application
from tracker.services.replan import replan

LIST = "/applications/old/"


@pytest.fixture
def log(now):
    def log(owner, company, **values):
        typed = {"role": "Engineer", "stage": "applied", "applied_on": date(2026, 1, 5)} | values
        return log_application(by=owner, company=company, values=typed, now=now)

    return log


@pytest.fixture
def old(alice, log):
    return [log(alice, company) for company in ("Acme", "Globex", "Northwind")]


def question(application):
    return application.follow_ups.get(kind="old-application")


def stages(applications):
    for each in applications:
        each.refresh_from_db()
    return [each.stage for each in applications]


def test_one_calm_line_asks_about_all_of_them_and_nothing_else_does(as_alice, old):
    page = as_alice.get("/")
    assert "3 old applications: did you ever hear back?" in text_of(page)
    assert "Nothing is to be done." in text_of(page)
    assert "Still open" not in text_of(page)
    assert not page.context["page"].sections
    assert old[0].owner.reminders.count() == 0


def test_a_single_one_is_said_as_one(as_alice, alice, log):
    log(alice, "Acme")
    assert "1 old application: did you ever hear back?" in text_of(as_alice.get("/"))


def test_without_any_there_is_no_line_and_the_list_says_so(as_alice):
    assert "hear back" not in text_of(as_alice.get("/"))
    assert "Nothing is left to ask" in text_of(as_alice.get(LIST))


def test_the_list_shows_what_is_known_all_of_it_ticked(as_alice, old):
    page = as_alice.get(LIST)
    said = "Applied. The last that is known is your application of Mon 5 Jan 2026, 316 days before"
    assert text_of(page).count(said) == 3
    assert page.content.decode().count("checked") == 3


def test_the_page_of_such_an_application_leads_to_the_list(as_alice, old):
    page = as_alice.get(f"/applications/{old[0].pk}/").content.decode()
    assert f'href="{LIST}">Answer</a>' in page


def test_it_never_is_overdue(as_alice, old, time_machine, now):
    time_machine.move_to(now + timedelta(days=30), tick=False)
    for path in (f"/applications/{old[0].pk}/", f"/follow-ups/{question(old[0]).pk}/"):
        as_alice.force_login(old[0].owner)
        page = text_of(as_alice.get(path))
        assert "There is no hurry." in page
        assert "still open since" not in page


def test_it_is_no_event_in_the_calendar(as_alice, old):
    assert "Say whether" not in text_of(as_alice.get("/calendar/"))


def test_the_ticked_ones_are_put_down_as_no_reply_and_the_others_stay(as_alice, old):
    ticked = [question(each).pk for each in old[:2]]
    response = as_alice.post(LIST, {"close": ticked}, follow=True)
    assert "2 applications are put down as no reply." in text_of(response)
    assert stages(old) == ["no reply", "no reply", "applied"]
    assert response.redirect_chain[-1][0] == LIST


def test_what_was_closed_together_is_taken_back_together(as_alice, old, time_machine, now):
    first, *others = (question(each).pk for each in old)
    as_alice.post(LIST, {"close": [first]}, follow=True)
    time_machine.move_to(now.replace(microsecond=7), tick=False)
    response = as_alice.post(LIST, {"close": others}, follow=True)
    assert response.redirect_chain[-1][0] == "/"
    undo = undo_of(response)
    response = as_alice.post(undo, follow=True)
    assert "They are open again" in text_of(response)
    assert stages(old) == ["no reply", "applied", "applied"]
    assert "Nothing was changed" in text_of(as_alice.post(undo, follow=True))


@pytest.mark.parametrize("moment", ["0", "9" * 18, "9" * 40])
def test_no_moment_takes_back_what_was_not_done_then(as_alice, old, moment):
    response = as_alice.post(f"/applications/old/undo/{moment}/", follow=True)
    assert "Nothing was changed" in text_of(response)


def test_what_is_kept_is_not_asked_about_again_whatever_is_planned_anew(as_alice, old, now):
    response = as_alice.post(LIST, {"keep": question(old[0]).pk}, follow=True)
    assert "Engineer at Acme is kept open." in text_of(response)
    replan(old[0], because="the playbook was changed", now=now)
    assert stages(old) == ["applied"] * 3
    assert "2 old applications" in text_of(as_alice.get("/"))
    as_alice.post(undo_of(response))
    assert "3 old applications" in text_of(as_alice.get("/"))


def test_a_late_word_opens_it_again(as_alice, old):
    as_alice.post(LIST, {"close": [question(old[0]).pk]})
    typed = {"direction": "in", "channel": "email", "date": "2026-11-17", "time": "09:00"}
    typed |= {"decides": "not-said", "form_token": "3b241101-e2bb-4255-8caf-4136c566a962"}
    as_alice.post(f"/applications/{old[0].pk}/messages/new/", typed)
    assert stages(old) == ["applied"] * 3
    assert old[0].follow_ups.filter(kind="check-in", status="open").exists()


def test_an_interview_that_is_still_to_come_is_no_old_news(as_alice, old, now):
    InterviewFactory(application=old[0], date=date(2026, 11, 24), entered_at=now)
    replan(old[0], because="", now=now)
    assert "2 old applications" in text_of(as_alice.get("/"))


def test_none_ticked_is_refused(as_alice, old):
    before = everything_stored()
    response = as_alice.post(LIST, {})
    assert response.status_code == 422
    assert "Tick at least one, or keep them open." in text_of(response)
    assert everything_stored() == before


@pytest.mark.parametrize("sent", ["close", "keep"])
@pytest.mark.parametrize("smuggled", ["charlies", "0", "x", "9" * 30])
def test_nothing_of_charlies_is_closed_or_kept(as_alice, old, charlie, log, sent, smuggled):
    theirs = question(log(charlie, "Initech"))
    before = theirs.status
    as_alice.post(LIST, {sent: [theirs.pk if smuggled == "charlies" else smuggled]})
    theirs.refresh_from_db()
    assert (theirs.status, stages(old)) == (before, ["applied"] * 3)


def test_a_second_click_closes_nothing_twice(as_alice, old):
    chosen = {"close": [question(each).pk for each in old]}
    as_alice.post(LIST, chosen)
    before = [each.stage_changes.count() for each in old]
    assert as_alice.post(LIST, chosen).status_code == 422
    assert [each.stage_changes.count() for each in old] == before
