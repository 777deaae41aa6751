"""`python -m tests`: the whole suite with all that is found here; what `make test` runs.

Once on SQLite, and once more on PostgreSQL with Redis as the broker where both are found.
TEST_DATABASE_URL, TEST_REDIS_URL and CHROMIUM say where to look; REQUIRE=postgres,redis,browser
turns what is missing into a failure. Arguments go to pytest.
"""

import os
import shutil
import subprocess
import sys
from typing import NamedTuple
from urllib.parse import urlsplit

import psycopg
import redis

POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Helper(NamedTuple):
    name: str
    address: str  # empty when it is not here
    looked_for: str


def main(arguments: list[str]) -> int:
    helpers = [find_postgres(), find_redis(), find_browser()]
    missing = [helper for helper in helpers if not helper.address]
    if refusal := refusal_for(missing):
        print(refusal, file=sys.stderr)
        return 2
    postgres, broker, browser = (helper.address for helper in helpers)
    found = {
        "TEST_DATABASE_URL": postgres,
        "TEST_REDIS_URL": broker,
        "CHROMIUM": browser,
        "DATA_DIR": "test-output/data",  # and never the data of whoever runs the tests
        "TESTS_LEFT_OUT": "\n".join(map(left_out, missing)),
    }
    settings = [{"DATABASE_URL": "", "REDIS_URL": ""}]
    if postgres and broker:
        settings.append({"DATABASE_URL": database_of_this_run(postgres), "REDIS_URL": broker})
    codes = [run_pytest(found | setting, arguments) for setting in settings]
    return max(codes)


def run_pytest(setting: dict[str, str], arguments: list[str]) -> int:
    database = "PostgreSQL and Redis" if setting["DATABASE_URL"] else "SQLite"
    print(f"On {database}:", flush=True)
    environment = os.environ | setting
    # An address that is empty stands for one that is not set.
    environment = {
        name: value for name, value in environment.items() if value or name not in setting
    }
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.left_out", *arguments], env=environment
    ).returncode


def database_of_this_run(server: str) -> str:
    """The same server, and a name that two runs at once do not share; Django makes test_<name>."""
    return urlsplit(server)._replace(path=f"/heardback_{os.getpid()}").geturl()


def refusal_for(missing: list[Helper]) -> str:
    required = set(filter(None, os.environ.get("REQUIRE", "").replace(" ", "").split(",")))
    if unknown := required - {"postgres", "redis", "browser"}:
        return f"REQUIRE knows postgres, redis and browser, not {', '.join(sorted(unknown))}."
    sentences = [
        f"REQUIRE asks for {helper.name}, but there is none: looked for {helper.looked_for}."
        for helper in missing
        if helper.name in required
    ]
    return "\n".join(sentences)


def left_out(helper: Helper) -> str:
    return f"Left out: what needs {helper.name} (looked for {helper.looked_for})."


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


def without_password(address: str) -> str:
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
