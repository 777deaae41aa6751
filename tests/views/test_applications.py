"""The list of applications, the page of one, logging and changing one."""

from datetime import date, time, timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from tests.factories import (
    ApplicationFactory,
    ContactFactory,
    DeliveryFactory,
    FollowUpFactory,
    InterviewFactory,
)
from tests.views.pages import (
    LONE_SURROGATE,
    NASTY,
    URLENCODED,
    errors_of,
    everything_stored,
    one_of_everything,
    text_of,
    token,
)
from tracker.models import Application
from tracker.services.events import rewrite_calendar
from tracker.text import clean_line

LIST, NEW = "/applications/", "/applications/new/"
TYPED = {
    "company": "Northwind",
    "role": "Engineer",
    "stage": "applied",
    "applied_on": "2026-11-10",
    "posting_link": "https://northwind.example/jobs/7",
    "place": "Berlin",
    "source": "Their site",
    "notes": "Two\nlines",
}
WRONG = [
    ("company", "", "This field is required."),
    ("company", "\x00\u202e ", "This field is required."),
    ("company", "N" * 10_000, "at most 200 characters (it has 10000)"),
    ("role", "R" * 201, "at most 200 characters"),
    ("stage", "hired", "hired is not one of the available choices."),
    ("applied_on", "9999-12-31", "Choose a day in 2100 or earlier."),
    ("applied_on", "0001-01-01", "Choose a day in 2000 or later."),
    ("applied_on", "10.11.2026", "Enter a day as year-month-day"),
    ("posting_link", "javascript:alert(1)", "Enter a whole address"),
    ("posting_link", "http://[", "Enter a whole address"),
    ("notes", "n" * 20_001, "at most 20000 characters"),
]


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Acme", role="Writer")


def log(client, **typed):
    return client.post(NEW, {"form_token": token()} | TYPED | typed)


def change(client, application, **typed):
    typed = {"version": application.version} | TYPED | typed
    return client.post(f"/applications/{application.pk}/change/", typed)


def test_an_empty_list_says_how_to_begin(as_alice):
    assert "No application yet" in text_of(as_alice.get(LIST))


def test_the_list_shows_the_last_changed_first_with_what_is_next(as_alice, application, now, alice):
    ApplicationFactory(owner=alice, role="Baker", changed_at=now)
    FollowUpFactory(application=application, title="Thank Dana")
    page = text_of(as_alice.get(LIST))
    assert page.index("Baker") < page.index("Writer Acme Interviewing Thank Dana, today")


@pytest.mark.parametrize(
    ("kind", "hours", "stands"),
    [("thank-you-card", 1, True), ("thank-you-card", 0, False), ("thank-you", 0, True)],
)
def test_what_lapses_stands_nowhere_but_as_past_once_its_window_has_closed(
    as_alice, application, now, alice, kind, hours, stands
):
    day, closes = now - timedelta(days=2), now + timedelta(hours=hours)
    rows = {"kind": kind, "title": "Write Dana", "opens": day, "due": day, "closes": closes}
    FollowUpFactory(application=application, **rows)
    assert ("Write Dana" in text_of(as_alice.get(LIST))) == stands
    assert ("Write Dana" in text_of(as_alice.get("/"))) == stands
    rewrite_calendar(alice.pk, now=now)
    assert alice.calendar_events.filter(cancelled_at=None).exists() == stands
    page = text_of(as_alice.get(f"/applications/{application.pk}/"))
    assert "Write Dana" in page
    assert ("Its day has passed; nothing is asked of you." in page) != stands


@pytest.mark.parametrize("query", ["q=wri", "q=ACME", "stage=interviewing", "q=acme&page=1"])
def test_the_list_can_be_searched(as_alice, application, alice, query):
    ApplicationFactory(owner=alice, role="Baker", stage="saved")
    page = text_of(as_alice.get(f"{LIST}?{query}"))
    assert "Writer" in page
    assert "Baker" not in page


def test_a_search_that_finds_nothing_says_so(as_alice, application):
    assert "None of them fits" in text_of(as_alice.get(LIST, {"q": "%"}))


@pytest.mark.parametrize(
    "query", ["stage=%00", "stage=hired", "q=%00", "q=%ED%A0%80", "page=0", "page=-1", "page=x"]
)
def test_a_search_that_makes_no_sense_is_no_error(as_alice, application, query):
    assert as_alice.get(f"{LIST}?{query}").status_code == 200


