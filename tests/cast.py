"""Who plays in the tests: alice owns, charlie must see nothing; the people they meet are invented."""

from tests.factories import UserFactory
from tracker.models import User

PASSWORD = "a-long-enough-password"  # only ever typed by tests


def alice() -> User:
    return UserFactory(email="alice@example.com", name="Alice")


def charlie() -> User:
    return UserFactory(email="charlie@example.com", name="Charlie")
