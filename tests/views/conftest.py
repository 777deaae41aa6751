from datetime import datetime

import pytest
from pytest_django.fixtures import Settings
from time_machine import TimeMachineFixture


@pytest.fixture(autouse=True)
def _static_files_need_no_collecting(settings: Settings) -> None:
    settings.STATIC_ROOT = settings.BASE_DIR / "static"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


@pytest.fixture(autouse=True)
def _clock(time_machine: TimeMachineFixture, now: datetime) -> None:
    time_machine.move_to(now, tick=False)
