"""`python -m bench.reminders [leaving|idle|lateness]`: what the goals about reminders ask for.

Both sides of each figure come from one run, on the database that DATABASE_URL names (SQLite without
it); a database of our own is made there and dropped again. Lateness takes five minutes.
"""

import os
import random
import smtplib
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time, sleep

MAILS, ROUNDS, TASKS = 200, 3, 100
FEW, MANY, LOOKS = 1_000, 1_000_000, 300
LATE, WITHIN = 66, 240  # so many reminders, within so many seconds


def main(parts):
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        log = folder / "mails.log"
        port = stack.enter_context(sink(log))
        os.environ |= {"DATA_DIR": str(folder), "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
        import django

        django.setup()
        from django.db import connection

        from tests.faults.sending.ground import own_ground

        ground = stack.enter_context(own_ground(folder))
        print(f"{connection.vendor}, load {os.getloadavg()[0]:.1f}")
        for part in parts:
            {"leaving": leaving, "idle": idle, "lateness": lateness}[part](ground, log)
            ground.clear()


@contextmanager
def sink(log):
    command = [sys.executable, "-m", "bench.smtp_sink", str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield int(server.stdout.readline())
        finally:
            server.terminate()


@contextmanager
def cluster(ground):
    """A real one, at the same database."""
    environment = os.environ | {"DATABASE_URL": ground.address, "REDIS_URL": ""}
    with subprocess.Popen([sys.executable, "manage.py", "qcluster"], env=environment) as process:
        try:
            yield
        finally:
            process.terminate()


# --- Leaving -----------------------------------------------------------------------------------


def leaving(ground, _log):
    from django.utils import timezone

    now = timezone.now()
    everyone(ground, MAILS)
    ways = {
        "our sweep": sweep_all,
        "writing each, Django's mail class, one line": lambda: write_and_send(now),
        "Django's mail class, one line, ready words": send_ready_words,
        "raw smtplib, one line, ready bytes": send_ready_bytes,
    }
    rates = {name: [] for name in ways}
    work = {name: [] for name in ways}
    for _ in range(ROUNDS):
        begin_again()
        for name, way in ways.items():
            began = process_time()
            rates[name].append(MAILS / seconds(way))
            work[name].append((process_time() - began) / MAILS * 1000)
    best = {name: median(each) for name, each in rates.items()}
    best["writing each, one queued task a reminder"] = by_tasks(ground, now)
    ours = best["our sweep"]
    for name, rate in best.items():
        busy = f"{median(work[name]):5.1f} ms of a processor each" if name in work else ""
        print(f"{name:<44} {rate:6.0f} a second; ours is {ours / rate:5.2f} of it   {busy}")
    names = list(best)
    verdict("at least 0.8 of Django's mail class on one line", ours / best[names[2]] >= 0.8)
    verdict("the same when it writes the mails too", ours / best[names[1]] >= 0.8)
    verdict("at least 8 times one task a reminder", ours / best[names[4]] >= 8)


def everyone(ground, number):
    """So many people, each with one check-in due, for which a letter is drafted."""
    from tracker.models import Contact, FollowUp

    ground.people(number)
    rows = list(FollowUp.objects.select_related("application"))
    contacts = Contact.objects.bulk_create(
        Contact(
            owner_id=row.owner_id,
            company_id=row.application.company_id,
            name="Dana Reyes",
            kind="interviewer",
            email="dana@example.com",
            entered_at=row.entered_at,
        )
        for row in rows
    )
    for row, contact in zip(rows, contacts, strict=True):
        row.kind, row.contact = "check-in", contact
    FollowUp.objects.bulk_update(rows, ["kind", "contact"])


def begin_again():
    from tracker.models import Delivery, Reminder

    Reminder.objects.update(state="scheduled", delivery=None)
    Delivery.objects.all().delete()


def sweep_all():
    from tracker.reminders.sweep import sweep

    assert sweep(budget=0) == {"sent": MAILS}


def write_and_send(now):
    from django.core.mail import get_connection

    from bench.naive import message_of, words_of
    from tracker.models import Reminder

    with get_connection() as line:
        for pk in Reminder.objects.values_list("pk", flat=True):
            message_of(words_of(pk, now), line).send()


def send_ready_words():
    from django.core.mail import get_connection

    from bench.naive import message_of
    from tracker.models import Delivery

    with get_connection() as line:
        for words in Delivery.objects.all():
            message_of(words, line).send()


def send_ready_bytes():
    from django.conf import settings

    from tracker import mail
    from tracker.models import Delivery
    from tracker.reminders.message import as_bytes, make_message

    words = mail.Mail(*Delivery.objects.values_list("recipient", "subject", "text", "html")[0])
    first = Delivery.objects.earliest("pk").message_id
    body = as_bytes(make_message(words, first, sender=settings.DEFAULT_FROM_EMAIL))
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as line:
        for _ in range(MAILS):
            line.sendmail("heardback@example.com", [words.recipient], body)


def by_tasks(ground, now):
    """How many a second leave when each is a task of its own, three workers at it."""
    from tracker.models import Reminder

    begin_again()
    some = list(Reminder.objects.values_list("pk", flat=True)[:TASKS])
    Reminder.objects.exclude(pk__in=some).delete()
    with cluster(ground):
        ground.enqueue("bench.naive.send_one", some[0], now)
        wait_for(lambda: Reminder.objects.filter(state="claimed").exists())  # it has started

        def send():
            for pk in some[1:]:
                ground.enqueue("bench.naive.send_one", pk, now)
            wait_for(lambda: not Reminder.objects.filter(state="scheduled").exists())

        return (TASKS - 1) / seconds(send)


# --- A sweep that finds nothing ----------------------------------------------------------------


def idle(ground, _log):
    ground.people(1, due_in=timedelta(days=9000).total_seconds())
    add_reminders(FEW)
    few = look()
    add_reminders(MANY)
    many = look()
    print(f"a sweep that finds nothing due: {few:.0f} µs with {FEW:,} reminders to come,")
    print(f"{many:.0f} µs with {MANY:,}: {many / few:.2f} times")
    verdict("at most 1.3 times", many / few <= 1.3)


def add_reminders(number):
    """Up to that many in all, one a second, from a day ahead on."""
    from django.db import connection

    from tracker.models import FollowUp, Reminder

    have = Reminder.objects.count()
    row = FollowUp.objects.get()
    seconds_of = {
        "sqlite": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now', '+1 day', n || ' seconds')",
        "postgresql": "now() + interval '1 day' + n * interval '1 second'",
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH RECURSIVE counting(n) AS (
                  SELECT %s UNION ALL SELECT n + 1 FROM counting WHERE n < %s)
                INSERT INTO tracker_reminder (owner_id, follow_up_id, send_at, state)
                SELECT %s, %s, {seconds_of[connection.vendor]}, 'scheduled' FROM counting""",
            [have + 1, number, row.owner_id, row.pk],
        )
        # Or the server would tidy up by itself, just while we measure.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    assert Reminder.objects.count() == number


def look():
    """What one takes, in microseconds."""
    from tracker.reminders.sweep import sweep

    return median(seconds(lambda: sweep(budget=0)) for _ in range(LOOKS)) * 1_000_000


# --- Lateness ----------------------------------------------------------------------------------


def lateness(ground, log):
    """Of reminders at random moments; beside it, had each waited for the next scheduled sweep."""
    from django_q.models import Success

    from tests.faults.sending.ground import people

    begins = datetime.now(UTC) + timedelta(seconds=35)  # the first schedule fires after 30 s
    chance = random.Random(1)
    due = {}
    for number in range(LATE):
        moment = begins + timedelta(seconds=chance.uniform(0, WITHIN))
        [person] = people(1, moment, f"Late-{number}-")
        due[person.email] = moment.timestamp()
    log.write_text("")
    with cluster(ground):
        wait_for(lambda: len(arrivals(log)) == LATE, within=WITHIN + 120)
        sleep(65)  # until the sweep that a plain schedule would have left the last one to
    came = arrivals(log)
    scheduled = sorted(
        row.started.timestamp() for row in Success.objects.filter(func__endswith="tasks.sweep")
    )
    late = sorted(came[email] - moment for email, moment in due.items())
    plain = sorted(
        min(run for run in scheduled if run >= moment) - moment
        for moment in due.values()
        if moment <= scheduled[-1]
    )
    print(f"lateness of {len(late)} reminders: median {median(late):.2f} s, worst {late[-1]:.2f} s")
    print(
        f"had they waited for the schedule: median {median(plain):.2f} s, worst {plain[-1]:.2f} s"
        f" ({len(plain)} of them)"
    )
    verdict("median at most 1 s, worst at most 5 s", median(late) <= 1 and late[-1] <= 5)


def arrivals(log):
    lines = (line.split() for line in log.read_text().splitlines() if line.count(" ") == 1)
    return {recipient: float(moment) for moment, recipient in lines}


# --- Tools -------------------------------------------------------------------------------------


def seconds(doing: Callable[[], object]) -> float:
    began = perf_counter()
    doing()
    return perf_counter() - began


def wait_for(holds, within=120):
    ends = perf_counter() + within
    while not holds():
        assert perf_counter() < ends, "it does not come about"
        sleep(0.02)


def verdict(goal, reached):
    print(f"  goal: {goal}: {'reached' if reached else 'MISSED'}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["leaving", "idle"])
