"""A stage that was reached: its day is set right, or it is taken out of the story."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import BERLIN, InterviewFactory
from tests.views.pages import errors_of, offer_of, text_of, undo_of
from tracker.planning.facts import OfferStatus, Stage
from tracker.services.applications import change_stage, log_application
from tracker.services.debriefs import Debrief, Said, save_debrief
from tracker.services.offers import decide_offer
from tracker.services.rejections import log_rejection

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _clock(time_machine, now):
    time_machine.move_to(now, tick=False)


@pytest.fixture
def row(alice, now):
    """Sent two weeks ago, screened a week ago."""
    values = {"role": "Analyst", "stage": Stage.APPLIED, "applied_on": (now - 2 * WEEK).date()}
    row = log_application(by=alice, company="Northwind", values=values, now=now - 2 * WEEK)
    change_stage(row, Stage.SCREENING, now=now - WEEK)
    return row


def path_of(row, act="change"):
    return f"/stages/{row.stage_changes.get(new=row.stage).pk}/{act}/"


def test_the_timeline_offers_to_change_and_delete_a_stage(as_alice, row):
    page = as_alice.get(f"/applications/{row.pk}/").content.decode()
    assert path_of(row) in page
    assert path_of(row, "delete") in page


def test_a_rejection_is_set_right_to_another_day_with_their_words(as_alice, row, now):
    log_rejection(row, at=now, good_terms=True, words="We are sorry", now=now)
    typed = {"came_on": "2026-11-13", "version": row.version}
    as_alice.post(path_of(row), typed)
    row.refresh_from_db()
    assert timezone.localdate(row.stage_changes.get(new="rejected").at) == date(2026, 11, 13)
    assert timezone.localdate(row.messages.get().at) == date(2026, 11, 13)
    reply = row.follow_ups.get(kind="reply-to-rejection", status="open")
    assert timezone.localdate(reply.opens) < now.date()


def test_a_day_that_has_not_come_is_refused_and_a_stale_form_too(as_alice, row):
    version = row.version
    refused = as_alice.post(path_of(row), {"came_on": "2026-11-18", "version": version})
    assert "has not happened yet" in errors_of(refused)["came_on"]
    as_alice.post(path_of(row), {"came_on": "2026-11-12", "version": version})
    stale = as_alice.post(path_of(row), {"came_on": "2026-11-11", "version": version})
    assert "changed elsewhere" in text_of(stale)
    assert timezone.localdate(row.stage_changes.get(new="screening").at) == date(2026, 11, 12)


def test_without_its_last_stage_it_is_where_it_was_until_that_is_undone(as_alice, row):
    gone = as_alice.post(path_of(row, "delete"), follow=True)
    row.refresh_from_db()
    assert row.stage == Stage.APPLIED
    as_alice.post(undo_of(gone))
    row.refresh_from_db()
    assert row.stage == Stage.SCREENING


def test_without_a_stage_in_between_the_next_follows_the_one_before_it(as_alice, row, now):
    between = path_of(row, "delete")
    change_stage(row, Stage.INTERVIEWING, now=now - timedelta(days=1))
    gone = as_alice.post(between, follow=True)
    moves = row.stage_changes.order_by("pk").values_list("old", "new")
    assert list(moves) == [("", "applied"), ("applied", "interviewing")]
    as_alice.post(undo_of(gone))
    assert list(moves.all())[1:] == [("applied", "screening"), ("screening", "interviewing")]
    row.refresh_from_db()
    assert row.stage == Stage.INTERVIEWING


@pytest.mark.parametrize("first", [0, 1])
def test_two_stages_that_were_deleted_come_back_in_either_order(as_alice, row, now, first):
    change_stage(row, Stage.INTERVIEWING, now=now - 2 * DAY)
    change_stage(row, Stage.OFFER, now=now - DAY)
    before = list(row.stage_changes.order_by("pk").values_list("pk", "old", "new"))
    undoing = [
        undo_of(as_alice.post(f"/stages/{pk}/delete/", follow=True)) for pk, _, _ in before[1:3]
    ]
    for undo in (undoing[first], undoing[1 - first]):
        as_alice.post(undo)
    assert list(row.stage_changes.order_by("pk").values_list("pk", "old", "new")) == before


def test_one_of_two_deleted_stages_follows_what_is_left(as_alice, row, now):
    change_stage(row, Stage.INTERVIEWING, now=now - DAY)
    between = row.stage_changes.get(new="screening")
    undo = undo_of(as_alice.post(path_of(row, "delete"), follow=True))
    as_alice.post(f"/stages/{between.pk}/delete/")
    as_alice.post(undo)
    moves = row.stage_changes.order_by("pk").values_list("old", "new")
    assert list(moves) == [("", "applied"), ("applied", "interviewing")]


def test_a_stage_that_was_left_for_nothing_is_told_once(as_alice, row, now):
    between = path_of(row, "delete")
    row.stage_changes.filter(new="applied").update(new="interviewing")
    change_stage(row, Stage.INTERVIEWING, now=now - DAY)
    row.stage_changes.filter(new="screening").update(old="interviewing")
    path = f"/applications/{row.pk}/"
    assert "Stage: Interviewing" in text_of(as_alice.get(path))
    gone = as_alice.post(between, follow=True)
    assert "Stage: Interviewing" not in text_of(gone)
    as_alice.post(undo_of(gone))
    assert "Stage: Interviewing" in text_of(as_alice.get(path))


def test_the_stage_that_it_began_with_has_no_page(as_alice, row):
    first = row.stage_changes.get(new="applied").pk
    assert as_alice.get(f"/stages/{first}/change/").status_code == 404
    assert as_alice.post(f"/stages/{first}/delete/").status_code == 404


def test_the_days_of_a_decision_and_of_what_was_sent_are_set_right(as_alice, row, now):
    offer = offer_of(row, now, received_at=now - WEEK)
    decide_offer(offer, OfferStatus.LAPSED, now=now)
    offer.refresh_from_db()
    typed = {"received_on": "2026-11-10", "decided_on": "2026-11-09", "version": offer.version}
    refused = as_alice.post(f"/offers/{offer.pk}/change/", typed)
    assert "before Tue 10 Nov" in errors_of(refused)["decided_on"]
    as_alice.post(f"/offers/{offer.pk}/change/", typed | {"decided_on": "2026-11-12"})
    offer.refresh_from_db()
    assert timezone.localdate(offer.decided_at) == date(2026, 11, 12)


def test_a_debrief_is_taken_back_and_put_back(as_alice, row, now):
    ended = now - timedelta(hours=3)
    talk = InterviewFactory(application=row, starts_at=ended - timedelta(hours=1), ends_at=ended)
    said = Said("soon", date(2026, 11, 30))
    save_debrief(talk, Debrief([], said, []), version=talk.version, now=now - timedelta(hours=1))
    talk.refresh_from_db()
    before = talk.debriefed_at
    page = as_alice.post(f"/interviews/{talk.pk}/no-debrief/", follow=True)
    assert row.follow_ups.filter(kind="debrief", status="open").exists()
    assert talk.estimate.words == "soon"
    as_alice.post(undo_of(page))
    talk.refresh_from_db()
    assert talk.debriefed_at == before
    assert not row.follow_ups.filter(kind="debrief", status="open").exists()


def test_how_it_was_called_off_is_set_right(as_alice, row):
    talk = InterviewFactory(
        application=row, starts_at=datetime(2026, 11, 20, 9, tzinfo=BERLIN), date="2026-11-20"
    )
    path, typed = f"/interviews/{talk.pk}/call-off/", {"how": "they-cancelled"}
    as_alice.post(path, typed | {"version": talk.version})
    talk.refresh_from_db()
    typed = {"how": "i-cancelled", "off_on": "2026-11-13", "version": talk.version}
    page = text_of(as_alice.post(path, typed, follow=True))
    talk.refresh_from_db()
    assert "Saved." in page
    assert not talk.called_off_by_them
    assert timezone.localdate(talk.called_off_at) == date(2026, 11, 13)
