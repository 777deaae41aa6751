"""`python -m tests.faults.impatient_web`: the real web server; a worker is silent after three seconds."""

from typing import Any

from tracker.supervisor import web

LIMIT = 3  # seconds instead of three minutes
load = web.load


def load_impatiently() -> Any:
    application = load()
    from tracker.views import health

    health.LIMIT = LIMIT
    return application


if __name__ == "__main__":
    web.load = load_impatiently
    web.main()
