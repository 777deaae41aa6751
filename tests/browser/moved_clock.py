"""`python -m tests.browser.moved_clock PORT FILE`: Heardback's pages at the time that FILE says.

Without a worker, so that nothing happens but what is done on the pages.
"""

import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIServer, make_server

import django
import time_machine
from django.core.management import call_command


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def main(port: int, file: Path) -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from tracker.wsgi import application  # only now there are tables and files

    clock = time_machine.travel(said_by(file), tick=True)
    traveller = clock.start()

    def at_that_time(
        environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        traveller.move_to(said_by(file))
        return application(environ, start_response)

    with make_server("127.0.0.1", port, at_that_time, server_class=Server) as server:
        sys.stdout.write("Here it is.\n")
        sys.stdout.flush()
        server.serve_forever()


def said_by(file: Path) -> datetime:
    return datetime.fromisoformat(file.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
