"""Servers that misbehave, on loopback: each site has its own address and port, a log, and answers by path.

with BadServer() as server:
    site = server.site("so-a.test", {"/": page("<p>Chào</p>"), "/drip": drip})
"""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import brotli
from backports import zstd


@dataclass(frozen=True)
class Hit:
    """One request as it arrived."""

    at: float
    host: str
    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    port: int = 0


@dataclass
class Wire:
    """The connection that a request came in on."""

    socket: socket.socket
    closing: threading.Event

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def wait(self, seconds: float) -> None:
        self.closing.wait(seconds)

    def drop(self) -> None:
        """Break the connection off with a reset."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        self.socket.close()


Answerer = Callable[[Hit, Wire], None]


def head(status: int, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status} So", *headers, "", ""]).encode()


def reply(status: int, body: bytes | str = b"", *headers: str) -> Answerer:
    """A whole answer."""
    raw = body.encode() if isinstance(body, str) else body

    def answer(hit: Hit, wire: Wire) -> None:
        sent = b"" if hit.method == "HEAD" else raw
        wire.send(head(status, f"Content-Length: {len(raw)}", *headers) + sent)

    return answer


def page(body: str, *headers: str) -> Answerer:
    return reply(200, body, "Content-Type: text/html; charset=utf-8", *headers)


def redirect(target: str, status: int = 302) -> Answerer:
    return reply(status, "", f"Location: {target}")


def robots(text: str | bytes, *headers: str) -> Answerer:
    return reply(200, text, "Content-Type: text/plain", *headers)


def drop(_hit: Hit, wire: Wire) -> None:
    wire.drop()


def drop_in_headers(_hit: Hit, wire: Wire) -> None:
    wire.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/ht")
    wire.drop()


def drop_in_body(_hit: Hit, wire: Wire) -> None:
    wire.send(head(200, "Content-Length: 100") + b"<p>half")
    wire.drop()


def short_body(_hit: Hit, wire: Wire) -> None:
    wire.send(head(200, "Content-Length: 100") + b"<p>short")
    wire.socket.close()


def broken_chunks(_hit: Hit, wire: Wire) -> None:
    wire.send(head(200, "Transfer-Encoding: chunked") + b"zz\r\nnot a chunk\r\n")
    wire.socket.close()


def not_http(_hit: Hit, wire: Wire) -> None:
    wire.send(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
    wire.socket.close()


def silent(_hit: Hit, wire: Wire) -> None:
    wire.wait(60)


def hang_after_headers(_hit: Hit, wire: Wire) -> None:
    wire.send(head(200, "Content-Length: 100"))
    wire.wait(60)


def drip(_hit: Hit, wire: Wire) -> None:
    wire.send(head(200, "Content-Length: 1000"))
    for _ in range(1000):
        wire.send(b"x")
        wire.wait(0.2)


def endless(_hit: Hit, wire: Wire) -> None:
    """A body without a length that never ends."""
    wire.send(head(200, "Content-Type: text/html"))
    while not wire.closing.is_set():
        wire.send(b"x" * 65536)


def announced(_hit: Hit, wire: Wire) -> None:
    """Says that 50 MB will come."""
    wire.send(head(200, "Content-Length: 50000000", "Content-Type: text/html") + b"<p>")
    wire.wait(60)


def bomb(encoding: str = "gzip") -> Answerer:
    """Some kilobytes that unpack to 50 MB."""
    pack = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstd.compress}[encoding]
    packed = pack(b"\0" * 50_000_000)
    return reply(200, packed, f"Content-Encoding: {encoding}", "Content-Type: text/html")


def in_turn(*answers: Answerer) -> Answerer:
    """The answers one after another; the last for ever."""
    left = list(answers)

    def answer(hit: Hit, wire: Wire) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(hit, wire)

    return answer


@dataclass
class Site:
    """One host: where it listens and what it was asked."""

    name: str
    address: str
    port: int
    secure: bool
    hits: list[Hit] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{'https' if self.secure else 'http'}://{self.name}:{self.port}"

    @property
    def asked(self) -> list[str]:
        return [hit.target for hit in self.hits]


class BadServer:
    """Runs sites until it is left. `hosts_file` writes their names in hosts format."""

    def __init__(self) -> None:
        self._closing = threading.Event()
        self._listening: list[socket.socket] = []
        self.sites: list[Site] = []

    def __enter__(self) -> "BadServer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        for one in self._listening:
            one.close()

    def site(
        self,
        name: str,
        answers: dict[str, Answerer],
        *,
        address: str | None = None,
        tls: ssl.SSLContext | None = None,
        handshake: bool = True,
    ) -> Site:
        """Start a site; paths without an answer get 404. `handshake` False: TLS that never answers."""
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        literal = name if name.startswith("127.") else None
        where = address or literal or f"127.0.7.{len(self.sites) + 1}"
        listening.bind((where, 0))
        listening.listen(64)
        self._listening.append(listening)
        site = Site(name, where, listening.getsockname()[1], tls is not None or not handshake)
        self.sites.append(site)
        run = threading.Thread(
            target=self._accept, args=(listening, site, answers, tls, handshake), daemon=True
        )
        run.start()
        return site

    def hosts_file(self, path: Path, extra: Iterable[str] = ()) -> Path:
        lines = [f"{site.address} {site.name}" for site in self.sites]
        path.write_text("\n".join([*lines, *extra]) + "\n")
        return path

    def _accept(
        self,
        listening: socket.socket,
        site: Site,
        answers: dict[str, Answerer],
        tls: ssl.SSLContext | None,
        handshake: bool,
    ) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            work = threading.Thread(
                target=self._serve, args=(connection, site, answers, tls, handshake), daemon=True
            )
            work.start()

    def _serve(
        self,
        connection: socket.socket,
        site: Site,
        answers: dict[str, Answerer],
        tls: ssl.SSLContext | None,
        handshake: bool,
    ) -> None:
        with suppress(OSError, ValueError):
            connection.settimeout(60)
            if not handshake:
                self._closing.wait(60)
                return
            if tls is not None:
                connection = tls.wrap_socket(connection, server_side=True)
            with connection:
                while (hit := _read(connection, site)) is not None:
                    site.hits.append(hit)
                    path = hit.target.partition("?")[0]
                    answers.get(path, reply(404, "không có"))(hit, Wire(connection, self._closing))
                    if hit.headers.get("connection") == "close":
                        return


def _read(connection: socket.socket, site: Site) -> Hit | None:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return None
        data += more
        if data[:1] == b"\x16":  # a TLS handshake
            connection.sendall(head(400, "Content-Length: 0"))
            return None
    at = time.monotonic()
    start, _, body = data.partition(b"\r\n\r\n")
    first, *lines = start.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", "0")):
        body += connection.recv(65536)
    return Hit(at, headers.get("host", ""), method, target, headers, body, site.port)
