"""The link for a forgotten password leaves at once, to whoever has the address, and is kept nowhere."""

from datetime import timedelta
from multiprocessing import Value
from queue import Queue

import pytest
from django.utils import timezone
from django_q.models import OrmQ
from django_q.monitor import monitor
from django_q.signing import SignedPackage
from django_q.worker import worker

from tests.smtp_server import DOT, MAIL, RCPT
from tests.views.pages import everything_stored
from tracker.broker import BEAT, DatabaseBroker
from tracker.queries.mail_line import mail_line
from tracker.reminders.hold import hold_mail
from tracker.reminders.password import LinkStaysError
from tracker.reminders.tasks import send_password_link
from tracker.services.accounts import mail_password_link

pytestmark = pytest.mark.django_db


def test_it_goes_to_whoever_has_the_address_and_into_no_table(server, alice):
    before = everything_stored()
    send_password_link("Alice@example.com")
    (sent,) = server.taken
    assert sent["To"] == "alice@example.com"
    assert "/accounts/forgotten/" in sent.as_string().replace("=\n", "")
    assert everything_stored() == before


def test_nothing_leaves_for_an_address_that_nobody_has(server, alice):
    send_password_link("stranger@example.com")
    assert server.taken == []


def test_a_refusal_for_good_is_the_end_of_it(server, alice):
    server.next(RCPT, "550 nobody of that name")
    send_password_link("alice@example.com")
    assert server.taken == []


def test_an_address_that_no_server_takes_is_the_end_of_it(server, alice):
    type(alice).objects.filter(pk=alice.pk).update(email="jö@example.com")
    send_password_link("jö@example.com")
    assert server.taken == []


def test_while_mail_is_held_nobody_knocks(server, alice):
    hold_mail(mail_line(), timezone.now() + timedelta(minutes=15))
    with pytest.raises(LinkStaysError):
        send_password_link("alice@example.com")
    assert server.connections == 0


@pytest.fixture
def queue(settings, tmp_path, transactional_db):  # the worker closes its connection
    if settings.REDIS_URL:
        pytest.skip("the queue is in Redis, which hands each task out once")
    settings.DATA_DIR = tmp_path
    queue = DatabaseBroker()
    assert queue.dequeue()[0][0] == BEAT
    return queue


def work_off(queue):
    """Let a worker do what is in the queue, and the monitor hear of it; a retry is due at once."""
    tasks: Queue[object] = Queue()
    results: Queue[object] = Queue()
    for number, package in queue.dequeue() or []:
        tasks.put(SignedPackage.loads(package) | {"ack_id": number})
    tasks.put("STOP")
    worker(tasks, results, Value("f", -1))
    results.put("STOP")
    monitor(results, queue)
    OrmQ.objects.update(lock=timezone.now())


@pytest.mark.parametrize(("stage", "answer"), [(MAIL, "451 later"), (DOT, "451 later")])
def test_what_did_not_leave_is_tried_again_by_the_queue(server, alice, queue, stage, answer):
    server.next(stage, answer)
    mail_password_link("alice@example.com")
    work_off(queue)
    assert (len(server.taken), OrmQ.objects.count()) == (0, 1)
    work_off(queue)
    assert (len(server.taken), OrmQ.objects.count()) == (1, 0)


def test_it_is_not_tried_without_end(server, alice, queue):
    server.next(MAIL, *["451 later"] * 5)
    mail_password_link("alice@example.com")
    for _ in range(5):
        work_off(queue)
    assert (server.connections, OrmQ.objects.count()) == (3, 0)
