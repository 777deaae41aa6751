"""What docs/scaling.md says, and its examples: names, commands and numbers are those of the code."""

import configparser
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tracker.management.commands.up import Command
from tracker.supervisor.lifeline import GRACE

ROOT = Path(settings.BASE_DIR)
EXAMPLES = ROOT / "docs" / "examples"
PAGE = (ROOT / "docs" / "scaling.md").read_text()
UNITS = sorted(EXAMPLES.glob("*.service"))
SETTING = re.compile(r"\b[A-Z]+(?:_[A-Z]+)+\b|\b(?:HOST|PORT)\b")
OF_OTHERS = {"DATABASE_PASSWORD", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"}


def settings_in(text):
    return set(SETTING.findall(text)) - OF_OTHERS


def known():
    code = (ROOT / "tracker" / "settings.py").read_text()
    return set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', code))


def unit_of(path):
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.read(path)
    return unit["Service"]


def compose():
    return yaml.safe_load((EXAMPLES / "compose.yaml").read_text())["services"]


def seconds(text):
    return int(str(text).removesuffix("s"))


def parses(command):
    words = command.replace("%i", "web").split()
    assert words[1:3] == ["manage.py", "up"]
    return vars(Command().create_parser("manage.py", "up").parse_args(words[3:]))["only"]


def test_every_setting_that_is_named_exists():
    text = PAGE + "".join(path.read_text() for path in EXAMPLES.iterdir())
    assert settings_in(text) - {"X_FORWARDED_PROTO"} <= known()


def test_every_example_is_named_and_there():
    linked = set(re.findall(r"\(examples/([^)]+)\)", PAGE))
    assert linked == {path.name for path in EXAMPLES.iterdir()}


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_asks_the_main_process_alone_and_waits_for_it(path):
    unit = unit_of(path)
    assert unit["KillMode"] == "mixed"
    assert seconds(unit["TimeoutStopSec"]) > 2 * GRACE
    assert parses(unit["ExecStart"]) == ("web" if "@" in path.name else None)


def test_the_containers_start_one_part_each_and_wait_for_it():
    services = compose()
    assert {name: parses(services[name]["command"]) for name in ("web", "worker")} == {
        "web": "web",
        "worker": "worker",
    }
    for name in ("web", "worker"):
        assert seconds(services[name]["stop_grace_period"]) > 2 * GRACE
        assert services[name]["init"] is True


def test_the_containers_share_what_has_to_be_the_same():
    services = compose()
    shared = {"DATABASE_URL", "SECRET_KEY", "SITE_URL", "EMAIL_URL", "REDIS_URL", "FILES_DIR"}
    for name in shared:
        assert services["web"]["environment"][name] == services["worker"]["environment"][name]


def test_the_containers_keep_the_files_and_nothing_else():
    for name in ("web", "worker"):  # two workers, two data directories
        service = compose()[name]
        files = service["environment"]["FILES_DIR"]
        assert service["volumes"] == [f"files:{files}"]
        assert files in service["build"]["dockerfile_inline"].partition("install")[2]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_may_write_to_the_files_wherever_the_page_puts_them(path):
    assert unit_of(path)["ReadWritePaths"].startswith("-/")
    assert unit_of(path)["ReadWritePaths"].removeprefix("-") in PAGE


def test_no_image_names_a_host():
    images = [service["image"] for service in compose().values() if "image" in service]
    assert images
    assert not [image for image in images if "/" in image]


DEPLOYED = {
    "SITE_URL": "https://jobs.example.com",
    "EMAIL_URL": "smtp+tls://name:password@mail.example.com:587",
}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {
            "DATABASE_URL": "postgres://name:password@192.0.2.1/heardback",
            "REDIS_URL": "redis://192.0.2.1:6379/0",
            "SECRET_KEY": "of-a-length-that-nobody-will-ever-guess-0123456789-abcdefg",
            "HOST": "0.0.0.0",
        },
    ],
    ids=["one machine", "many"],
)
def test_djangos_check_for_deployment_finds_nothing(tmp_path, more):
    run = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={"DATA_DIR": str(tmp_path), "PATH": ""} | DEPLOYED | more,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert run.returncode == 0, run.stderr
    assert "no issues" in run.stdout
