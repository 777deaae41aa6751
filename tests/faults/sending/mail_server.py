"""The scripted mail server, for processes: it can be held at a stage, be slow, be away."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.smtp_server import DOT, GOOD, ScriptedServer

AUTH, EHLO, QUIT = "AUTH", "EHLO", "QUIT"
ANSWERS = GOOD | {EHLO: "250-here\r\n250 AUTH PLAIN", AUTH: "235 welcome"}
PATIENCE = 20.0


class Hold:
    """The server says nothing at a stage until it may; `client` is the port of who waits for it."""

    def __init__(self) -> None:
        self.client = 0
        self._reached, self._go_on = threading.Event(), threading.Event()

    def reach(self, client: int) -> None:
        self.client = client
        self._reached.set()
        self._go_on.wait(PATIENCE)

    def wait_until_reached(self) -> int:
        assert self._reached.wait(PATIENCE), "nobody came as far as that"
        return self.client

    def let_go(self) -> None:
        self._go_on.set()


class FaultyServer(ScriptedServer):
    """Wants a log-in, and takes `seconds_a_mail` to think about each."""

    def __init__(self) -> None:
        self.seconds_a_mail = 0.0
        self.reached: Counter[str] = Counter()
        self._holds: dict[str, Hold] = {}
        self._clients: dict[int, int] = {}
        super().__init__()

    @property
    def address(self) -> str:
        return f"smtp://heardback:secret@127.0.0.1:{self.port}"

    def message_ids(self) -> Counter[str]:
        return Counter(str(message["Message-ID"]) for message in self.taken)

    def forget(self) -> None:
        self.script.clear()
        self.taken.clear()
        self.reached.clear()
        self.seconds_a_mail = 0.0

    def answer_to(self, stage: str) -> str:
        self.reached[stage] += 1
        if hold := self._holds.pop(stage, None):
            hold.reach(self._clients[threading.get_ident()])
        if stage == DOT and self.seconds_a_mail:
            self.closing.wait(self.seconds_a_mail)
        script = self.script[stage]
        return script.popleft() if script else ANSWERS.get(stage, "250 OK")

    @contextmanager
    def held_at(self, stage: str) -> Iterator[Hold]:
        """The first who reaches `stage` waits there, to the end of the block at the longest."""
        hold = self._holds[stage] = Hold()
        try:
            yield hold
        finally:
            self._holds.pop(stage, None)
            hold.let_go()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Connections are refused, as when nothing runs there."""
        address = self.server_address
        self.shutdown()
        self.server_close()
        try:
            yield
        finally:
            self.socket = socket.socket()
            self.server_address = address
            self.server_bind()
            self.server_activate()
            threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        self._clients[threading.get_ident()] = client_address[1]
        super().process_request_thread(request, client_address)
