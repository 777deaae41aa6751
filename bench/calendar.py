"""`python -m bench.calendar`: the feed with 100, 1,000 and 10,000 events, both sides in one run.

What has changed since last time, beside the same bytes sent as a file; what has not, beside a view
that does nothing; and icalendar writing it all from scratch. Each is a request to the web server of
the product, over one connection that is kept; they are asked turn by turn.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

SIZES = (100, 1_000, 10_000)
FILE_GOAL, EMPTY_GOAL = 2.0, 0.8
SECONDS = 3.0  # for each figure
AT_ONCE = 5
START = datetime(2026, 9, 7, 9, tzinfo=UTC)
ABOUT = (
    "Video\nhttps://meet.example/abc-defg-hij\nWith Dana Reyes, Omar Haddad, José Muñoz\n\nBefore you"
    " leave it, ask what comes next and when they decide.\nYou want to know:\n- How large is the team?"
)


# --- The server: the addresses of the product, and those beside which they are measured -----------
def serve() -> None:
    """What `python -m bench.calendar serve` does: the product's server on PORT."""
    import django

    django.setup()
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    settings.ROOT_URLCONF = type("Addresses", (), {"urlpatterns": addresses(settings.DATA_DIR)})
    server = Granian(
        "tracker.wsgi",
        port=int(os.environ["PORT"]),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=1,
        websockets=False,
        log_level=LogLevels.error,
    )
    server.serve(target_loader=application, wrap_loader=False)


def application():
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def addresses(directory: Path):
    from django.contrib.auth.decorators import login_not_required
    from django.http import FileResponse, HttpResponse
    from django.urls import path

    from tracker.urls import urlpatterns as product

    @login_not_required
    def empty(_request):
        return HttpResponse()

    @login_not_required
    def as_file(_request):
        file = (directory / "feed.ics").open("rb")
        return FileResponse(file, content_type="text/calendar; charset=utf-8")

    return [path("empty", empty), path("file", as_file), *product]