@pytest.mark.parametrize("path", [LIST, "/contacts/", "/outbox/"])
@pytest.mark.parametrize("page", ["9" * 5_000, "99999", "٣", "2"])
def test_a_page_that_is_not_there_is_the_first(as_alice, application, path, page):
    ContactFactory(owner=application.owner, company=application.company, name="Writer")
    DeliveryFactory(owner=application.owner, subject="Writer")
    sought = {"q": "wri"} if path != "/outbox/" else {"state": "sent"}
    response = as_alice.get(path, sought | {"page": page}, follow=True)
    assert "Writer" in text_of(response)
    assert "Page" not in text_of(response)
    if response.redirect_chain:
        assert response.redirect_chain == [(f"{path}?{urlencode(sought)}", 302)]


@pytest.mark.parametrize("path", [LIST, "/contacts/", "/outbox/"])
def test_where_nothing_is_the_second_page_is_the_first(as_alice, path):
    assert as_alice.get(path, {"page": 2})["Location"] == path


def test_a_long_list_has_pages(as_alice, alice):
    ApplicationFactory.create_batch(51, owner=alice)
    assert "Older" in text_of(as_alice.get(LIST))
    second = as_alice.get(LIST, {"page": "2"})
    assert len(second.context["rows"]) == 1
    assert "Older" not in text_of(second)


def test_a_page_shows_all_that_is_known(as_alice, alice, now):
    rows = one_of_everything(alice, now, words="Northwind Traders")
    page = text_of(as_alice.get(f"/applications/{rows['application']}/"))
    for said in ("Right now: do this", "wrote (e-mail)", "asked for", "Came", "Found at"):
        assert (said in page) == (said != "Came")


@pytest.mark.parametrize("happened", ["offers/new", "rejected", "messages/new", "interviews/new"])
def test_what_happens_is_logged_by_one_click(as_alice, application, happened):
    page = as_alice.get(f"/applications/{application.pk}/").content.decode()
    at_once, _, _ = page.partition("<details")
    assert f'href="/applications/{application.pk}/{happened}/"' in at_once


def test_a_page_with_nothing_planned_says_so(as_alice, application):
    page = text_of(as_alice.get(f"/applications/{application.pk}/"))
    assert "Nothing is planned. Log what happens, and the plan follows." in page


def test_what_is_logged_is_shown_and_said(as_alice):
    response = log(as_alice)
    row = Application.objects.get()
    assert response["Location"] == f"/applications/{row.pk}/"
    page = text_of(as_alice.get(response["Location"]))
    assert "Engineer at Northwind is logged." in page
    assert "Applied Tue 10 Nov 2026" in page


def test_company_and_role_are_enough(as_alice):
    typed = {"form_token": token(), "company": "Acme", "role": "Writer", "stage": "saved"}
    assert as_alice.post(NEW, typed).status_code == 302
    assert Application.objects.get().applied_on is None


@pytest.mark.parametrize("name", ["ACME", "acme", " Acme "])
def test_a_company_is_one_however_it_is_capitalised(as_alice, application, name):
    log(as_alice, company=name)
    assert Application.objects.filter(company=application.company).count() == 2


@pytest.mark.parametrize(("one", "other"), [("k", "\u212a"), ("école", "ÉCOLE"), ("ı", "I")])
def test_companies_are_told_apart_as_the_table_does(as_alice, alice, one, other):
    ApplicationFactory(owner=alice, company__name=one)
    assert log(as_alice, company=other).status_code == 302


def test_alice_and_charlie_each_have_their_own_company(as_alice, charlie):
    theirs = ApplicationFactory(owner=charlie, company__name="Northwind")
    log(as_alice)
    assert not Application.objects.exclude(pk=theirs.pk).filter(company=theirs.company).exists()


@pytest.mark.parametrize(("field", "typed", "said"), WRONG)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_logged(as_alice, field, typed, said):
    before = everything_stored()
    response = log(as_alice, **{field: typed})
    assert response.status_code == 422
    assert list(errors_of(response)) == [field]
    assert said in errors_of(response)[field]
    assert everything_stored() == before


@pytest.mark.parametrize("kept", ["Northwind", "2026-11-10", "Two\nlines", "northwind.example"])
def test_what_was_typed_is_kept_beside_an_error(as_alice, kept):
    assert kept in log(as_alice, role="").content.decode()


