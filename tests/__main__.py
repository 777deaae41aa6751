"""`python -m tests`: the whole suite with all that is found here; what `make test` runs.

Once on SQLite, and once more on PostgreSQL with Redis as the broker where both are found.
TEST_DATABASE_URL, TEST_REDIS_URL and CHROMIUM say where to look; REQUIRE=postgres,redis,browser,node
turns what is missing into a failure. Arguments go to pytest.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import psycopg
import redis

POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
KNOWN = {"postgres", "redis", "browser", "node"}
TITLES = {"sqlite": "SQLite", "postgresql": "PostgreSQL and Redis"}
QUICK = ["-m", "not slow and not browser"]
# What waits for processes and clocks, what drives a browser, and in two halves what only computes.
PARTS = {
    "waiting": ["-m", "slow and not browser"],
    "browser": ["-m", "browser"],
    "pages": [*QUICK, "tests/views"],
    "rest": [*QUICK, "--ignore=tests/views"],
}
# These give way: who waits for a clock is to find the machine free when it strikes.
GIVE_WAY = {"pages", "rest"}
NOTHING_PICKED = 5
# What has no database in it, or none that could matter, is run once.
ON_ANY_DATABASE = (
    "browser",
    "forms",
    "imports",
    "insights",
    "planning",
    "supervisor",
    "writing",
    "live/test_invitation_is_dropped.py",
    "test_clock.py",
    "test_conventions.py",
    "test_ics.py",
    "test_security.py",
    "views/test_access.py",
    "calendars/test_invitation_bombs.py",
    "calendars/test_invitation_cases.py",
    "calendars/test_invitation_zones.py",
    "calendars/test_invitation.py",
)
# Pages that are forms: what they save, services try on both; all pages are shown on both by
# views/test_query_counts.py.
FORMS = """
    accounts contacts debriefs documents interviews invitations letters letters_kept mail_server
    messages news playbook questions rejections requests said_when settings stages undated