@contextmanager
def heardback() -> Iterator[None]:
    """A database of its own, in a directory that is gone afterwards."""
    with tempfile.TemporaryDirectory() as directory:
        os.environ |= {"DATA_DIR": directory, "DJANGO_SETTINGS_MODULE": "tracker.settings"}
        for name in ("DATABASE_URL", "REDIS_URL", "SITE_URL"):
            os.environ.pop(name, None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield


def owner_with(events: int) -> str:
    """The path of a feed with so many events, written as the product writes them."""
    from django.conf import settings

    from tracker.models import Application, Company
    from tracker.services.accounts import create_account
    from tracker.services.event_rows import changed, new, write
    from tracker.services.feeds import make_feed

    settings.ALLOW_SIGNUP = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    now = datetime.now(UTC) - timedelta(hours=1)
    owner = create_account(
        name="Sample",
        email=f"sample-{events}@example.com",
        password="none",
        time_zone="UTC",
        now=now,
    )
    company = Company.objects.create(owner=owner, name="Northwind")
    application = Application.objects.create(
        owner=owner, company=company, role="Engineer", entered_at=now, changed_at=now
    )
    rows = [changed(new(application), values, now) for values in some_values(events, now)]
    write(owner.pk, rows, now)
    _, token = make_feed(owner, "Job search", now=now)
    return f"/calendar/{token}.ics"


def some_values(events, now):
    from tracker.services.events_of import Values

    for number in range(events):
        begins = now + timedelta(hours=number)
        yield Values(
            key=f"interview-{number}",
            kind="interview",
            title=f"Interview at Northwind: Engineer, {number}",
            about=ABOUT,
            path=f"/interviews/{number}/",
            place="Calle de Alcalá 45, Madrid",
            begins_at=begins,
            ends_at=begins + timedelta(hours=1),
        )


# --- Asking ---------------------------------------------------------------------------------------
@contextmanager
def server() -> Iterator[int]:
    """The server in a process of its own; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bench.calendar", "serve"]
    process = subprocess.Popen(command, env=os.environ | {"PORT": str(port)})
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert process.poll() is None, "the server ended"
                sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(15)


class Asker:
    """One connection that is kept, and as little on this side of it as there can be."""

    def __init__(self, port: int) -> None:
        self.connection = socket.create_connection(("127.0.0.1", port))
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, path: str, etag: str = "") -> tuple[bytes, bytes]:
        """The head of the answer, and its body."""
        known = f"If-None-Match: {etag}\r\n" if etag else ""
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{known}\r\n"
        self.connection.sendall(request.encode())
        answer = self.connection.recv(65_536)
        while b"\r\n\r\n" not in answer:
            answer += self.connection.recv(65_536)
        head, _, begun = answer.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        left = (int(length[1]) if length else 0) - len(begun)
        parts = [begun]
        while left > 0:
            parts.append(self.connection.recv(1_000_000))
            left -= len(parts[-1])
        return head, b"".join(parts)


def microseconds(*doings: Callable[[], object]) -> list[float]:
    """The median of each, turn by turn, so that what else the machine does falls on all alike."""
    taken: list[list[float]] = [[] for _ in doings]
    ends = perf_counter() + SECONDS * len(doings)
    while perf_counter() < ends or len(taken[-1]) < 3:
        for times, doing in zip(taken, doings, strict=True):
            began = perf_counter()
            for _ in range(AT_ONCE):
                doing()
            times.append((perf_counter() - began) / AT_ONCE * 1_000_000)
    return [median(times) for times in taken]


def from_scratch(events: int) -> Callable[[], bytes]:
    """The same calendar by icalendar alone."""
    import icalendar

    now = datetime.now(UTC)
    values = list(some_values(events, now))

    def write() -> bytes:
        calendar = icalendar.Calendar()
        for each in values:
            event = icalendar.Event()
            event.add("uid", each.key)
            event.add("dtstamp", now)
            event.add("dtstart", each.begins_at)
            event.add("dtend", each.ends_at)
            event.add("summary", each.title)
            event.add("description", each.about)
            event.add("location", each.place)
            calendar.add_component(event)
        return calendar.to_ical()

    return write


def measure(events: int, port: int) -> None:
    path = owner_with(events)
    asker = Asker(port)
    head, body = asker.ask(path)
    etag = re.search(r'(?i)etag: ("[^"]+")', head.decode())[1]
    (Path(os.environ["DATA_DIR"]) / "feed.ics").write_bytes(body)
    assert body.count(b"BEGIN:VEVENT") == events
    assert asker.ask("/file")[1] == body
    assert asker.ask(path, etag)[0].startswith(b"HTTP/1.1 304")
    sent, as_file = microseconds(lambda: asker.ask(path), lambda: asker.ask("/file"))
    same, nothing = microseconds(lambda: asker.ask(path, etag), lambda: asker.ask("/empty"))
    began = perf_counter()
    from_scratch(events)()
    scratch = (perf_counter() - began) * 1_000_000
    print(f"\n{events:,} events, {len(body):,} bytes; µs a request, median")
    line("changed: the feed", sent)
    line("the same bytes as a file", as_file)
    verdict(sent / as_file, "of a file", reached=sent <= FILE_GOAL * as_file)
    line("icalendar from scratch, no request", scratch)
    line("unchanged: 304", same)
    line("an empty view", nothing)
    verdict(nothing / same, "of its rate", reached=nothing >= EMPTY_GOAL * same)


def line(what: str, figure: float) -> None:
    print(f"  {what:<36} {figure:12,.0f}")


def verdict(ratio: float, of: str, *, reached: bool) -> None:
    print(f"    = {ratio:.2f} {of}: {'reached' if reached else 'missed'}")


def main() -> None:
    print(
        f"load {os.getloadavg()[0]:.1f}; goals: {FILE_GOAL} of a file, {EMPTY_GOAL} of an empty view"
    )
    with heardback(), server() as port:
        for size in SIZES:
            measure(size, port)


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main()
