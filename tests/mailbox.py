"""Real mail servers: one that delivers into a list, one that wants a password."""

import email
import email.policy
import time
from asyncio import Server
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class OnAFreePort(Controller):
    """A mail server of its own for each test."""

    def __init__(self, handler: object, **how: Any) -> None:
        super().__init__(handler, hostname="127.0.0.1", port=0, **how)

    def _trigger_server(self) -> None:
        # Called once it listens, to knock at its own door: only then is the port known.
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class Door(OnAFreePort):
    """Lets one in with one password only."""

    def __init__(self, password: str) -> None:
        def judge(_server: Any, _session: Any, _envelope: Any, _way: Any, data: Any) -> AuthResult:
            return AuthResult(success=data.password == password.encode(), handled=False)

        super().__init__(object(), authenticator=judge, auth_require_tls=False)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class Mailbox(OnAFreePort):
    """`wait_for` waits until a mail to somebody is there."""

    def __init__(self) -> None:
        super().__init__(self)
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        return "250 Delivered"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.mails if message["To"] == address]

    def wait_for(self, address: str, within: float) -> EmailMessage:
        deadline = time.monotonic() + within
        while not (found := self.to(address)):
            assert time.monotonic() < deadline, f"no mail to {address}, but {self.mails}"
            time.sleep(0.05)
        return found[0]
