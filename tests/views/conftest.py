import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def _static_files_need_no_collecting(settings: Settings) -> None:
    settings.STATIC_ROOT = settings.BASE_DIR / "static"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
