import time
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from tracker.models import Beat
from tracker.views import health

pytestmark = pytest.mark.django_db


@pytest.fixture
def up_for_long(monkeypatch):
    monkeypatch.setattr(health, "STARTED", time.monotonic() - 1000)


def beat(seconds: int) -> None:
    Beat.objects.create(name="worker", at=timezone.now() - timedelta(seconds=seconds))


def test_all_is_well_without_a_log_in(client, up_for_long):
    beat(seconds=60)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {
        "web": "ok",
        "database": "ok",
        "worker": "ok",
        "seconds_since_beat": 60,
    }


def test_a_worker_that_is_silent_is_not_well(client, up_for_long):
    beat(seconds=181)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["worker"]) == (503, "silent")


def test_no_beat_at_all_is_not_well_after_a_while(client, up_for_long):
    assert client.get("/healthz").status_code == 503


def test_a_fresh_start_gives_the_worker_its_time(client, monkeypatch):
    monkeypatch.setattr(health, "STARTED", time.monotonic())
    beat(seconds=36_000)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["worker"]) == (200, "starting")


def test_a_database_that_fails_is_said(client, monkeypatch):
    def fail():
        raise OperationalError

    monkeypatch.setattr(health, "_age_of_last_beat", fail)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["database"]) == (503, "failing")
