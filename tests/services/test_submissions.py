from functools import partial
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError

from tests.factories import CompanyFactory
from tracker.models import Company, Submission
from tracker.services.submissions import take_once

TOKEN = UUID(int=1)


def maker(owner, made: list[str]):
    """Makes a company, once for each call."""

    def make() -> str:
        made.append(CompanyFactory(owner=owner).name)
        return f"/companies/{len(made)}/"

    return make


@pytest.mark.django_db
def test_sent_again_it_leads_to_what_it_made(alice, now):
    made: list[str] = []
    places = [take_once(alice, TOKEN, maker(alice, made), now=now) for _ in range(2)]
    assert places == ["/companies/1/", "/companies/1/"]
    assert len(made) == Company.objects.count() == 1


@pytest.mark.django_db
def test_another_form_makes_another(alice, now):
    made: list[str] = []
    for _ in range(2):
        take_once(alice, uuid4(), maker(alice, made), now=now)
    assert len(made) == 2


@pytest.mark.django_db
def test_someone_elses_form_with_the_same_token_is_another(alice, charlie, now):
    made: list[str] = []
    for owner in (alice, charlie):
        take_once(owner, TOKEN, maker(owner, made), now=now)
    assert len(made) == 2


@pytest.mark.django_db
def test_a_form_that_failed_can_be_sent_again(alice, now):
    def fail() -> str:
        CompanyFactory(owner=alice)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        take_once(alice, TOKEN, fail, now=now)
    assert not Company.objects.exists()
    assert take_once(alice, TOKEN, maker(alice, []), now=now) == "/companies/1/"


@pytest.mark.django_db
def test_what_the_database_refuses_in_it_is_not_taken_for_a_second_sending(alice, now):
    def name_twice() -> str:
        for _ in range(2):
            CompanyFactory(owner=alice, name="Acme")
        return "never"

    with pytest.raises(IntegrityError):
        take_once(alice, TOKEN, name_twice, now=now)
    assert not Submission.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_makes_one_thing(alice, now, at_once):
    made: list[str] = []
    make = maker(alice, made)
    send = partial(take_once, alice, TOKEN, make, now=now)
    assert at_once(send, send) == ["/companies/1/", "/companies/1/"]
    assert len(made) == 1
