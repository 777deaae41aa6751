import pytest
from django_q.models import OrmQ
from django_q.signing import SignedPackage
from django_q.tasks import async_task

from tracker import broker
from tracker.broker import BEAT, DatabaseBroker

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(broker, "EVERY", 3600)
    return DatabaseBroker()


def pulled(queue):
    return [(number, SignedPackage.loads(task)["func"]) for number, task in queue.dequeue()]


def test_the_first_thing_that_is_pulled_is_a_beat_and_then_what_is_queued(queue):
    async_task("tracker.reminders.tasks.sweep", broker=queue)
    row = OrmQ.objects.get()
    assert pulled(queue) == [(BEAT, "tracker.broker.beat")]
    assert pulled(queue) == [(row.pk, "tracker.reminders.tasks.sweep")]
    assert pulled(queue) == []


def test_a_beat_that_came_back_is_felt(queue, tmp_path):
    queue.acknowledge(BEAT)
    assert (tmp_path / "heartbeat").exists()


def test_so_is_every_task_and_its_row_is_gone(queue, tmp_path):
    async_task("tracker.reminders.tasks.sweep", broker=queue)
    queue.acknowledge(OrmQ.objects.get().pk)
    assert (tmp_path / "heartbeat").exists()
    assert not OrmQ.objects.exists()


def test_a_disk_without_room_does_not_end_the_monitor(queue, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "nowhere"
    queue.acknowledge(BEAT)
