"""A mail server that takes everything at once: `python -m bench.smtp_sink LOG` says its port.

In a process of its own and as bare as can be, so that it is not what is measured. For each message
it writes one line into LOG: when it came (seconds since 1970), and to whom.
"""

import asyncio
import sys
import time
from pathlib import Path

ANSWERS = {
    b"EHLO": b"250-sink\r\n250 8BITMIME\r\n",
    b"DATA": b"354 go on\r\n",
    b"QUIT": b"221 bye\r\n",
}
END = b"\r\n.\r\n"


class Session(asyncio.Protocol):
    def __init__(self, log):
        self.log = log
        self.unread = b""
        self.reads_message = False

    def connection_made(self, transport):
        self.transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data):
        self.unread += data
        while (end := END if self.reads_message else b"\r\n") in self.unread:
            said, _, self.unread = self.unread.partition(end)
            self.take(said) if self.reads_message else self.obey(said)

    def take(self, _message):
        self.reads_message = False
        self.log.write(f"{time.time()} {self.recipient}\n")
        self.transport.write(b"250 OK\r\n")

    def obey(self, line):
        verb = line[:4].upper()
        if verb == b"RCPT":
            self.recipient = line.decode().partition("<")[2].partition(">")[0]
        self.transport.write(ANSWERS.get(verb, b"250 OK\r\n"))
        self.reads_message = verb == b"DATA"
        if verb == b"QUIT":
            self.transport.close()


async def main(path):
    with Path(path).open("a", buffering=1) as log:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Session(log), "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
