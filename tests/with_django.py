"""A pytest plugin: what every test may ask for that runs with Django."""

import socket
from collections.abc import Iterator

import pytest
from django.test import Client

from tests import cast
from tracker.models import User


@pytest.fixture
def alice(db) -> User:
    """Owns everything that a test makes, unless it says otherwise."""
    return cast.alice()


@pytest.fixture
def charlie(db) -> User:
    """Has an account of their own and must see nothing of alice's."""
    return cast.charlie()


@pytest.fixture
def as_alice(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Hashing slowly is Django's to test; here it would be most of the time that tests take."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def files_of_its_own(settings, tmp_path) -> None:
    """What a test brings lies nowhere but in its own place."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def closed_port() -> Iterator[int]:
    """Where nobody listens, and nobody else begins to meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]
