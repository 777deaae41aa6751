import threading

import pytest
from django.db import connection

from tests.cast import PASSWORD
from tracker.models import User
from tracker.services.accounts import create_account
from tracker.services.errors import AddressTakenError, SignupClosedError


def make(now, email="Alice@Example.com"):
    return create_account(
        name="Alice", email=email, password=PASSWORD, time_zone="Europe/Berlin", now=now
    )


def test_an_account_has_preferences_and_an_address_in_lower_case(db, now):
    user = make(now)
    assert (user.email, user.preferences.time_zone) == ("alice@example.com", "Europe/Berlin")
    assert user.check_password(PASSWORD)


def test_a_second_account_is_refused(alice, now):
    with pytest.raises(SignupClosedError):
        make(now, "bob@example.com")


def test_a_second_account_with_the_same_address_is_refused(alice, now, settings):
    settings.ALLOW_SIGNUP = True
    with pytest.raises(AddressTakenError):
        make(now)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="in memory, no writer can wait")
@pytest.mark.django_db(transaction=True)
def test_of_two_first_accounts_at_once_one_is_made(now):
    ready, refused = threading.Barrier(2), []

    def try_to_make(email):
        try:
            ready.wait()
            make(now, email)
        except SignupClosedError:
            refused.append(email)
        finally:
            connection.close()

    threads = [threading.Thread(target=try_to_make, args=(f"{n}@example.com",)) for n in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (User.objects.count(), len(refused)) == (1, 1)