"""
# What reads our calendars in node; its version is pinned beside it.
ICALJS = Path(__file__).parent / "calendars" / "icaljs"


class Helper(NamedTuple):
    name: str
    address: str  # empty when it is not here
    looked_for: str


def main(arguments: list[str]) -> int:
    helpers = [find_postgres(), find_redis(), find_browser(), find_node()]
    missing = [helper for helper in helpers if not helper.address]
    if refusal := refusal_for(missing):
        print(refusal, file=sys.stderr)
        return 2
    postgres, broker, browser, _node = (helper.address for helper in helpers)
    found = {
        "TEST_DATABASE_URL": postgres,
        "TEST_REDIS_URL": broker,
        "CHROMIUM": browser,
        "TESTS_LEFT_OUT": "\n".join([*map(left_out, missing), *cases_left_out()]),
    }
    databases = [Database("sqlite", found | {"DATABASE_URL": "", "REDIS_URL": ""}, arguments)]
    if postgres and broker:
        servers = {"DATABASE_URL": postgres, "REDIS_URL": broker}
        names = [*ON_ANY_DATABASE, *(f"views/test_{name}.py" for name in FORMS.split())]
        once = [f"--ignore=tests/{name}" for name in names]
        databases.append(Database("postgresql", found | servers, [*once, *arguments]))
    codes = run_beside_each_other(databases)
    # Nothing picked is no failure where another had something; a run that a signal ended is one.
    return max([abs(code) for code in codes if code != NOTHING_PICKED], default=NOTHING_PICKED)


class Database(NamedTuple):
    name: str
    setting: dict[str, str]
    arguments: list[str]


def run_beside_each_other(databases: list[Database]) -> list[int]:
    """Both databases at once, and of each all parts beside each other.

    Who picks tests gets one run a database.
    """
    parts: dict[str, list[str]] = {"": []} if databases[0].arguments else PARTS
    runs = [Run(each, *part) for part in parts.items() for each in databases]
    for run in runs:
        run.start()
    return [run.tell() for run in runs]


class Run:
    """The suite, or a part of it, on one database."""

    def __init__(self, database: Database, part: str, picks: list[str]) -> None:
        self.name = "-".join(filter(None, [database.name, part]))
        self.title = ", ".join(filter(None, [TITLES[database.name], part]))
        self.gives_way = part in GIVE_WAY
        self.setting = database.setting
        self.arguments = [*picks, *database.arguments]
        self.said = tempfile.TemporaryFile()  # noqa: SIM115  # as long as the run

    def start(self) -> None:
        own = {"DATA_DIR": f"test-output/{self.name}"}
        if server := self.setting["DATABASE_URL"]:
            own["DATABASE_URL"] = database_of(self.name, server)
        setting = self.setting | own
        environment = os.environ | setting
        # An address that is empty stands for one that is not set.
        environment = {
            name: value for name, value in environment.items() if value or name not in setting
        }
        ours = ["-p", "tests.left_out", "--hypothesis-profile=thorough"]
        command = [sys.executable, "-m", "pytest", *ours, *self.arguments]
        if self.gives_way:
            command = ["nice", *command]
        self.process = subprocess.Popen(
            command, env=environment, stdout=self.said, stderr=subprocess.STDOUT
        )

    def tell(self) -> int:
        """What it says, as it says it; its code when it has ended."""
        print(f"On {self.title}:", flush=True)
        place = 0
        while True:
            has_ended = self.process.poll() is not None
            new = os.pread(self.said.fileno(), 1 << 20, place)
            place += len(new)
            sys.stdout.buffer.write(new)
            sys.stdout.flush()
            if has_ended and not new:
                return self.process.returncode
            if not new:
                time.sleep(0.2)


def database_of(run: str, server: str) -> str:
    """The same server, and a name that no two runs share; Django makes test_<name>."""
    path = f"/heardback_{os.getpid()}_{run.replace('-', '_')}"
    return urlsplit(server)._replace(path=path).geturl()


def refusal_for(missing: list[Helper]) -> str:
    required = set(filter(None, os.environ.get("REQUIRE", "").replace(" ", "").split(",")))
    if unknown := required - KNOWN:
        return f"REQUIRE knows {', '.join(sorted(KNOWN))}, not {', '.join(sorted(unknown))}."
    sentences = [
        f"REQUIRE asks for {helper.name}, but there is none: looked for {helper.looked_for}."
        for helper in missing
        if helper.name in required
    ]
    return "\n".join(sentences)


def left_out(helper: Helper) -> str:
    return f"Left out: what needs {helper.name} (looked for {helper.looked_for})."


def cases_left_out() -> list[str]:
    """The calendar files of others are not ours to pass on: they lie beside the project, or not."""
    cases = Path(__file__).resolve().parents[2] / "shared" / "cases"
    here = Path(os.environ.get("CASES", cases)).is_dir()
    return [] if here else ["Left out: what reads the case files (looked for ../shared/cases)."]


def find_postgres() -> Helper:
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.Error:
        return Helper("postgres", "", without_password(POSTGRES))
    return Helper("postgres", POSTGRES, "")


def find_redis() -> Helper:
    try:
        with redis.Redis.from_url(REDIS, socket_connect_timeout=3) as client:
            client.ping()
    except (redis.RedisError, ValueError):
        return Helper("redis", "", without_password(REDIS))
    return Helper("redis", REDIS, "")


def find_browser() -> Helper:
    candidates = [os.environ.get("CHROMIUM", ""), *BROWSERS]
    paths = (shutil.which(candidate) for candidate in candidates if candidate)
    return Helper("browser", next(filter(None, paths), ""), ", ".join(BROWSERS))


def find_node() -> Helper:
    """Node with ical.js, which npm fetches the first time."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and not (ICALJS / "node_modules").is_dir():
        subprocess.run([npm, "ci", "--silent", "--no-audit", "--no-fund"], cwd=ICALJS)
    found = node if node and (ICALJS / "node_modules" / "ical.js").is_dir() else ""
    return Helper("node", found, "node and npm, which fetches ical.js")


def without_password(address: str) -> str:
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
