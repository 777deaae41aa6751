"""`python -m bench.memory`: what Heardback takes on SQLite once everything in it has been used.

It starts an instance of its own, walks every page that a link leads to, has a reminder sent, and
adds up the proportional set sizes of all its processes: what several of them share counts once.
Of files (the programs themselves) other Pythons on the machine may bear a part; `own` they cannot.
"""

import re
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from tests.live.clock import NoonClock
from tests.live.instance import started
from tests.live.visitor import Page, Visitor
from tests.mailbox import Mailbox

GOAL = 160  # MiB
NUMBER = re.compile(r"\d+")


def main() -> None:
    mailbox = Mailbox()
    mailbox.start()
    try:
        with tempfile.TemporaryDirectory() as data, started(Path(data), mailbox.port) as instance:
            process = instance.running.process.pid
            time.sleep(5)  # the worker's processes are all there, and idle
            report("just started", process)
            visitor = Visitor(instance.url)
            walked = walk(visitor, log_a_search(visitor))
            mailbox.wait_for(visitor.email, within=180)
            time.sleep(5)
            total = report(f"after {walked} pages and a mail", process)
    finally:
        mailbox.stop()
    print(f"goal: at most {GOAL} MiB, {'reached' if total <= GOAL else 'missed'}")


def log_a_search(visitor: Visitor) -> Page:
    """An interview whose thanks are called to mind at once, and one that is to come."""
    clock = NoonClock()
    visitor.make_account(clock.city)
    visitor.have_met("Dana", "Northwind (sample)", clock.next_minute(seconds_ahead=2))
    application = visitor.log_application("Southwind (sample)", "Engineer")
    visitor.log_interview(application, clock.now() + timedelta(days=3), **{"new-0-name": "Max"})
    return visitor.get("/")


def walk(visitor: Visitor, start: Page) -> int:
    """Follow every link once; of pages that differ in a number only, the first three."""
    seen: dict[str, set[str]] = {}
    ahead = [start]
    while ahead:
        page = ahead.pop()
        for address in page.links.values():
            path = urlsplit(address).path
            alike = seen.setdefault(NUMBER.sub("0", path), set())
            if address.startswith(visitor.url) and path not in alike and len(alike) < 3:
                alike.add(path)
                ahead.append(visitor.get(address))
    return sum(map(len, seen.values()))


def report(when: str, process: int) -> float:
    print(f"{when}\n  {'PSS MiB':>8} {'own':>7}")
    sizes = [(name, *sizes_of(each)) for each, name in family_of(process)]
    for name, whole, own in sizes:
        print(f"  {whole:8.1f} {own:7.1f}  {name}")
    total = sum(whole for _, whole, _ in sizes)
    print(f"  {total:8.1f} {sum(own for _, _, own in sizes):7.1f}  together", flush=True)
    return total


def family_of(process: int, depth: int = 0) -> Iterator[tuple[int, str]]:
    """It and all its descendants, the elders first."""
    command = Path(f"/proc/{process}/cmdline").read_text().split("\0")
    yield process, "  " * depth + " ".join(command[1:4])
    for thread in Path(f"/proc/{process}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from family_of(int(child), depth + 1)


def sizes_of(process: int) -> tuple[float, float]:
    """Its proportional share in MiB: of everything, and of what is no file's."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    sizes = {name: int(size) / 1024 for name, size in re.findall(r"(\w+): +(\d+) kB", rollup)}
    return sizes["Pss"], sizes["Pss_Anon"] + sizes["Pss_Shmem"]


if __name__ == "__main__":
    main()
