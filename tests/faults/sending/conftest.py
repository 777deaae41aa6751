"""One database and one mail server for all tests of a module."""

from contextlib import ExitStack

import pytest

from tests.faults.sending.clusters import running
from tests.faults.sending.ground import own_ground
from tests.faults.sending.mail_server import FaultyServer


@pytest.fixture(scope="module")
def server():
    with FaultyServer() as server:
        yield server


@pytest.fixture(scope="module")
def ground(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """With Redis as the broker where that is configured and the module says WITH_REDIS."""
    folder = tmp_path_factory.mktemp("ground")
    with_redis = getattr(request.module, "WITH_REDIS", False)
    with django_db_blocker.unblock(), own_ground(folder, with_redis=with_redis) as ground:
        yield ground


@pytest.fixture(scope="module")
def lasting(request, ground, server, tmp_path_factory):
    """One cluster for all tests of a module, which says its PATIENCE with the mail server."""
    how = {"PATIENCE": str(getattr(request.module, "PATIENCE", 10))}
    with running(ground, server, tmp_path_factory.mktemp("data"), **how) as clusters:
        yield clusters


@pytest.fixture
def cluster(ground, server, lasting):
    """The lasting one, whole, and with nothing to do."""
    lasting.wait_until_whole()
    ground.clear()
    server.forget()
    return lasting


@pytest.fixture
def start(ground, server, tmp_path):
    """Start clusters of the test's own; none other may look at its database."""
    ground.clear()
    server.forget()
    with ExitStack() as stack:
        yield lambda **how: stack.enter_context(running(ground, server, tmp_path, **how))
