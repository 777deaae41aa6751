"""A real mail server that delivers into a list."""

import email
import email.policy
import time
from asyncio import Server
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Mailbox(Controller):
    """Listens on a free port; `wait_for` waits until a mail to somebody is there."""

    def __init__(self) -> None:
        super().__init__(self, hostname="127.0.0.1", port=0)
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 Delivered"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if message["To"] == address]

    def wait_for(self, address: str, within: float) -> EmailMessage:
        deadline = time.monotonic() + within
        while not (found := self.to(address)):
            assert time.monotonic() < deadline, f"no mail to {address}, but {self.messages}"
            time.sleep(0.05)
        return found[0]

    def _trigger_server(self) -> None:
        # Called once it listens, to knock at its own door: only then is the port known.
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
