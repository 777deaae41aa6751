"""`manage.py up`: everything between a checkout and a running Heardback, then Heardback itself."""

import hashlib
import ipaddress
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandParser, call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tracker.supervisor import parts

MIGRATING = 0x48656172  # an advisory lock's number: "Hear"


class Command(BaseCommand):
    help = "Brings the database up to date and starts web server and worker; Ctrl-C stops both."
    requires_system_checks: list[str] = []  # the web server and the worker run them anyway

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--only",
            choices=parts.ALL,
            help="start this part alone, where others run on other machines (docs/scaling.md)",
        )

    def handle(self, *_args: Any, only: str | None = None, **_options: Any) -> None:
        wanted = parts.wanted(only)
        if problem := parts.problem_with(wanted, settings.DATA_DIR, settings.HOST, settings.PORT):
            self.stderr.write(problem)
            sys.exit(1)
        with one_after_the_other():
            migrate_if_needed()
            write_calendars_if_needed()
            if parts.WORKER in wanted:
                prepare_the_work()
        if parts.WEB in wanted:
            collect_static_files_if_changed()
        environment = environment_of_the_supervisor(only)
        connections.close_all()
        self.stdout.flush()
        # The same process goes on as the supervisor, so that whoever started us signals it directly.
        os.execve(sys.executable, [sys.executable, "-m", "tracker.supervisor"], environment)  # noqa: S606


@contextmanager
def one_after_the_other() -> Iterator[None]:
    """Several machines may start at once, and one migrates. SQLite's are on one machine only."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        # The others wait for as long as it takes.
        cursor.execute("SELECT set_config('lock_timeout', '0', false)")
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def prepare_the_work() -> None:
    # Imported here: what these need is not there before the database is.
    from tracker.reminders.schedules import ensure_schedules
    from tracker.reminders.tasks import wake
    from tracker.services.zones import follow_changed_zones

    ensure_schedules()  # whatever became of them since the last migration: no sweep, no mail
    follow_changed_zones(now=timezone.now())
    wake()


def write_calendars_if_needed() -> None:
    """Before anything is served: a calendar that finds nothing forgets everything."""
    # Imported here: what this needs is not there before the database is.
    from tracker.services.events import calendars_to_rewrite, rewrite_calendars

    if calendars_to_rewrite().exists():
        rewrite_calendars(now=timezone.now())


def migrate_if_needed() -> None:
    executor = MigrationExecutor(connections["default"])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def collect_static_files_if_changed() -> None:
    stamp = Path(settings.STATIC_ROOT) / "collected.sha256"
    now = fingerprint_of_static_files()
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now)


def fingerprint_of_static_files() -> str:
    """Changes when a file is added, removed or written, and when the way of storing them does."""
    found = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for path in sorted(static_files()):
        status = path.stat()
        found.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return found.hexdigest()


def static_files() -> Iterator[Path]:
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=[]):
            yield Path(storage.path(name))


def environment_of_the_supervisor(only: str | None) -> dict[str, str]:
    environment = os.environ | {
        "ONLY": only or "",
        "DATA_DIR": str(settings.DATA_DIR),
        "HOST": settings.HOST,
        "PORT": str(settings.PORT),
        "WEB_WORKERS": str(settings.WEB_WORKERS),
        "ANNOUNCEMENT": f"Heardback is running at {settings.SITE_URL}/ (Ctrl-C stops it)",
    }
    if only == parts.WORKER:
        environment["ANNOUNCEMENT"] = "Heardback's worker is running (Ctrl-C stops it)"
    elif needs_setup_token():
        token = settings.SETUP_TOKEN or secrets.token_urlsafe(16)
        environment["SETUP_TOKEN"] = token
        environment["ANNOUNCEMENT"] += (
            f"\nMake the first account at {settings.SITE_URL}/accounts/create/?token={token}"
        )
    return environment


def needs_setup_token() -> bool:
    """Others can reach us and nobody has an account yet: whoever came first would own this."""
    return not is_loopback(settings.HOST) and not get_user_model().objects.exists()


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
