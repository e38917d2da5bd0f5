"""The province on loopback: HTTP and HTTPS on every address, traps outside, a log to read."""

import asyncio
import json
import os
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tests.replica.addresses import NETWORK, TRAP, TRAP_HOST, Ports
from tests.replica.certificates import contexts
from tests.replica.content import MONTHS
from tests.replica.folder import write_month
from tests.replica.http import Request, serve_connection
from tests.replica.province import ADDRESSES, Province
from tests.replica.reply import Reply

_ROOT = Path(__file__).parents[2]
_TRIES = 20  # how often ports are chosen anew where one is taken on some address
_TRAP_ADDRESSES = (TRAP, "127.0.0.1")


class Server:
    """Serves one month at a time on ports that stay; `switch` goes to another month behind the same names."""

    def __init__(self, folder: Path, month: str, http: int = 0, https: int = 0) -> None:
        """Nothing is bound until `start`; `http` and `https` of 0 choose free ports."""
        self.folder = folder
        self.month = month
        self.ports = Ports(http, https)
        self._provinces: dict[str, Province] = {}
        self._servers: list[asyncio.Server] = []
        self._log: IO[str] | None = None
        self._count = 0

    async def start(self) -> dict[str, Any]:
        """Bind, write the month's files, and return what callers must know (see `described`)."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._log = (self.folder / "log.jsonl").open("w", encoding="utf-8", buffering=1)
        _, secure = contexts(self.folder)
        plain = [*dict.fromkeys(ADDRESSES.values()), *_TRAP_ADDRESSES]
        http = await self._bind([(one, None) for one in plain], "http", self.ports.http)
        https = await self._bind(
            [(ADDRESSES[host], one) for host, one in secure.items()], "https", self.ports.https
        )
        self.ports = Ports(http, https)
        return self.switch(self.month)

    async def _bind(self, places: list[tuple[str, ssl.SSLContext | None]], scheme: str, port: int) -> int:
        """Listen at all places on one port; raises OSError where `port` was asked for and is taken."""

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(asyncio.CancelledError):  # the server ends: nothing is left to say
                await serve_connection(reader, writer, scheme, self._handle)

        for left in range(_TRIES, 0, -1):
            bound: list[asyncio.Server] = []
            number = port
            try:
                for address, context in places:
                    bound.append(await asyncio.start_server(connected, address, number, ssl=context))
                    number = int(bound[0].sockets[0].getsockname()[1])
            except OSError:
                for one in bound:
                    one.close()
                if port or left == 1:
                    raise
                continue
            self._servers += bound
            return number
        raise OSError("no port is free on all addresses")

    def switch(self, month: str) -> dict[str, Any]:
        """Serve another month behind the same names; its files replace those of the month before."""
        self.month = month
        if month not in self._provinces:
            self._provinces[month] = Province(month, self.ports)
        return {
            "month": month, **write_month(self.folder, month, self.ports), "ca": str(self.folder / "ca.pem"),
            "network": NETWORK, "http": self.ports.http, "https": self.ports.https,
            "log": str(self.folder / "log.jsonl"),
        }  # fmt: skip

    async def close(self) -> None:
        """Stop listening; connections that are open are left to die."""
        for one in self._servers:
            one.close()
        if self._log:
            self._log.close()

    def _handle(self, request: Request) -> Reply | None:
        trapped = request.address in _TRAP_ADDRESSES or request.host == TRAP_HOST
        province = self._provinces[self.month]
        reply = (
            Reply("<html><body>Mạng nội bộ</body></html>".encode())
            if trapped
            else province.answer(request.scheme, request.host, request.method, request.path, request.form)
        )
        self._count += 1
        row = {
            "n": self._count, "month": self.month, "scheme": request.scheme, "address": request.address,
            "host": request.host, "method": request.method, "path": request.path, "agent": request.agent,
            "status": reply.status if reply else None, "bytes": len(reply.body) if reply else 0,
            "trap": trapped,
            "forbidden": not trapped and province.is_forbidden(request.host, request.path),
        }  # fmt: skip
        if self._log:
            self._log.write(json.dumps(row, ensure_ascii=False) + "\n")
        return reply


async def serve(server: Server, commands: bool) -> None:
    """Serve until stdin ends (with `commands`), the parent dies, or the task is cancelled.

    Says what is served as a line of JSON on stdout; a month written to stdin switches to it, and again.
    """
    parent = os.getppid()
    print(json.dumps(await server.start(), ensure_ascii=False), flush=True)  # noqa: T201 (this is the answer)
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()

    def told(line: str) -> None:
        said = server.switch(line) if line in MONTHS else {"error": f"no such month: {line}"}
        print(json.dumps(said, ensure_ascii=False), flush=True)  # noqa: T201

    def listen() -> None:
        for line in sys.stdin:
            if line.strip():
                loop.call_soon_threadsafe(told, line.strip())
        loop.call_soon_threadsafe(ended.set)

    if commands:
        threading.Thread(target=listen, daemon=True).start()
    while not ended.is_set() and os.getppid() == parent:
        try:
            await asyncio.wait_for(ended.wait(), 1.0)
        except TimeoutError:
            continue
    await server.close()


@dataclass
class Running:
    """A province that is being served by a process of its own."""

    folder: Path
    described: dict[str, Any]
    process: "subprocess.Popen[str]"

    def switch(self, month: str) -> dict[str, Any]:
        """Serve another month behind the same names; returns and keeps what is served now."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(month + "\n")
        self.process.stdin.flush()
        self.described = json.loads(self.process.stdout.readline())
        return self.described

    def log(self) -> list[dict[str, Any]]:
        """Every request so far, in order."""
        lines = Path(self.described["log"]).read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def truth(self) -> dict[str, Any]:
        """The truth of the month that is served."""
        read: dict[str, Any] = json.loads(Path(self.described["truth"]).read_text("utf-8"))
        return read


@contextmanager
def running(month: str, folder: Path, http: int = 0, https: int = 0) -> Iterator[Running]:
    """Serve `month` from a process of its own, with its files in `folder`, while the block runs."""
    command = [sys.executable, "-m", "tests.replica", "serve", "--month", month, "--dir", str(folder),
               "--http", str(http), "--https", str(https)]  # fmt: skip
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            if not line:
                raise RuntimeError("the replica did not start")
            yield Running(folder, json.loads(line), process)
        finally:
            process.terminate()
            process.wait(10)
