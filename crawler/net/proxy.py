"""The browser's only way out: a proxy on loopback that resolves, checks, and connects to what it checked.

A request that is refused gets no answer at all; `failure` tells why.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress

from crawler.facts import Outcome
from crawler.net.doors import Doors, Streams
from crawler.net.outcomes import of_exception
from crawler.net.urls import BadUrlError, site_of

_HEAD = 256 * 1024  # the longest head of a request or an answer
_MOST = 30 * 1024 * 1024  # bytes one way through one connection
_CONNECT, _IDLE = 15.0, 60.0  # seconds
_PIECE = 64 * 1024
_HOP_BY_HOP = ("connection", "proxy-connection", "proxy-authorization", "keep-alive", "upgrade")
_FAILURES_KEPT = 1_000


class Proxy:
    """Listens on an ephemeral port of 127.0.0.1 once `start` was called."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._server: asyncio.Server | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        self._failures: OrderedDict[str, Outcome] = OrderedDict()

    async def start(self) -> str:
        """Listen, and return the proxy's URL; the same one when called again."""
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_HEAD)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        """Stop listening and drop what is under way."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    def failure(self, host: str) -> Outcome | None:
        """Why the last connection to `host` was not made; None where it was."""
        return self._failures.get(host)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        try:
            await self._relay((reader, writer))
        except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # a connection that breaks off is closed; the browser sees it so
        except asyncio.CancelledError:
            pass  # by `close` alone; asyncio would report a server's task that ends so as an error
        finally:
            writer.close()

    async def _relay(self, browser: Streams) -> None:
        async with asyncio.timeout(_CONNECT):
            head = await browser[0].readuntil(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
        if method == "CONNECT":
            host, _, port = target.rpartition(":")
            server = await self._connect(host.strip("[]"), int(port))
            browser[1].write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            site = site_of(target)
            if site.scheme != "http":
                raise BadUrlError(target)
            server = await self._connect(site.host, site.port)
            path = "/" + target.split("//", 1)[1].partition("/")[2]
            first = f"{method} {path} HTTP/1.1".encode("latin-1")
            server[1].write(b"\r\n".join([first, *_kept(head), b"Connection: close", b"", b""]))
        try:
            await asyncio.gather(
                _copy(browser[0], server[1]), self._answer(server[0], browser[1], method != "CONNECT")
            )
        finally:
            server[1].close()

    async def _connect(self, host: str, port: int) -> Streams:
        try:
            streams = await self._doors.connect(host, port, _CONNECT)
        except OSError as error:
            self._failures[host] = of_exception(error)
            if len(self._failures) > _FAILURES_KEPT:
                self._failures.popitem(last=False)
            raise
        self._failures.pop(host, None)
        return streams

    async def _answer(self, server: asyncio.StreamReader, browser: asyncio.StreamWriter, plain: bool) -> None:
        """Hand the answer on. A plain connection serves one request: the next may be for another host."""
        if plain:
            async with asyncio.timeout(_IDLE):
                head = await server.readuntil(b"\r\n\r\n")
            first = head.split(b"\r\n", 1)[0]
            browser.write(b"\r\n".join([first, *_kept(head), b"Connection: close", b"", b""]))
        await _copy(server, browser)
        browser.close()


def _kept(head: bytes) -> Iterator[bytes]:
    """The header lines that are handed on."""
    for line in head.split(b"\r\n")[1:]:
        if line and line.partition(b":")[0].strip().lower().decode("latin-1") not in _HOP_BY_HOP:
            yield line


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Copy until either side ends, falls silent, or too much has passed."""
    passed = 0
    with suppress(ConnectionError):
        while passed < _MOST:
            async with asyncio.timeout(_IDLE):
                data = await source.read(_PIECE)
            if not data:
                break
            passed += len(data)
            target.write(data)
            await target.drain()
    with suppress(OSError, RuntimeError):
        target.write_eof()