def test_a_form_with_nothing_in_it_is_refused(as_alice):
    response = as_alice.post(NEW)
    assert response.status_code == 422
    assert {"company", "role"} <= set(errors_of(response))


@pytest.mark.parametrize("form_token", ["", "x", "0" * 5_000])
def test_a_form_without_its_token_is_refused(as_alice, form_token):
    assert log(as_alice, form_token=form_token).status_code == 422
    assert not Application.objects.exists()


@pytest.mark.parametrize("field", ["company", "role", "place", "source", "notes"])
@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
def test_nasty_text_is_kept_clean_and_shown_escaped(as_alice, field, words):
    response = log(as_alice, **{field: words})
    page = as_alice.get(response["Location"]).content.decode()
    row = Application.objects.get()
    assert getattr(row, field) == clean_line(words) or str(row.company) == clean_line(words)
    assert "<script>alert" not in page


@pytest.mark.parametrize("field", ["company", "role", "place", "source", "notes"])
def test_a_lone_surrogate_does_no_harm(as_alice, field):
    typed = {"form_token": token()} | TYPED
    body = f"{urlencode(typed | {field: ''})}&{field}={LONE_SURROGATE}"
    response = as_alice.post(NEW, body, content_type=URLENCODED)
    assert as_alice.get(response["Location"]).status_code == 200


def test_a_form_sent_twice_makes_one_application_and_leads_to_it(as_alice):
    once = token()
    first = log(as_alice, form_token=once)
    as_alice.get(first["Location"])
    second = log(as_alice, form_token=once, role="Another")
    assert second["Location"] == first["Location"]
    assert Application.objects.get().role == "Engineer"


def test_the_token_of_charlie_is_not_alices(as_alice, client, charlie):
    once = token()
    log(as_alice, form_token=once)
    client.force_login(charlie)
    log(client, form_token=once)
    assert set(Application.objects.values_list("owner__name", flat=True)) == {"Alice", "Charlie"}


def test_a_change_is_saved_and_said(as_alice, application):
    response = change(as_alice, application)
    assert response["Location"] == f"/applications/{application.pk}/"
    application.refresh_from_db()
    assert (application.role, application.applied_on) == ("Engineer", date(2026, 11, 10))
    assert "Saved." in text_of(as_alice.get(response["Location"]))


def test_a_new_stage_stands_in_the_timeline(as_alice, application):
    change(as_alice, application, stage="rejected")
    page = text_of(as_alice.get(f"/applications/{application.pk}/"))
    assert "Stage: Rejected" in page
    assert "Reply" in page


@pytest.mark.parametrize(("field", "typed", "said"), WRONG)
def test_a_change_that_is_wrong_changes_nothing(as_alice, application, field, typed, said):
    before = everything_stored()
    response = change(as_alice, application, **{field: typed})
    assert response.status_code == 422
    assert said in errors_of(response)[field]
    assert everything_stored() == before


@pytest.mark.parametrize("smuggled", ["charlies", "0", "9" * 30, "x", "\x00"])
def test_an_application_comes_through_alices_people_only(as_alice, application, charlie, smuggled):
    theirs = ContactFactory(owner=charlie)
    before = everything_stored()
    response = change(
        as_alice, application, recruiter=theirs.pk if smuggled == "charlies" else smuggled
    )
    assert response.status_code == 422
    assert list(errors_of(response)) == ["recruiter"]
    assert everything_stored() == before


def test_an_application_may_come_through_somebody(as_alice, application):
    recruiter = ContactFactory(owner=application.owner, name="Rae", kind="agency recruiter")
    change(as_alice, application, recruiter=recruiter.pk)
    assert "Came through Rae" in text_of(as_alice.get(f"/applications/{application.pk}/"))


def test_a_stale_form_is_refused_with_what_was_typed_kept(as_alice, application):
    change(as_alice, application, role="Someone else's")
    before = everything_stored()
    response = change(as_alice, application)
    assert response.status_code == 422
    assert "This was changed elsewhere" in text_of(response)
    assert 'value="Engineer"' in response.content.decode()
    assert everything_stored() == before


def test_a_form_that_was_refused_as_stale_can_be_saved_again(as_alice, application):
    change(as_alice, application, role="Someone else's")
    version = change(as_alice, application).context["form"]["version"].value()
    assert change(as_alice, application, version=version).status_code == 302


@pytest.mark.parametrize("version", ["", "-1", "x"])
def test_a_form_without_its_version_is_refused(as_alice, application, version):
    assert change(as_alice, application, version=version).status_code == 422


