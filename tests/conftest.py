"""What every test may ask for. The planning core's tests also run without Django:

python -m pytest tests/planning -p no:django
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

# While one works: other cases each time. `make test` tries more of them, and the same ones each
# time, so that a change is judged by itself; `make hunt` looks for new ones. See tests/__main__.py.
# A busy machine is no fault.
settings.register_profile("quick", max_examples=40, deadline=None)
settings.register_profile("thorough", max_examples=100, deadline=None, derandomize=True)
settings.register_profile("hunt", max_examples=1000, deadline=None)
settings.load_profile("quick")

BERLIN = ZoneInfo("Europe/Berlin")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    if not pluginmanager.has_plugin("django"):
        parser.addini("DJANGO_SETTINGS_MODULE", "Stands in pyproject.toml, and is not needed here.")


def pytest_configure(config: pytest.Config) -> None:
    if config.pluginmanager.has_plugin("django"):
        config.pluginmanager.import_plugin("tests.with_django")


@pytest.fixture
def now() -> datetime:
    """A Tuesday at noon in Berlin, where alice lives."""
    return datetime(2026, 11, 17, 12, tzinfo=BERLIN)
