"""A final round and new availability: one small form, and a note to each who is to know."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import ApplicationFactory, ContactFactory, InterviewFactory
from tests.views.pages import errors_of, everything_stored, news_of, text_of, token, undo_of
from tracker.models import FollowUp, News
from tracker.planning.facts import Stage
from tracker.services.applications import change_stage, delete_application
from tracker.writing.letters import Register

ROUND, AVAILABILITY = "final-round", "availability"


def met(owner, company, **values):
    """An application with an interview of last week, and Dana there."""
    row = ApplicationFactory(owner=owner, company__name=company, **values)
    ContactFactory(owner=owner, company=row.company, kind="hr")
    InterviewFactory(application=row, date=date(2026, 11, 10))
    return row


@pytest.fixture
def here(alice):
    return met(alice, "Northwind")


@pytest.fixture
def others(alice):
    return [met(alice, "Acme"), met(alice, "Globex")]


@pytest.fixture
def post(as_alice, here, others):
    def post(kind=ROUND, **typed):
        told = [each.pk for each in others]
        plain = {"form_token": token(), "day": "2026-12-01", "told": told}
        if kind == ROUND:
            plain["application"] = here.pk
        return as_alice.post(f"/applications/{here.pk}/news/{kind}/", plain | typed)

    return post


def telling(application, kind="tell-of-final-round"):
    return application.follow_ups.filter(kind=kind).first()


def test_the_form_ticks_all_who_were_met_but_the_one_where_it_is(as_alice, here, others, alice):
    ApplicationFactory(owner=alice, company__name="Stranger")
    met(alice, "Gone", stage="rejected")
    form = as_alice.get(f"/applications/{here.pk}/news/{ROUND}/?day=2026-12-01").context["form"]
    assert [name for _, name in form["told"].field.choices] == [
        "Engineer at Acme",
        "Engineer at Globex",
        "Engineer at Northwind",
    ]
    assert form["told"].value() == [each.pk for each in others]
    assert form["day"].value() == "2026-12-01"
    form = as_alice.get(f"/applications/{here.pk}/news/{AVAILABILITY}/").context["form"]
    assert set(form["told"].value()) == {here.pk, *(each.pk for each in others)}


def test_with_nobody_to_tell_it_says_so(as_alice, alice):
    row = ApplicationFactory(owner=alice)
    page = as_alice.get(f"/applications/{row.pk}/news/{ROUND}/")
    assert "There is nobody to tell yet" in text_of(page)


def test_each_of_the_others_gets_one_note_and_the_final_round_itself_none(post, here, others):
    assert post()["Location"] == f"/applications/{here.pk}/"
    for other in others:
        row = telling(other)
        assert (row.title, row.status) == ("Tell Dana Reyes of your final round elsewhere", "open")
    assert telling(here) is None


def test_only_those_that_are_ticked_are_told(post, others):
    post(told=[others[0].pk])
    assert [bool(telling(each)) for each in others] == [True, False]


def test_nobody_is_told_of_the_final_round_that_is_theirs(post, here, others):
    post(told=[here.pk, others[0].pk])
    assert telling(here) is None
    assert "this is where the final round is" in errors_of(post(told=[here.pk]))["told"]


def test_new_availability_is_told_as_well(post, here, others):
    post(AVAILABILITY, told=[here.pk, others[0].pk])
    row = telling(here, "tell-of-availability")
    assert row.title == "Tell Dana Reyes when you can begin"
    assert telling(others[1], "tell-of-availability") is None


@pytest.mark.parametrize("register", [each.value for each in Register])
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (ROUND, "a final round elsewhere, on Tuesday 1 December."),
        (AVAILABILITY, "from Tuesday 1 December on."),
    ],
)
def test_a_letter_is_drafted_in_each_tone_and_its_check_has_nothing_against_it(
    as_alice, post, others, kind, said, register
):
    post(kind)
    row = telling(others[0], f"tell-of-{kind}")
    FollowUp.objects.filter(pk=row.pk).update(draft_register=register)
    page = as_alice.get(f"/follow-ups/{row.pk}/")
    assert said in text_of(page)
    assert page.context["desk"].findings == ()


def test_a_letter_that_is_sent_is_the_only_one(as_alice, post, others):
    post()
    row = telling(others[0])
    body = "Hello Dana,\n\nI have a final round elsewhere.\n\nKind regards,\nAlice"
    typed = {"subject": "News", "body": body, "channel": "email", "register": "neutral"}
    as_alice.post(f"/follow-ups/{row.pk}/letter/sent/", typed)
    row.refresh_from_db()
    assert (row.status, others[0].messages.get().purpose) == ("done", "tell-of-final-round")


def test_it_is_withdrawn_when_the_fact_is_deleted_and_undo_does_that(as_alice, post, others):
    page = as_alice.get(post()["Location"])
    assert "it is to be told in two applications" in text_of(page)
    as_alice.post(undo_of(page))
    assert telling(others[0]).status == "withdrawn"
    assert telling(others[0]).withdrawn_because == "the news behind it was deleted"
    assert not News.objects.exists()


@pytest.mark.parametrize("end", [Stage.REJECTED, Stage.WITHDRAWN, Stage.NO_REPLY, Stage.ACCEPTED])
def test_it_is_withdrawn_when_the_other_process_ends_and_back_when_it_goes_on(
    post, here, others, end
):
    post()
    change_stage(here, end, now=timezone.now())
    assert telling(others[0]).status == "withdrawn"
    change_stage(here, Stage.INTERVIEWING, now=timezone.now())
    assert telling(others[0]).status == "open"


def test_it_is_withdrawn_when_the_other_process_is_deleted(post, here, others):
    post()
    delete_application(here, now=timezone.now())
    assert telling(others[0]).status == "withdrawn"


def test_a_final_round_somewhere_else_is_told_until_it_is_deleted(post, here, others):
    post(application="")
    change_stage(here, Stage.REJECTED, now=timezone.now())
    assert telling(others[0]).status == "open"


def test_both_sides_show_it_in_their_timeline(as_alice, post, here, others):
    post()
    for each in (here, others[0]):
        page = text_of(as_alice.get(f"/applications/{each.pk}/"))
        assert "You have a final round It is on Tue 1 Dec" in page


def test_it_can_be_changed_and_so_can_those_who_are_told(as_alice, post, others):
    post()
    news = News.objects.get()
    typed: dict[str, Any] = {"day": "2026-12-08", "until": "2026-12-03", "told": [others[1].pk]}
    typed |= {"application": news.application_id, "version": 0}
    as_alice.post(f"/news/{news.pk}/change/", typed)
    assert telling(others[0]).status == "withdrawn"
    assert timezone.localtime(telling(others[1]).closes).date() == date(2026, 12, 3)


def test_what_was_left_as_it_was_may_lie_behind(as_alice, here, others, now):
    news = news_of(here, now, day=date(2026, 11, 16))
    typed = {"day": "2026-11-16", "until": "", "told": [others[0].pk], "version": 0}
    assert as_alice.post(f"/news/{news.pk}/change/", typed).status_code == 302


WRONG = [
    ("day", "", "This field is required."),
    ("day", "2026-11-16", "Mon 16 Nov has gone by"),
    ("day", "0001-01-01", "2000 or later"),
    ("until", "2026-11-16", "Mon 16 Nov has gone by"),
    ("until", "2026-12-02", "The final round is on Tue 1 Dec"),
    ("told", [], "Tick at least one"),
    ("told", ["x"], "Select a valid choice"),
    ("application", "x", "Select a valid choice"),
]


@pytest.mark.parametrize(("field", "typed", "said"), WRONG)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_logged(post, field, typed, said):
    before = everything_stored()
    response = post(**{field: typed})
    assert response.status_code == 422
    assert said in errors_of(response)[field]
    assert everything_stored() == before


def test_nothing_of_charlies_is_told_or_named(post, charlie):
    theirs = met(charlie, "Initech")
    before = everything_stored()
    assert post(told=[theirs.pk]).status_code == 422
    assert post(application=theirs.pk).status_code == 422
    assert everything_stored() == before


def test_news_of_another_kind_are_none(as_alice, here):
    assert as_alice.get(f"/applications/{here.pk}/news/gossip/").status_code == 404


def test_a_day_that_is_none_is_shown_and_hurts_nobody(as_alice, here, others):
    page = as_alice.get(f"/applications/{here.pk}/news/{ROUND}/?day=<script>")
    assert page.status_code == 200
    assert "<script>" not in page.content.decode().partition("<main")[2]
