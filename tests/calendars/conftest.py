from collections.abc import Callable

import pytest

from tests.factories import ApplicationFactory
from tests.services.conftest import at_once, woken  # noqa: F401
from tests.views.conftest import _static_files_need_no_collecting  # noqa: F401
from tracker.calendars.feed import body_of
from tracker.models import Application
from tracker.queries.calendar import Choice, midnight
from tracker.services.events import rewrite_calendar


@pytest.fixture
def application(alice) -> Application:
    return ApplicationFactory.create(owner=alice, company__name="Northwind", role="Engineer")


@pytest.fixture
def kept(alice, now) -> Callable[..., bytes]:
    """Alice's calendar, once the events of all that is there are written."""

    def kept(choice: Choice | None = None) -> bytes:
        rewrite_calendar(alice.pk, now=now)
        today = midnight(now, alice.preferences.zone)
        return body_of("Job search", alice.pk, choice or Choice(), today)

    return kept
