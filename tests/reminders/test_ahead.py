"""What several mails are about is read at once; what changes after that still counts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import UserFactory
from tests.reminders.test_deliver import send
from tracker.models import Delivery, FollowUp
from tracker.reminders import ahead
from tracker.reminders.ahead import Ahead
from tracker.reminders.claim import claim
from tracker.reminders.deliver import NOTHING_LEFT
from tracker.services.applications import delete_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def overtaken(monkeypatch):
    """Once all have been read, before the first mail is written, this happens."""

    def arrange(change):
        look = ahead.look

        def look_then_change(deliveries, now):
            sights = look(deliveries, now)
            monkeypatch.setattr(ahead, "look", look)
            change()
            return sights

        monkeypatch.setattr(ahead, "look", look_then_change)

    return arrange


def queries_for(number, due, clock):
    for _ in range(number):
        due(owner=UserFactory(password=None), kind="check-in")
    claimed = claim(clock())
    assert len(claimed.deliveries) == number
    with CaptureQueriesContext(connection) as asked:
        assert send(claimed, clock) == {"sent": number}
    return len(asked)


def test_a_mail_more_costs_one_query_more(server, due, clock, monkeypatch):
    monkeypatch.setattr(ahead, "monotonic", lambda: 5.0)  # or a slow machine would look again
    assert queries_for(12, due, clock) - queries_for(2, due, clock) == 10


def test_a_mail_about_what_was_deleted_meanwhile_never_leaves(
    server, due, charlie, clock, now, overtaken
):
    due()
    gone = due(owner=charlie).follow_up.application
    overtaken(lambda: delete_application(gone, now=now))
    assert send(claim(now), clock) == {"sent": 1, "dropped": 1}
    assert Delivery.objects.get(owner=charlie).answer == NOTHING_LEFT
    assert len(server.taken) == 1


def test_a_follow_up_that_was_changed_meanwhile_is_mailed_as_it_is_now(
    server, due, clock, now, overtaken
):
    row = due(title="Thank Dana").follow_up
    rows = FollowUp.objects.filter(pk=row.pk)
    overtaken(lambda: rows.update(title="Thank Sam", version=row.version + 1))
    assert send(claim(now), clock) == {"sent": 1}
    assert server.subjects()[0].startswith("Thank Sam (")


def test_what_was_put_off_since_it_was_read_stays_here(server, due, clock, now, overtaken):
    row = due().follow_up
    later = {"snoozed_until": now + timedelta(days=3), "version": row.version + 1}
    overtaken(lambda: FollowUp.objects.filter(pk=row.pk).update(**later))
    assert send(claim(now), clock) == {"dropped": 1}


def test_mails_that_cannot_be_read_together_are_read_one_by_one(
    server, due, charlie, clock, now, monkeypatch
):
    def fails(*_):
        raise RuntimeError

    due(), due(owner=charlie)
    monkeypatch.setattr(ahead, "look", fails)
    assert send(claim(now), clock) == {"sent": 2}


def test_what_was_read_lasts_a_moment_only(due, charlie, clock, now, monkeypatch):
    row = due(owner=charlie).follow_up
    due()
    seconds = 5.0
    monkeypatch.setattr(ahead, "monotonic", lambda: seconds)
    claimed = claim(now)
    reader = Ahead(claimed, clock)
    first, second = claimed.deliveries
    reader.take(first)
    FollowUp.objects.update(title="Thank Sam")
    seconds += ahead.LASTS
    [reminder] = reader.take(second).reminders
    assert reminder.follow_up.title == "Thank Sam" != row.title
