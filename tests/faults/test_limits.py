"""No room on the disk, no more open files, no more memory: F25 to F27."""

import os
import resource
import signal
import subprocess
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.db import connection

from tests.faults.due import due
from tests.faults.invariants import broken
from tests.faults.up import IS_POSTGRES, inside, is_alive, wait_for
from tests.live.visitor import Visitor
from tracker.models import Application, Delivery
from tracker.outage import FULL, SHORT
from tracker.services.reminders import wake

pytestmark = pytest.mark.slow

ROOM = 12 << 20
INTO_A_FULL_LOG = """
import os, sys
full = os.open("/dev/full", os.O_WRONLY)
os.dup2(full, 1), os.dup2(full, 2)
os.execv(sys.executable, [sys.executable, "manage.py", "up"])
"""


@pytest.fixture
def service(start_up):
    return start_up().is_up()


@pytest.fixture
def visitor(service):
    visitor = Visitor(service.url)
    visitor.make_account("Europe/Berlin")
    return visitor


def log_application(visitor, form, company):
    """Send a form that was fetched while all was well; the answer, whatever it is."""
    return visitor.submit(form, company=company, role="Engineer")


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own, for root can make one."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place)]
    try:
        made = subprocess.run(mount, capture_output=True, text=True)
    except OSError as error:
        pytest.skip(f"no mount here: {error}")
    if made.returncode:
        pytest.skip(f"a file system of one's own needs root: {made.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextmanager
def filled(place):
    """Not a byte is free on it until the end of the block."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        for _ in range(ROOM // 4096 + 1):
            file.write(b"\0" * 4096)
    yield
    ballast.unlink()


@pytest.mark.skipif(IS_POSTGRES, reason="the disk is that of the PostgreSQL server")
def test_f25_on_a_full_disk_nothing_is_saved_nothing_is_sent_and_nothing_is_lost(
    store, small_disk, start_up, smtp, django_db_blocker
):
    with (
        store.fresh(small_disk / "data", broker="") as data,
        django_db_blocker.unblock(),
        inside(data),
    ):
        service = start_up(data=data).is_up()
        visitor = Visitor(service.url)
        visitor.make_account("Europe/Berlin")
        form = visitor.get("/applications/new/")
        owners = due(3, in_seconds=1)
        wake()
        with filled(small_disk):
            answer = log_application(visitor, form, "Never & Sons")
            assert (answer.status, FULL in answer.text) == (503, True)
            assert visitor.get("/").status == 200
            assert service.health()[0] == 200
            service.says("database or disk is full", within=30)
            assert smtp.taken == []
            assert not service.lines("Traceback")
        assert log_application(visitor, form, "Later & Sons").status == 200
        assert [
            row.company.name for row in Application.objects.filter(owner__email=visitor.email)
        ] == ["Later & Sons"]
        wait_for(lambda: Delivery.objects.filter(state="sent").count() == 3, 75, "the mails")
        assert smtp.mails() == {owner.email: 1 for owner in owners}
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchone() == ("ok",)


def test_f26_a_log_that_cannot_be_written_stops_nothing(rows, start_up, smtp):
    [owner] = due(1)
    service = start_up("-c", INTO_A_FULL_LOG)
    try:
        wait_for(lambda: service.health()[0] == 200, 30, "the web server")
        wait_for(lambda: smtp.mails() == {owner.email: 1}, 30, "the mail")
        visitor = Visitor(service.url)
        visitor.make_account("Europe/Berlin")
        assert visitor.log_application("Acme", "Engineer").status == 200
        assert visitor.get("/nowhere/").status == 404  # which would be logged
        os.kill(service.processes().sentinel, signal.SIGKILL)  # and so would this
        service.beats_again()
    finally:
        service.process.terminate()
    assert service.process.wait(40) == 0


def test_f27_without_a_file_to_open_there_is_a_page_that_says_so(service, visitor):
    web = service.processes().web_worker
    opened = len(list(Path(f"/proc/{web}/fd").iterdir()))
    resource.prlimit(web, resource.RLIMIT_NOFILE, (opened, 4096))
    for path in ("/playbook/", "/calendar/"):
        answer = visitor.get(path)
        assert (answer.status, SHORT in answer.text) == (503, True)
    resource.prlimit(web, resource.RLIMIT_NOFILE, (8, 4096))
    with pytest.raises(OSError, match="timed out"):  # not even a line can be taken
        urllib.request.urlopen(service.url, timeout=2)
    resource.prlimit(web, resource.RLIMIT_NOFILE, (1024, 4096))
    wait_for(lambda: service.health()[0] == 200, 30, "health")
    assert visitor.get("/playbook/").status == 200
    assert is_alive(web)
    assert not service.lines("Traceback")


def test_f27_a_web_server_without_memory_is_replaced_and_nothing_is_half_saved(
    rows, service, visitor
):
    web = service.processes().web_worker
    form = visitor.get("/applications/new/")
    pages = int(Path(f"/proc/{web}/statm").read_text().split()[0])
    limit = pages * resource.getpagesize()
    resource.prlimit(web, resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))
    answers = []
    with suppress(OSError):
        for number in range(40):
            answers.append(log_application(visitor, form, "A" * 150 + str(number)).status)
            answers.append(visitor.get("/playbook/").status)
    if is_alive(web):  # it had enough after all
        os.kill(web, signal.SIGKILL)
    service.says("heardback: web ended with code", within=30)
    wait_for(lambda: service.health()[0] == 200, 30, "another one")
    assert visitor.get("/applications/").status == 200
    assert set(answers) <= {200, 409, 500, 503}
    assert broken(visitor.email) == []
