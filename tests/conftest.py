"""What every test may ask for."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests import cast
from tracker.models import User

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def now() -> datetime:
    """A Tuesday at noon in Berlin, where alice lives."""
    return datetime(2026, 11, 17, 12, tzinfo=BERLIN)


@pytest.fixture
def alice(db) -> User:
    """Owns everything that a test makes, unless it says otherwise."""
    return cast.alice()


@pytest.fixture
def charlie(db) -> User:
    """Has an account of their own and must see nothing of alice's."""
    return cast.charlie()


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Hashing slowly is Django's to test; here it would be most of the time that tests take."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
