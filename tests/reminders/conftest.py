"""A mail server for each test, and the smallest way to say what is due."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tests.factories import ApplicationFactory, FollowUpFactory, ReminderFactory
from tests.mailbox import Mailbox
from tests.smtp_server import ScriptedServer
from tracker.models import Delivery, Reminder, User

Due = Callable[..., Reminder]


@pytest.fixture
def server(settings: Settings) -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        use(settings, server.port)
        yield server


@pytest.fixture
def due(alice: User, now: datetime) -> Due:
    """Make one reminder that is due at noon; what is said goes to its follow-up."""

    def make(owner: User = alice, send_at: datetime = now, **follow_up: Any) -> Reminder:
        row = FollowUpFactory(application=ApplicationFactory(owner=owner), **follow_up)
        reminder: Reminder = ReminderFactory.create(follow_up=row, send_at=send_at)
        return reminder

    return make


def use(settings: Settings, port: int) -> None:
    """Send through the server that listens on `port`."""
    settings.MAIL_IS_SENT = True
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock(now: datetime) -> Clock:
    return Clock(now)


@pytest.fixture
def states(db: None) -> Callable[[], list[str]]:
    return lambda: list(Delivery.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    settings.SITE_URL = "https://heardback.example"
    settings.DEFAULT_FROM_EMAIL = "Heardback <hello@heardback.example>"
    box = Mailbox()
    box.start()
    use(settings, box.port)
    yield box
    box.stop()
