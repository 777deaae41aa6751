"""A database that a test shares with the processes it starts, and what is to be found in it."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.models import F
from django.utils import timezone
from django_q.brokers import Broker
from django_q.brokers.orm import ORM
from django_q.brokers.redis_broker import Redis
from django_q.models import OrmQ, Schedule
from django_q.tasks import async_task

from tests.faults.sending.mail_server import FaultyServer
from tests.live.clock import NoonClock
from tests.live.instance import own_broker, own_database
from tracker import models
from tracker.models import Delivery, DeliveryState, Reminder, User

SWEEP = "tracker.reminders.tasks.sweep"
DAY = timedelta(days=1)


class Ground:
    """The database at `address`, which is also Django's own for as long as this stands."""

    def __init__(self, address: str, redis_address: str = "") -> None:
        self.address = address
        self.redis_address = redis_address
        self.broker = broker_at(redis_address)

    def clear(self) -> None:
        """Nobody, nothing to do, nothing in the queue."""
        Reminder.objects.all().delete()  # first, so that no sweep finds them meanwhile
        Delivery.objects.all().delete()
        for row in (models.Application, models.Contact, models.Company, User, models.Beat):
            row.objects.all().delete()
        self.broker.purge_queue()

    def enqueue(self, task: str, *arguments: object) -> None:
        async_task(task, *arguments, broker=self.broker)

    def wake(self) -> None:
        self.enqueue(SWEEP)

    def sweep_once(self, within: float = 20) -> None:
        """Have a sweep look, and wait until it has come to its end."""
        self.wake()
        wait_until(lambda: not OrmQ.objects.exists(), "the queue is done", within)

    def let_pass(self, **span: float) -> None:
        """Time passes: whatever happened, or was to happen, is that much nearer or longer ago."""
        by = timedelta(**span)
        for row, columns in {
            Delivery: ("try_at", "lease_until", "entered_at", "finished_at"),
            Reminder: ("send_at",),
            models.Beat: ("at",),
            OrmQ: ("lock",),
            Schedule: ("next_run",),
        }.items():
            row.objects.update(**{column: F(column) - by for column in columns})

    def settles(self, within: float = 30, **states: int) -> None:
        """Wait until so many deliveries are in each of these states and none in another."""
        wait_until(lambda: self.states() == states, f"{states}", within, seen=self.states)

    def comes_to_an_end(self, server: FaultyServer, within: float = 60) -> None:
        """Wait until nothing waits; when nothing moves any more, time passes for what is in hand.

        `within`: seconds since a mail left last.
        """
        deadline = time.monotonic() + within
        while not self.is_done():
            assert time.monotonic() < deadline, f"it does not end: {self.states()}"
            before = len(server.taken)
            self.wake()  # Redis repeats nothing
            time.sleep(1)
            if len(server.taken) == before:
                self.let_pass(minutes=1)
            else:
                deadline = time.monotonic() + within

    def states(self) -> Counter[str]:
        return Counter(Delivery.objects.values_list("state", flat=True))

    def damage(self) -> list[str]:
        """What SQLite finds wrong in its file; the server of PostgreSQL is killed by nobody."""
        if connection.vendor != "sqlite":
            return []
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            return [said for (said,) in cursor.fetchall() if said != "ok"]

    def is_done(self) -> bool:
        """Nothing waits, nothing leaves."""
        restless = (DeliveryState.WAITING, *models.IN_HAND)
        scheduled = Reminder.objects.filter(state="scheduled")
        return not scheduled.exists() and not Delivery.objects.filter(state__in=restless).exists()

    def people(self, count: int, *, due_in: float = -1, name: str = "Person") -> list[User]:
        """So many people with one follow-up each, of which they are to be reminded then."""
        return people(count, timezone.now() + timedelta(seconds=due_in), name)

    def remind_again(self, person: User) -> None:
        """Of the same follow-up, at once."""
        [row] = person.follow_ups.all()
        Reminder.objects.create(owner=person, follow_up=row, send_at=timezone.now())


@contextmanager
def own_ground(folder: Path, *, with_redis: bool = False) -> Iterator[Ground]:
    """A new database of the kind that is configured, brought up to date; gone afterwards."""
    server = os.environ.get("REDIS_URL", "")
    if with_redis and server:
        with own_broker(server) as broker, own_ground(folder) as ground:
            yield Ground(ground.address, broker)
        return
    if connection.vendor == "sqlite":
        file = folder / "ground.sqlite3"
        with in_place_of_the_usual(str(file)):
            yield Ground(f"sqlite:///{file}")
    else:
        with (
            own_database(os.environ["DATABASE_URL"]) as address,
            in_place_of_the_usual(urlsplit(address).path[1:]),
        ):
            yield Ground(address)


@contextmanager
def in_place_of_the_usual(name: str) -> Iterator[None]:
    usual = connections["default"]
    usual_name, usual.settings_dict["NAME"] = usual.settings_dict["NAME"], name
    del connections["default"]
    try:
        call_command("migrate", verbosity=0, interactive=False)
        yield
    finally:
        connections["default"].close()
        usual.settings_dict["NAME"] = usual_name
        connections["default"] = usual


def broker_at(redis_address: str) -> Broker:
    name = settings.Q_CLUSTER["name"]
    if not redis_address:
        return ORM(list_key=name)
    broker = Redis(list_key=name)
    broker.connection = redis.Redis.from_url(redis_address)
    return broker


def people(count: int, due: datetime, name: str) -> list[User]:
    """As few statements as can be: some tests want a thousand of them."""
    now = timezone.now()
    users = User.objects.bulk_create(
        User(email=f"{name.lower()}{number}@example.com", name=name, joined_at=now, password="!")
        for number in range(count)
    )
    # Where it is noon, no quiet hours hold a mail back.
    noon = {"time_zone": NoonClock().city}
    models.Preferences.objects.bulk_create(models.Preferences(user=user, **noon) for user in users)
    follow_ups = models.FollowUp.objects.bulk_create(
        follow_up_of(row, now) for row in applications_of(users, now)
    )
    Reminder.objects.bulk_create(
        Reminder(owner=row.owner, follow_up=row, send_at=due) for row in follow_ups
    )
    return users


def applications_of(users: list[User], now: datetime) -> list[models.Application]:
    companies = models.Company.objects.bulk_create(
        models.Company(owner=user, name="Northwind") for user in users
    )
    facts = {"role": "Engineer", "stage": "interviewing", "entered_at": now, "changed_at": now}
    return models.Application.objects.bulk_create(
        models.Application(owner=company.owner, company=company, **facts) for company in companies
    )


def follow_up_of(application: models.Application, now: datetime) -> models.FollowUp:
    return models.FollowUp(
        owner=application.owner,
        application=application,
        key="thank-you:interview-1",
        kind="thank-you",
        title="Thank Dana",
        channel="email",
        opens=now - DAY,
        due=now + DAY,
        closes=now + 2 * DAY,
        why="You met Dana.",
        advice=[],
        entered_at=now,
        changed_at=now,
    )


def wait_until(
    holds: Callable[[], object],
    what: str,
    within: float = 20,
    seen: Callable[[], object] = lambda: "",
) -> None:
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, f"not within {within} s: {what}; but {seen()}"
        time.sleep(0.05)
