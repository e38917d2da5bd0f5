"""A small SMTP server on loopback that can be told to misbehave."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import BinaryIO, Literal

Fault = Literal["", "busy", "drop_after_data", "drop_before_data", "slow_after_data", "later"]


@dataclass
class MailServer:
    """What it took, by receiver; `fault`: how it misbehaves for the next `faulty` messages."""

    port: int
    took: list[tuple[str, bytes]] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    fault: Fault = ""
    faulty: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(content, policy=policy.default) for _, content in self.took]

    @property
    def receivers(self) -> list[str]:
        return [receiver for receiver, _ in self.took]


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """One that listens until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = MailServer(listener.getsockname()[1])
        threading.Thread(target=_accept, args=(listener, server), daemon=True).start()
        try:
            yield server
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)


def _accept(listener: socket.socket, server: MailServer) -> None:
    with suppress(OSError):
        while True:
            client, _ = listener.accept()
            threading.Thread(target=_talk, args=(client, server), daemon=True).start()


def _talk(client: socket.socket, server: MailServer) -> None:
    with suppress(OSError), client, client.makefile("rb") as lines:
        client.sendall(b"421 busy\r\n" if server.fault == "busy" else b"220 test\r\n")
        if server.fault == "busy":
            return
        receiver = ""
        while line := lines.readline():
            word = line.strip().upper()
            if word.startswith(b"RCPT"):
                receiver = line.decode().partition("<")[2].partition(">")[0]
                client.sendall(b"550 no such user\r\n" if receiver in server.refuses else b"250 ok\r\n")
            elif word == b"DATA":
                if not _data(client, lines, server, receiver):
                    return
            elif word == b"QUIT":
                client.sendall(b"221 bye\r\n")
                return
            else:
                client.sendall(b"250 ok\r\n")


def _data(client: socket.socket, lines: BinaryIO, server: MailServer, receiver: str) -> bool:
    fault = server.fault if server.faulty > 0 else ""
    if fault:
        server.faulty -= 1
    if fault == "drop_before_data":
        return False
    if fault == "later":
        client.sendall(b"451 try again later\r\n")
        return True
    client.sendall(b"354 go on\r\n")
    content = b""
    while (line := lines.readline()) != b".\r\n":
        if not line:
            return False
        content += line[1:] if line.startswith(b"..") else line
    server.took.append((receiver, content))
    if fault == "slow_after_data":
        time.sleep(2)
    if fault in ("drop_after_data", "slow_after_data"):
        return False
    client.sendall(b"250 taken\r\n")
    return True