def test_a_version_that_never_was_is_stale(as_alice, application):
    assert "changed elsewhere" in text_of(change(as_alice, application, version=10**30))


def test_the_verdict_names_what_to_wait_for(as_alice, application, now):
    later = now + timedelta(days=7)
    FollowUpFactory(application=application, opens=later, due=later, closes=later, title="Check in")
    page = text_of(as_alice.get(f"/applications/{application.pk}/"))
    assert "Wait until Tue 24 Nov." in page
    assert "Then: Check in." in page


WISHES = {
    "interest": "4",
    "no_thanks": "on",
    "no_contact": "on",
    "not_before": "2026-12-01",
    "good_terms": "on",
    "medium": "phone",
    "gap": "7",
}


def test_what_they_and_the_recruiter_asked_for_is_kept_and_shown(as_alice, application):
    page = text_of(as_alice.get(change(as_alice, application, **WISHES)["Location"]))
    assert "Interest 4 of 5" in page
    assert "Not to be thanked; Not to be written to; Not before Tue 1 Dec;" in page
    assert "Write by phone, at most once in seven business days" in page


def test_what_was_asked_for_stands_in_the_form(as_alice, application):
    change(as_alice, application, **WISHES)
    page = as_alice.get(f"/applications/{application.pk}/change/").content.decode()
    assert page.count("checked") == 4
    assert 'value="2026-12-01"' in page


def test_good_terms_can_be_denied(as_alice, application):
    change(as_alice, application)
    application.refresh_from_db()
    assert application.good_terms is False


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("interest", "6", "6 is not one of"),
        ("not_before", "9999-12-31", "2100 or earlier"),
        ("medium", "pigeon", "pigeon is not one of"),
        ("gap", "0", "greater than or equal to 1"),
        ("gap", "61", "less than or equal to 60"),
        ("gap", "9" * 5_000, "Enter a whole number."),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(as_alice, application, field, typed, said):
    before = everything_stored()
    response = change(as_alice, application, **{field: typed})
    assert response.status_code == 422
    assert said in errors_of(response)[field]
    assert everything_stored() == before


@pytest.mark.parametrize(
    ("stage", "offered"), [("interviewing", True), ("no reply", True), ("withdrawn", False)]
)
def test_what_is_over_cannot_be_rejected(as_alice, alice, stage, offered):
    row = ApplicationFactory(owner=alice, stage=stage)
    page = as_alice.get(f"/applications/{row.pk}/").content.decode()
    assert (f"/applications/{row.pk}/rejected/" in page) is offered


@pytest.mark.parametrize("kind", ["message", "offer", "request"])
def test_every_fact_can_be_changed_or_deleted_where_it_is_shown(as_alice, alice, now, kind):
    rows = one_of_everything(alice, now)
    page = as_alice.get(f"/applications/{rows['application']}/").content.decode()
    for act in ("change", "delete"):
        assert f'"/{kind}s/{rows[kind]}/{act}/"' in page


def test_an_application_that_was_only_saved_has_no_day(as_alice, application):
    change(as_alice, application, stage="saved", applied_on="2026-11-02")
    application.refresh_from_db()
    assert application.applied_on is None


def test_a_day_still_to_come_is_no_day_of_an_application(as_alice, application):
    tomorrow = timezone.localdate() + timedelta(days=1)
    response = change(as_alice, application, stage="applied", applied_on=tomorrow.isoformat())
    assert response.status_code == 422
    assert "That day is still to come." in text_of(response)


def test_an_application_is_deleted_with_all_that_hung_on_it(as_alice, application):
    page = text_of(as_alice.post(f"/applications/{application.pk}/delete/", follow=True))
    assert "is deleted, with all that hung on it." in page
    assert not Application.objects.exists()


def test_an_interview_elsewhere_stands_at_both_times(as_alice, application):
    far = {"time": time(20), "zone_name": "America/New_York"}
    InterviewFactory(application=application, **far)
    page = as_alice.get(f"/applications/{application.pk}/")
    text = text_of(page)
    assert "Video interview Tue 17 Nov 20:00 in New York." in text
    assert "Video, tomorrow 02:00 60 minutes (Tue 17 Nov 20:00 in New York)" in text
    assert page.text.count('title="Wed 18 Nov 2026, 02:00 CET">tomorrow 02:00</time>') == 2
