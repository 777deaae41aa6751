"""Several sweeps at once, on a database file or server as in real life."""

import threading
from collections import Counter

import pytest
from django.db import connection, connections

from tests.factories import ApplicationFactory, FollowUpFactory, ReminderFactory, UserFactory
from tracker.models import Delivery, FollowUp
from tracker.reminders.sweep import sweep

SWEEPS = 4


@pytest.mark.django_db(transaction=True)
def test_four_sweeps_at_once_mention_each_of_a_hundred_once(server, clock, file_database):
    for number in range(25):
        application = ApplicationFactory(owner=UserFactory(password=None))
        for part in range(4):
            title = f"Write to person {number}-{part}!"
            follow_up = FollowUpFactory(application=application, title=title)
            ReminderFactory(follow_up=follow_up, send_at=clock())
    at_once(lambda: sweep(budget=0, clock=clock))
    texts = [message.get_payload()[0].get_payload() for message in server.taken]
    mentions = Counter(
        title
        for title in FollowUp.objects.values_list("title", flat=True)
        for text in texts
        if title in text
    )
    assert len(mentions) == sum(mentions.values()) == 100
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


@pytest.fixture
def file_database(transactional_db, tmp_path):
    """SQLite's tests run in memory, on one connection; what races needs a file and one each."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory = connections["default"]
    name, file = in_memory.settings_dict["NAME"], str(tmp_path / "race.sqlite3")
    with in_memory.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [file])
    in_memory.settings_dict["NAME"] = file
    del connections["default"]
    yield
    connections["default"].close()
    in_memory.settings_dict["NAME"] = name
    connections["default"] = in_memory


def at_once(work):
    start = threading.Barrier(SWEEPS)
    failures = []

    def run():
        try:
            start.wait(10)
            work()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(SWEEPS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
