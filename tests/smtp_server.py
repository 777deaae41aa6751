"""A mail server that does as it is told: it takes mail, or misbehaves at a named stage."""

import email
import socketserver
import threading
from collections import defaultdict, deque
from email.message import Message
from typing import Self

from tests.live.instance import free_port

DROP = "drop"  # close the line without a word
HANG = "hang"  # say nothing more

CONNECT, MAIL, RCPT, DATA, DOT = "CONNECT", "MAIL", "RCPT", "DATA", "DOT"
BODY = "BODY"  # the first line of the message has come; only DROP and HANG are an answer to it
GOOD = {CONNECT: "220 ready", DATA: "354 go ahead", "QUIT": "221 bye"}


class LineLostError(Exception):
    pass


class ScriptedServer(socketserver.ThreadingTCPServer):
    """`server.next(RCPT, "450 later")` is how it answers the next RCPT; else all is well.

    `taken` is what it has taken responsibility for, whether or not it said so; `said[RCPT]` is the
    last line of that kind that it heard.
    """

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port or free_port()), Session)
        self.script: defaultdict[str, deque[str]] = defaultdict(deque)
        self.taken: list[Message] = []
        self.said: dict[str, str] = {}
        self.connections = 0
        self.closing = threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def next(self, stage: str, *answers: str) -> None:
        self.script[stage].extend(answers)

    def answer_to(self, stage: str) -> str:
        script = self.script[stage]
        return script.popleft() if script else GOOD.get(stage, "250 OK")

    def subjects(self) -> list[str]:
        return [str(message["Subject"]) for message in self.taken]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()


class Session(socketserver.StreamRequestHandler):
    server: ScriptedServer

    def handle(self) -> None:
        self.server.connections += 1
        try:
            self.say(CONNECT)
            while line := self.rfile.readline():
                verb = line.split()[0].decode().upper() if line.split() else ""
                self.server.said[verb] = line.decode().strip()
                self.obey(verb)
        except (LineLostError, OSError):
            return

    def obey(self, verb: str) -> None:
        answer = self.say(verb)
        if verb == DATA and answer.startswith("354"):
            self.take_message()
        elif verb == "QUIT":
            raise LineLostError

    def take_message(self) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line.endswith(b"\n"):
                raise LineLostError  # in the middle: nobody takes half a mail
            lines.append(line.removeprefix(b"."))
            if self.server.script[BODY]:
                self.write(self.server.answer_to(BODY))
        answer = self.server.answer_to(DOT)
        if answer in (DROP, HANG) or answer.startswith("2"):
            self.server.taken.append(email.message_from_bytes(b"".join(lines)))
        self.write(answer)

    def say(self, stage: str) -> str:
        answer = self.server.answer_to(stage)
        self.write(answer)
        return answer

    def write(self, answer: str) -> None:
        if answer == HANG:
            self.server.closing.wait(30)
        if answer in (DROP, HANG):
            raise LineLostError
        self.wfile.write(f"{answer}\r\n".encode())
