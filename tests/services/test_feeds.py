from datetime import timedelta

import pytest

from tracker.models import CalendarFeed
from tracker.queries.calendar import find_feed
from tracker.services.feeds import make_feed, note_fetch, revoke_feed

MINUTE = timedelta(minutes=1)


@pytest.fixture
def made(alice, now):
    return make_feed(alice, "Phone", now=now)


def test_only_the_digest_of_a_token_is_kept(made):
    _, token = made
    row = CalendarFeed.objects.values().get()
    assert token not in str(row)
    assert len(row["token_digest"]) == 64


def test_a_token_has_160_bits_and_fits_into_an_address(made):
    _, token = made
    assert len(token) == 27
    assert token.replace("-", "").replace("_", "").isalnum()


def test_no_two_tokens_are_the_same(alice, now):
    assert len({make_feed(alice, "Phone", now=now)[1] for _ in range(20)}) == 20


def test_a_feed_is_found_by_its_token(made):
    feed, token = made
    assert find_feed(token) == feed


def test_a_revoked_feed_is_not_found(made, now):
    feed, token = made
    revoke_feed(feed, now=now)
    assert find_feed(token) is None


def test_a_feed_revoked_twice_keeps_the_first_moment(made, now):
    feed, _ = made
    revoke_feed(feed, now=now)
    revoke_feed(feed, now=now + MINUTE)
    feed.refresh_from_db()
    assert feed.revoked_at == now


def test_the_feed_of_someone_who_may_not_log_in_is_not_found(made, alice):
    alice.is_active = False
    alice.save()
    assert find_feed(made[1]) is None


@pytest.mark.parametrize("token", ["", "x", "é" * 30, "0" * 64, "' OR 1=1 --"])
def test_a_token_that_was_never_made_finds_nothing(made, token):
    assert find_feed(token) is None


@pytest.mark.parametrize(("minutes", "noted"), [(9, 0), (10, 10), (60, 60)])
def test_a_fetch_is_noted_at_most_once_in_ten_minutes(made, now, minutes, noted):
    feed, _ = made
    note_fetch(feed, now=now)
    feed.refresh_from_db()
    note_fetch(feed, now=now + minutes * MINUTE)
    feed.refresh_from_db()
    assert feed.last_fetched_at == now + noted * MINUTE


def test_a_fetch_that_was_just_noted_costs_nothing(made, now, django_assert_num_queries):
    feed, _ = made
    note_fetch(feed, now=now)
    feed.refresh_from_db()
    with django_assert_num_queries(0):
        note_fetch(feed, now=now + MINUTE)
