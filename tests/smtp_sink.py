"""A mail server of the tests: takes letters on 127.0.0.1, can refuse people, be silent, or stop within a letter."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


@dataclass
class Sink:
    """`letters` in the order they came. `refused` maps an address to the answer it gets instead of "250".

    `before_yes` is called with the number of a letter whose last line has come, before the server says yes: what
    happens there is the moment in which a letter has arrived and its sender does not know it yet.
    """

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    connections: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    greeting: str = "220 sink"
    before_yes: Callable[[int], None] = lambda number: None

    @property
    def mailbox(self) -> Counter[str]:
        """How often each Message-ID came; a mailbox shows each once."""
        return Counter(str(letter["Message-ID"]) for letter in self.letters)

    @property
    def receivers(self) -> list[str]:
        return [str(letter["To"]) for letter in self.letters]


class _Session(socketserver.StreamRequestHandler):
    server: Any

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        sink: Sink = self.server.sink
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sink.connections += 1
        self.say(sink.greeting)
        while line := self.rfile.readline():
            words = line.decode("utf-8", "replace").strip()
            verb = words.partition(" ")[0].upper()
            if verb in ("EHLO", "HELO"):
                self.say("250 sink")
            elif verb == "RCPT":
                self.say(sink.refused.get(words.partition("<")[2].partition(">")[0], "250 ok"))
            elif verb == "DATA":
                self.say("354 go on")
                self.take(sink)
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self, sink: Sink) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        with self.server.lock:
            sink.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
            number = len(sink.letters)
        sink.before_yes(number)
        self.say("250 taken")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A sender that was killed leaves a broken connection behind."""


@contextmanager
def smtp_sink() -> Iterator[Sink]:
    with _Server(("127.0.0.1", 0), _Session) as server:
        sink = Sink(port=server.server_address[1])
        server.sink, server.lock = sink, threading.Lock()  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            server.shutdown()
            thread.join()


def closed_port() -> int:
    """Where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
