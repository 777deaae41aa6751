"""`python -m tests.faults.writer NUMBER`: so many writers, one after the other, killed in mid-write.

Each enters facts as fast as it can, with a mind of its own; a printed line says how many came about.
"""

import os
import random
import signal
import sys
import time
from datetime import timedelta
from typing import Any

LIVES = 0.02, 0.3  # seconds from its first fact to its end


def main(number: int) -> None:
    from django.db import connections

    from tests import cast

    alice = cast.alice()
    for seed in range(number):
        connections.close_all()  # nobody inherits a line to the database
        hears, says = os.pipe()
        child = os.fork()
        if child == 0:
            write_for_ever(alice, random.Random(seed), says)
        os.close(says)
        assert os.read(hears, 1), "it ended before it had written anything"
        time.sleep(random.uniform(*LIVES))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(hears)
    from tracker.models import Application, FollowUp, Interview, Message

    rows = (Application, Interview, Message, FollowUp)
    sys.stdout.write(" ".join(str(row.objects.count()) for row in rows) + "\n")


def write_for_ever(owner: Any, chance: random.Random, says: int) -> None:
    from tracker.services.applications import log_application

    number = 0
    while True:
        application = log_application(
            by=owner, company=f"Company {number}", values={"role": "Engineer"}, now=now()
        )
        os.write(says, b".") if not number else None
        number += 1
        for _ in range(4):
            chance.choice((agree, move, hear, decide, turn_down))(application, chance)


def now() -> Any:
    from django.utils import timezone

    return timezone.now()


def agree(application: Any, chance: random.Random) -> None:
    from tests.services.doings import agreed
    from tracker.services.interviews import schedule_interview

    values = agreed() | {"date": (now() + timedelta(days=chance.randrange(1, 9))).date()}
    newcomers = [{"name": "Dana", "kind": "interviewer"}]
    schedule_interview(application, values=values, attendees=(), newcomers=newcomers, now=now())


def move(application: Any, chance: random.Random) -> None:
    from tests.services.doings import agreed
    from tracker.services.interviews import change_interview

    if row := application.interviews.first():
        values = agreed() | {"date": (now() + timedelta(days=chance.randrange(1, 20))).date()}
        change_interview(row, values=values, attendees=(), version=row.version, now=now())


def hear(application: Any, _chance: random.Random) -> None:
    from tests.services.doings import they_write

    they_write(application, now=now())


def decide(application: Any, chance: random.Random) -> None:
    from tracker.services.follow_ups import complete, skip, snooze

    if row := application.follow_ups.open().first():
        act = chance.choice((complete, skip, snooze))
        more = {"until": now() + timedelta(days=2)} if act is snooze else {}
        act(row, now=now(), **more)


def turn_down(application: Any, chance: random.Random) -> None:
    from tracker.planning.facts import Stage
    from tracker.services.applications import change_stage

    if chance.random() < 0.3:
        change_stage(application, Stage.REJECTED, now=now())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    main(int(sys.argv[1]))
