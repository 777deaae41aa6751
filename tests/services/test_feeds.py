from datetime import timedelta

import pytest

from tracker.models import CalendarFeed
from tracker.queries.calendar import find_feed
from tracker.services.errors import StaleError
from tracker.services.feeds import change_feed, make_feed, note_fetch, renew_feed, revoke_feed

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
    assert find_feed(token).pk == feed.pk


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
    note_fetch(feed.pk, by="Phone/1.0", now=now)
    note_fetch(feed.pk, by="Phone/1.0", now=now + minutes * MINUTE)
    feed.refresh_from_db()
    assert feed.last_fetched_at == now + noted * MINUTE


def test_what_fetched_it_is_noted_as_clean_text(made, now):
    feed, _ = made
    note_fetch(feed.pk, by=f"Ph\x00one\r\n\u202e1.0{'x' * 500}", now=now)
    feed.refresh_from_db()
    assert feed.last_fetched_by.startswith("Phone 1.0xxx")
    assert len(feed.last_fetched_by) == 200


def test_options_are_changed_and_the_address_stays(made, now):
    feed, token = made
    values = {"name": "For Sam", "is_private": True, "kinds": ["interview"]}
    change_feed(feed, values=values, version=0, now=now + MINUTE)
    found = find_feed(token)
    assert (found.name, found.choice.is_private, found.choice.kinds) == (
        "For Sam",
        True,
        ["interview"],
    )
    assert found.version == 1


def test_a_feed_that_was_changed_meanwhile_is_not_changed_over_it(made, now):
    feed, _ = made
    change_feed(feed, values={"name": "One"}, version=0, now=now)
    with pytest.raises(StaleError):
        change_feed(feed, values={"name": "Two"}, version=0, now=now)
    feed.refresh_from_db()
    assert feed.name == "One"


def test_a_new_address_ends_the_old_one(made, now):
    feed, token = made
    renewed = renew_feed(feed, now=now)
    assert find_feed(token) is None
    assert find_feed(renewed).pk == feed.pk


def test_a_revoked_feed_gets_no_new_address(made, now):
    feed, _ = made
    revoke_feed(feed, now=now)
    assert find_feed(renew_feed(feed, now=now)) is None


@pytest.mark.parametrize("token", ["x", None])
def test_finding_takes_one_query_whether_there_is_one_or_not(
    made, token, django_assert_num_queries
):
    with django_assert_num_queries(1):
        find_feed(token or made[1])
